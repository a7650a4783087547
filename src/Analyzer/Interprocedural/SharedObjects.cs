using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Tells which paths of an object lead to one object in all its members: its constructors give one object to several of its parts, and nothing changes that later. In
/// <c>Machine(Cpu cpu) { _cpu = cpu; _apic = new Apic(cpu); }</c>, <c>_apic.Cpu</c> is <c>_cpu</c>.
/// </summary>
internal sealed class SharedObjects
{
    /// <summary>So many objects in objects are looked through.</summary>
    private const int MaxDepth = 3;

    private readonly Declarations _declarations;
    private readonly CopiedParameters _copies;
    private readonly Func<ISymbol, bool> _isStable;
    private readonly Func<ISymbol, bool> _isPart;
    private readonly ConcurrentDictionary<ISymbol, Coincidence?> _known = new(SymbolEqualityComparer.Default);

    /// <param name="declarations">Where members are declared.</param>
    /// <param name="copies">Which members constructors set to their parameters.</param>
    /// <param name="isStable">Whether a member keeps its value.</param>
    /// <param name="isPart">Whether a member leads to a part of its object, which has no steps of its own.</param>
    public SharedObjects(Declarations declarations, CopiedParameters copies, Func<ISymbol, bool> isStable, Func<ISymbol, bool> isPart)
    {
        _declarations = declarations;
        _copies = copies;
        _isStable = isStable;
        _isPart = isPart;
    }

    /// <summary>The paths of an object of a type that lead to one object; null where none do.</summary>
    public Coincidence? Of(INamedTypeSymbol type) => _known.GetOrAdd(type.OriginalDefinition, key => Find((INamedTypeSymbol)key));

    private Coincidence? Find(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || !_declarations.IsDeclaredHere(type))
            return null;

        HashSet<(string, string)>? shared = null;
        var paths = new Dictionary<string, Path>(StringComparer.Ordinal);
        foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(Construction.RunsInitializers))
        {
            var pairs = new HashSet<(string, string)>();
            foreach (List<Path> same in Groups(constructor).Where(static same => same.Count > 1))
            {
                foreach (Path path in same)
                    paths[path.Text] = path;

                pairs.UnionWith(same.SelectMany(one => same.Select(other => (one.Text, other.Text))));
            }

            if (shared is null)
                shared = pairs;
            else
                shared.IntersectWith(pairs);
        }

        return shared is not { Count: > 0 } ? null
            : Coincidence.Of(shared.GroupBy(static pair => pair.Item1, pair => paths[pair.Item2]).Select(static same => (IReadOnlyCollection<Path>)same.ToList()).Where(static same => same.Count > 1));
    }

    /// <summary>The paths of the object that a constructor makes, by the object that they lead to.</summary>
    private IEnumerable<List<Path>> Groups(IMethodSymbol constructor)
    {
        List<(Path Path, Source Source)> plan = Plan(constructor, 0);
        return plan.GroupBy(static entry => entry.Source.Parameter >= 0 ? "#" + entry.Source.Parameter : entry.Source.Own!.Text)
            .Select(static same => same.Select(static entry => entry.Path).Concat(same.Select(static entry => entry.Source.Own).OfType<Path>().Take(1)).Distinct().ToList());
    }

    /// <summary>What the paths of a new object lead to, as far as its constructor's text says so.</summary>
    private List<(Path Path, Source Source)> Plan(IMethodSymbol constructor, int depth)
    {
        var plan = new List<(Path, Source)>();
        foreach ((ISymbol member, int parameter) in _copies.Of(constructor))
        {
            if (FieldOf(member) is { } field)
                plan.Add((Of(field), new Source(parameter, null)));
        }

        if (depth == MaxDepth)
            return plan;

        foreach ((ISymbol member, BaseObjectCreationExpressionSyntax creation) in MadeBy(constructor))
        {
            if (FieldOf(member) is not { } field || _declarations.Model(creation.SyntaxTree).GetSymbolInfo(creation).Symbol is not IMethodSymbol { ContainingType: { } made } inner || !_declarations.IsDeclaredHere(made))
                continue;

            foreach ((Path path, Source source) in Plan(inner.OriginalDefinition, depth + 1))
            {
                Path whole = Of(field) with { Fields = path.Fields.Insert(0, field) };
                if (source.Own is { } own)
                    plan.Add((whole, new Source(-1, own with { Fields = own.Fields.Insert(0, field) })));
                else if (Argument(creation, inner, source.Parameter) is { } given && SourceOf(given, constructor) is { } outer)
                    plan.Add((whole, outer));
            }
        }

        return plan;
    }

    /// <summary>The members that hold an object which the constructor makes for them, and nothing changes later.</summary>
    private IEnumerable<(ISymbol Member, BaseObjectCreationExpressionSyntax Creation)> MadeBy(IMethodSymbol constructor)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        var declared = _declarations.DeclarationOf(constructor) as ConstructorDeclarationSyntax;
        List<AssignmentExpressionSyntax> assigned = declared?.DescendantNodes().OfType<AssignmentExpressionSyntax>().ToList() ?? new List<AssignmentExpressionSyntax>();
        foreach (ISymbol member in Construction.Initialized(type))
        {
            if (Construction.InitialValue(member) is BaseObjectCreationExpressionSyntax creation && !assigned.Exists(other => Declarations.NameOfOwn(other.Left) == member.Name))
                yield return (member, creation);
        }

        foreach (AssignmentExpressionSyntax assignment in assigned)
        {
            if (assignment is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: BaseObjectCreationExpressionSyntax creation, Parent: ExpressionStatementSyntax { Parent: var around } } && (around == declared!.Body || around == declared)
                && Declarations.NameOfOwn(assignment.Left) is { } name && assigned.Count(other => Declarations.NameOfOwn(other.Left) == name) == 1
                && !constructor.Parameters.Any(parameter => parameter.Name == name && assignment.Left is IdentifierNameSyntax)
                && type.GetMembers(name).FirstOrDefault() is { IsStatic: false } member)
            {
                yield return (member, creation);
            }
        }
    }

    private static ExpressionSyntax? Argument(BaseObjectCreationExpressionSyntax creation, IMethodSymbol constructor, int parameter)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = creation.ArgumentList?.Arguments ?? default;
        return arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == constructor.Parameters[parameter].Name)?.Expression
            ?? (parameter < arguments.Count && arguments[parameter].NameColon is null ? arguments[parameter].Expression : null);
    }

    /// <summary>What an argument is, where it is a parameter or a member that keeps its value.</summary>
    private Source? SourceOf(ExpressionSyntax argument, IMethodSymbol constructor)
    {
        if (Declarations.NameOfOwn(argument) is not { } name)
            return null;

        if (argument is IdentifierNameSyntax && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter)
            return parameter.RefKind == RefKind.None && _isStable(parameter) ? new Source(parameter.Ordinal, null) : null;

        ISymbol? member = constructor.ContainingType.GetMembers(name).FirstOrDefault(static one => one is IFieldSymbol or IPropertySymbol);
        if (member is null || FieldOf(member) is not { } field)
            return null;

        // What was copied from a parameter is that.
        return _copies.Of(constructor).FirstOrDefault(copy => SymbolEqualityComparer.Default.Equals(copy.Member, member)) is { Member: not null, Parameter: var copied }
            ? new Source(copied, null)
            : new Source(-1, Of(field));
    }

    private Universe.FieldIdentity? FieldOf(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: false, Type.IsReferenceType: true } or IPropertySymbol { IsStatic: false, IsIndexer: false, IsAbstract: false, IsVirtual: false, IsOverride: false, Type.IsReferenceType: true } or IParameterSymbol { Type.IsReferenceType: true }
            when _isStable(member) && !_isPart(member) => new Universe.FieldIdentity(member.OriginalDefinition, false),
        _ => null,
    };

    private static Path Of(Universe.FieldIdentity field) => Path.Of(PathRoot.This) with { Fields = ImmutableArray.Create(field) };

    /// <summary>What a path leads to: what a parameter of the constructor gives, or what another path of the object does.</summary>
    private sealed record Source(int Parameter, Path? Own);
}
