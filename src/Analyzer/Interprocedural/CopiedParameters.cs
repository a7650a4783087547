using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Tells which members of a new object a constructor sets to its parameters.</summary>
internal sealed class CopiedParameters
{
    /// <summary>So many constructors that hand their parameters on are followed.</summary>
    private const int MaxConstructors = 8;

    private readonly Declarations _declarations;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<(ISymbol, int)>> _copies = new(SymbolEqualityComparer.Default);

    public CopiedParameters(Declarations declarations) => _declarations = declarations;

    /// <inheritdoc cref="IBodies.Copies"/>
    public ImmutableArray<(ISymbol Member, int Parameter)> Of(IMethodSymbol constructor)
    {
        constructor = constructor.OriginalDefinition;
        if (_copies.TryGetValue(constructor, out ImmutableArray<(ISymbol, int)> known))
            return known;

        List<(ISymbol Member, int Parameter)> copies = FindCopies(constructor, 0).ToList();
        return _copies.GetOrAdd(constructor, copies.Concat(Faces(constructor.ContainingType, copies)).ToImmutableArray());
    }

    /// <summary>The virtual properties and those of interfaces that give what a constructor copied: <c>Unit IWorker.Unit => _unit;</c>.</summary>
    private IEnumerable<(ISymbol Member, int Parameter)> Faces(INamedTypeSymbol type, List<(ISymbol Member, int Parameter)> copies)
    {
        if (copies.Count == 0)
            yield break;

        foreach (IPropertySymbol face in type.AllInterfaces.Where(_declarations.IsDeclaredHere).SelectMany(static one => one.GetMembers().OfType<IPropertySymbol>()))
        {
            if (type.FindImplementationForInterfaceMember(face) is IPropertySymbol implementation && Copied(implementation) is { } parameter)
                yield return (face.OriginalDefinition, parameter);
        }

        for (INamedTypeSymbol? current = type; current is not null && _declarations.IsDeclaredHere(current); current = current.BaseType)
        {
            foreach (IPropertySymbol property in current.GetMembers().OfType<IPropertySymbol>().Where(static property => property.IsOverride))
            {
                if (Copied(property) is not { } parameter)
                    continue;

                for (IPropertySymbol? overridden = property; overridden is not null; overridden = overridden.OverriddenProperty)
                    yield return (overridden.OriginalDefinition, parameter);
            }
        }

        int? Copied(IPropertySymbol property)
        {
            ISymbol? given = _declarations.DeclarationOf(property) is PropertyDeclarationSyntax { ExpressionBody.Expression: { } expression }
                ? Declarations.NameOfOwn(expression) is { } name ? copies.Select(static copy => copy.Member).FirstOrDefault(member => member.Name == name) : null
                : property.OriginalDefinition;
            int found = copies.FindIndex(copy => SymbolEqualityComparer.Default.Equals(copy.Member, given));
            return found < 0 ? null : copies[found].Parameter;
        }
    }

    private IEnumerable<(ISymbol Member, int Parameter)> FindCopies(IMethodSymbol constructor, int depth)
    {
        if (_declarations.DeclarationOf(constructor) is not { } syntax || depth > MaxConstructors)
            yield break;

        if (syntax is TypeDeclarationSyntax type)
        {
            foreach ((ISymbol Member, int Parameter) handed in HandedOn(constructor, type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault(), depth))
                yield return handed;

            // A primary constructor: its parameters are, if the members use them, as good as fields; those of a record are properties.
            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                yield return (parameter, parameter.Ordinal);
                if (constructor.ContainingType.IsRecord && constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                    yield return (property, parameter.Ordinal);
            }

            foreach (ISymbol member in constructor.ContainingType.GetMembers())
            {
                ExpressionSyntax? initializer = member is IPropertySymbol && constructor.ContainingType.IsRecord ? null : Construction.InitialValue(member);
                if (!member.IsStatic && initializer is IdentifierNameSyntax { Identifier.ValueText: var source }
                    && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == source) is { } copied)
                {
                    yield return (member, copied.Ordinal);
                }
            }

            yield break;
        }

        if (syntax is not ConstructorDeclarationSyntax declared)
            yield break;

        List<string> assigned = declared.DescendantNodes().OfType<AssignmentExpressionSyntax>().Select(static assignment => Declarations.NameOfOwn(assignment.Left) ?? string.Empty).ToList();
        foreach ((ISymbol Member, int Parameter) handed in HandedOn(constructor, declared.Initializer, depth))
        {
            if (!assigned.Contains(handed.Member.Name))
                yield return handed;
        }

        IEnumerable<ExpressionSyntax?> statements = declared.ExpressionBody is { Expression: var single }
            ? new[] { single }
            : declared.Body?.Statements.Select(static statement => (statement as ExpressionStatementSyntax)?.Expression) ?? Enumerable.Empty<ExpressionSyntax?>();
        foreach (AssignmentExpressionSyntax assignment in statements.OfType<AssignmentExpressionSyntax>())
        {
            ExpressionSyntax right = assignment.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } guarded
                ? guarded.Left
                : assignment.Right;
            if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || right is not IdentifierNameSyntax { Identifier.ValueText: var source }
                || Declarations.NameOfOwn(assignment.Left) is not { } target || assigned.Count(name => name == target) != 1 || assigned.Contains(source)
                || constructor.Parameters.FirstOrDefault(parameter => parameter.Name == source) is not { RefKind: RefKind.None } parameter
                || (assignment.Left is IdentifierNameSyntax && constructor.Parameters.Any(other => other.Name == target)))
            {
                continue;
            }

            if (constructor.ContainingType.GetMembers(target).FirstOrDefault(static member => member is IFieldSymbol or IPropertySymbol) is { IsStatic: false } member)
                yield return (member, parameter.Ordinal);
        }
    }

    /// <summary>What another constructor of the same object copies, of its base or of its own type, that is given the parameters of this one.</summary>
    private IEnumerable<(ISymbol Member, int Parameter)> HandedOn(IMethodSymbol constructor, SyntaxNode? initializer, int depth)
    {
        ArgumentListSyntax? arguments = (initializer as ConstructorInitializerSyntax)?.ArgumentList ?? (initializer as PrimaryConstructorBaseTypeSyntax)?.ArgumentList;
        if (initializer is null || arguments is not { Arguments.Count: > 0 } || _declarations.Model(initializer.SyntaxTree).GetSymbolInfo(initializer).Symbol is not IMethodSymbol other)
            yield break;

        foreach ((ISymbol member, int ordinal) in FindCopies(other.OriginalDefinition, depth + 1))
        {
            string name = other.Parameters[ordinal].Name;
            ArgumentSyntax? argument = arguments.Arguments.FirstOrDefault(one => one.NameColon?.Name.Identifier.ValueText == name)
                ?? (ordinal < arguments.Arguments.Count && arguments.Arguments[ordinal].NameColon is null ? arguments.Arguments[ordinal] : null);
            if (argument is { Expression: IdentifierNameSyntax { Identifier.ValueText: var source } } && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == source) is { RefKind: RefKind.None } given)
                yield return (member, given.Ordinal);
        }
    }
}
