using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Tells of which private fields what is in them stays: those that members fill where they are null, and those to which all who write them store one constant, as the flag of an object that was
/// disposed of. It looks at the places where a field is named.
/// </summary>
internal sealed class LastingValues
{
    private readonly Declarations _declarations;
    private readonly Formulas _formulas;
    private readonly ConcurrentDictionary<ISymbol, Lasting?> _known = new(SymbolEqualityComparer.Default);

    public LastingValues(Declarations declarations, Formulas formulas)
    {
        _declarations = declarations;
        _formulas = formulas;
    }

    /// <summary>What stays in a field; null where nothing is known to.</summary>
    public Lasting? Of(ISymbol member) => member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsReadOnly: false, ContainingType.IsReferenceType: true }
        ? _known.TryGetValue(member.OriginalDefinition, out Lasting? known) ? known : _known.GetOrAdd(member.OriginalDefinition, key => _declarations.IsDeclaredHere(key) ? Find((IFieldSymbol)key) : null)
        : null;

    private Lasting? Find(IFieldSymbol field)
    {
        ImmutableArray<SyntaxNode> writers = _declarations.MentionsIn(field.ContainingType)
            .Where(member => member.Declaration is not TypeDeclarationSyntax
                && (member.Assigns.Contains(field.Name) || member.Initializes.Contains(field.Name) || member.DeferredAssigns.Contains(field.Name)))
            .Select(static member => member.Declaration).Distinct().ToImmutableArray();
        return field.Type.IsReferenceType ? writers.All(writer => Fills(writer, field)) ? Lasting.AnyObject : null
            : field.Type is { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 } or { TypeKind: TypeKind.Enum } ? OnlyConstant(writers, field.Name)
            : null;
    }

    private bool Fills(SyntaxNode writer, IFieldSymbol field)
    {
        if (writer is not (MethodDeclarationSyntax { ParameterList.Parameters.Count: 0 } or PropertyDeclarationSyntax { AccessorList: null or { Accessors.Count: 1 } }))
            return false;

        IMethodSymbol? filler = _declarations.Model(writer.SyntaxTree).GetDeclaredSymbol(writer) switch
        {
            IMethodSymbol method => method,
            IPropertySymbol property => property.GetMethod,
            _ => null,
        };
        return filler is not null && _formulas.LazyField(filler) is { } lazy && SymbolEqualityComparer.Default.Equals(lazy.Field.OriginalDefinition, field);
    }

    private Lasting? OnlyConstant(ImmutableArray<SyntaxNode> writers, string field)
    {
        object? only = null;
        foreach (IdentifierNameSyntax name in writers.SelectMany(static writer => writer.DescendantNodes()).OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == field))
        {
            SyntaxNode place = name;
            while (place.Parent is ParenthesizedExpressionSyntax || (place.Parent is MemberAccessExpressionSyntax { Name: var member } && member == place))
                place = place.Parent;

            if (IsRead(place))
                continue;

            ExpressionSyntax? stored = place.Parent switch
            {
                AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: var value } => value,
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => StoredBy(call),
                _ => null,
            };
            if (stored is null || _declarations.ConstantOf(stored) is not { HasValue: true, Value: { } constant } || (only is not null && !only.Equals(constant)))
                return null;

            only = constant;
        }

        return only is null ? null : new Lasting(only);
    }

    /// <summary>Whether a place is only looked at.</summary>
    private static bool IsRead(SyntaxNode place) => place.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left != place,
        PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression }
            or RefExpressionSyntax or MemberBindingExpressionSyntax => false,
        ArgumentSyntax { Parent: TupleExpressionSyntax } => false,
        ArgumentSyntax { RefOrOutKeyword.RawKind: not 0, Parent.Parent: InvocationExpressionSyntax call } => IsCallOf(call, "Read"),
        ArgumentSyntax { RefOrOutKeyword.RawKind: not 0 } => false,
        _ => true,
    };

    /// <summary>What an atomic operation of the framework stores in the place that it is given; null for any other call.</summary>
    private ExpressionSyntax? StoredBy(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [_, { Expression: var stored }, ..] && (IsCallOf(call, "Exchange") || IsCallOf(call, "CompareExchange") || IsCallOf(call, "Write"))
            && _declarations.Model(call.SyntaxTree).GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: { Name: "Interlocked" or "Volatile" } type } && LazyMembers.IsOfThreading(type)
            ? stored
            : null;

    private static bool IsCallOf(InvocationExpressionSyntax call, string name) => call.Expression is MemberAccessExpressionSyntax access && access.Name.Identifier.ValueText == name;
}
