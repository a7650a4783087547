using System.Collections.Immutable;
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
        foreach (StubFile file in files)
        {
            StubBinding binding = binder.Bind(file);
            protocols.AddRange(binding.Protocols);
            problems.AddRange(binding.Problems);
            foreach (StubMember member in binding.Members)
            {
                cancellation.ThrowIfCancellationRequested();
                int before = members.Count + redeclared.Count;
                foreach (ISymbol declared in StubMatcher.Declared(member, compilation))
                    members.Add(new KeyValuePair<ISymbol, MemberDeclaration>(RuleSet.Canonical(declared) ?? declared, member.Declaration));
                if (members.Count + redeclared.Count == before)
                {
                    foreach ((INamedTypeSymbol type, ISymbol inherited) in StubMatcher.Inherited(member, compilation))
                        redeclared.Add(new RedeclaredMember(type, inherited, member.Declaration));
                }

                if (members.Count + redeclared.Count == before && !file.IsPack && binding.Problems.IsEmpty)
                    problems.Add(Diagnostic.Create(RuleProblems.StubUnmatched, member.Location, member.Display, StubMatcher.Explain(member, compilation)));
            }
        }

        return new StubRules(
            new DeclaredRules(members.ToImmutable(), protocols.ToImmutable(), ImmutableArray<string>.Empty, problems.ToImmutable()),
            redeclared.ToImmutable());
    }
}

/// <summary>What a stub says about a member that its type only inherits.</summary>
/// <param name="Type">The redeclaring type.</param>
/// <param name="Member">The inherited member, as its own type declares it.</param>
/// <param name="Declaration">What the stub says.</param>
internal readonly record struct RedeclaredMember(INamedTypeSymbol Type, ISymbol Member, MemberDeclaration Declaration);
