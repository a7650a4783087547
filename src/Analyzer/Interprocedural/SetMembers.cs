using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Tells which members of its object a method leaves set to what it was given, or to a constant: <c>void Attach(Unit unit) { Log(); _unit = unit; }</c>.</summary>
internal sealed class SetMembers
{
    private readonly Declarations _declarations;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<SetMember>> _known = new(SymbolEqualityComparer.Default);

    public SetMembers(Declarations declarations) => _declarations = declarations;

    /// <inheritdoc cref="IBodies.Sets"/>
    public ImmutableArray<SetMember> Of(IMethodSymbol method) => _known.GetOrAdd(method.OriginalDefinition, key => Find((IMethodSymbol)key).ToImmutableArray());

    private IEnumerable<SetMember> Find(IMethodSymbol method)
    {
        if (!method.ReturnsVoid || method.IsAsync || method.MethodKind != MethodKind.Ordinary || _declarations.CodeOf(method) is not MethodDeclarationSyntax declaration)
            yield break;

        foreach ((string name, ExpressionSyntax value) in LastAssignments.In(declaration))
        {
            if (method.ContainingType.GetMembers(name).FirstOrDefault(IsPlace) is not { } member || (method.IsStatic && !member.IsStatic))
                continue;

            if (value is IdentifierNameSyntax { Identifier.ValueText: var source } && method.Parameters.FirstOrDefault(parameter => parameter.Name == source) is { } given)
            {
                if (given.RefKind == RefKind.None && !declaration.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var written } } && written == source))
                    yield return new SetMember(member, given.Ordinal, null);
            }
            else if (_declarations.ConstantOf(value) is { HasValue: true, Value: var constant })
            {
                yield return new SetMember(member, -1, constant);
            }
        }
    }

    /// <summary>Whether a member holds what is assigned to it.</summary>
    private bool IsPlace(ISymbol member) => member is IFieldSymbol { IsConst: false }
        || (member is IPropertySymbol { IsVirtual: false, IsOverride: false, IsAbstract: false, GetMethod: { } getter, SetMethod: { } setter } && _declarations.IsAuto(getter) && _declarations.IsAuto(setter));
}
