using System.Collections.Immutable;
using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Protocols.Stubs;

/// <summary>The rules that the project's stub files declare, on the members of the compilation that they stand for.</summary>
/// <param name="Rules">The rules of members that the stub's type declares itself.</param>
/// <param name="Redeclared">The rules of members that the stub's type only inherits: they hold where the receiver is of that type.</param>
internal sealed record StubRules(DeclaredRules Rules, ImmutableArray<RedeclaredMember> Redeclared)
{
    public static readonly StubRules None = new(DeclaredRules.None, ImmutableArray<RedeclaredMember>.Empty);

    public static StubRules Read(
        Compilation compilation, AnalyzerOptions options, ImmutableArray<string> metaAttributes, CancellationToken cancellation)
    {
        ImmutableArray<StubFile> files = StubFile.In(compilation, options, cancellation);
        if (files.IsEmpty)
            return None;

        StubBinder binder = new(compilation, files, metaAttributes, cancellation);
        var members = ImmutableArray.CreateBuilder<KeyValuePair<ISymbol, MemberDeclaration>>();
        var redeclared = ImmutableArray.CreateBuilder<RedeclaredMember>();
        var protocols = ImmutableArray.CreateBuilder<DeclaredProtocol>();
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        var seen = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (StubFile file in files)
        {
            StubBinding binding = binder.Bind(file);
            protocols.AddRange(binding.Protocols);
            problems.AddRange(binding.Problems);
            foreach (StubMember member in binding.Members)
            {
                cancellation.ThrowIfCancellationRequested();
                ImmutableArray<ISymbol> declared = StubMatcher.Declared(member, compilation);
                ImmutableArray<(INamedTypeSymbol Type, ISymbol Member)> inherited = declared.IsEmpty
                    ? StubMatcher.Inherited(member, compilation).ToImmutableArray()
                    : ImmutableArray<(INamedTypeSymbol Type, ISymbol Member)>.Empty;
                ISymbol[] all = declared.Concat(inherited.Select(static found => found.Member)).ToArray();
                bool Fits(ISymbol found) => file.IsPack || member.Shape.Fits(StubShape.Of(found));
                foreach (ISymbol found in declared.Where(Fits))
                    members.Add(new KeyValuePair<ISymbol, MemberDeclaration>(RuleSet.Canonical(found) ?? found, member.Declaration));
                foreach ((INamedTypeSymbol type, ISymbol found) in inherited.Where(found => Fits(found.Member)))
                    redeclared.Add(new RedeclaredMember(type, found.OriginalDefinition, member.Declaration));

                if (!file.IsPack && binding.Problems.IsEmpty && !all.Any(Fits))
                {
                    string why = all.Length == 0 ? StubMatcher.Explain(member, compilation) : Texts.Say("WhyItIsDeclaredAs", StubShape.Display(all[0]));
                    problems.Add(Diagnostic.Create(RuleProblems.StubUnmatched, member.Location, member.Display, why));
                }
            }

            if (!file.IsPack)
                problems.AddRange(CheckConstants(binding.Constants, compilation));
            problems.AddRange(CheckProtocols(binding.Protocols, seen, compilation));
        }

        return new StubRules(
            new DeclaredRules(members.ToImmutable(), protocols.ToImmutable(), ImmutableArray<string>.Empty, problems.ToImmutable()),
            redeclared.ToImmutable());
    }

    /// <summary>A rule compares with the number that the stub gives a name, so that has to be the real one.</summary>
    private static IEnumerable<Diagnostic> CheckConstants(ImmutableArray<StubConstant> constants, Compilation compilation)
    {
        foreach (StubConstant constant in constants)
        {
            if (DocumentationCommentId.GetFirstSymbolForDeclarationId(constant.Type, compilation) is not INamedTypeSymbol { TypeKind: TypeKind.Enum } type
                || ProtocolReader.IsProtocol(type))
            {
                continue;
            }

            IFieldSymbol? field = type.GetMembers(constant.Name).OfType<IFieldSymbol>().FirstOrDefault();
            string? why = field is null
                ? Texts.Say("WhyHasNoSuchMember", type.Name) + NearestNames.Suggest(constant.Name, type.GetMembers().OfType<IFieldSymbol>().Select(static member => member.Name))
                : !constant.Value.Equals(field.ConstantValue) ? Texts.Say("WhyItsValueIsAndNot", field.ConstantValue, constant.Value) : null;
            if (why is not null)
                yield return Diagnostic.Create(RuleProblems.StubUnmatched, constant.Location, type.Name + "." + constant.Name, why);
        }
    }

    /// <summary>Two enums of one name would be taken for one protocol, with the steps of either.</summary>
    private static IEnumerable<Diagnostic> CheckProtocols(
        ImmutableArray<DeclaredProtocol> protocols, Dictionary<string, Location> seen, Compilation compilation)
    {
        foreach (DeclaredProtocol protocol in protocols)
        {
            if (protocol.Location is not { } location)
                continue;
            string? elsewhere = seen.TryGetValue(protocol.DocumentationId, out Location? first) ? $"'{Path.GetFileName(first.GetLineSpan().Path)}'"
                : DocumentationCommentId.GetFirstSymbolForDeclarationId(protocol.DocumentationId, compilation) is INamedTypeSymbol real && ProtocolReader.IsProtocol(real)
                    ? $"'{real.ContainingAssembly.Name}'"
                    : null;
            if (elsewhere is not null)
                yield return Diagnostic.Create(RuleProblems.UnusableProtocol, location, protocol.Name, Texts.Say("WhyDeclaresAProtocolOfThisName", elsewhere));
            else
                seen.Add(protocol.DocumentationId, location);
        }
    }
}

/// <summary>What a stub says about a member that its type only inherits.</summary>
/// <param name="Type">The redeclaring type.</param>
/// <param name="Member">The inherited member, as its own type declares it.</param>
/// <param name="Declaration">What the stub says.</param>
internal readonly record struct RedeclaredMember(INamedTypeSymbol Type, ISymbol Member, MemberDeclaration Declaration);
