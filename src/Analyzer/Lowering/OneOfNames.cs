using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// Tells of a local that it never holds anything but one of several objects with names of their own, as after <c>var first = byRank ? a : b;</c>. To compare it with one of these asks
/// which it is, and not whether two of them are the same object.
/// </summary>
internal sealed class OneOfNames
{
    private readonly Dictionary<ILocalSymbol, HashSet<string>?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a comparison of these two operands asks which of several objects one of them is.</summary>
    public bool AsksWhich(IOperation left, IOperation right) => IsOneOf(left, right) || IsOneOf(right, left);

    private bool IsOneOf(IOperation chosen, IOperation named) => OperationReader.Unconverted(chosen) is ILocalReferenceOperation { Local: var local }
        && NameOf(OperationReader.Unconverted(named)) is { } name && NamesOf(local) is { } names && names.Contains(name);

    private static string? NameOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local.Name: var name } => name,
        IParameterReferenceOperation { Parameter.Name: var name } => name,
        IFieldReferenceOperation { Field.Name: var name } => name,
        _ => null,
    };

    private HashSet<string>? NamesOf(ILocalSymbol local)
    {
        if (!_known.TryGetValue(local, out HashSet<string>? names))
            _known.Add(local, names = Find(local));

        return names;
    }

    private static HashSet<string>? Find(ILocalSymbol local)
    {
        if (local.Type.IsValueType || local.RefKind != RefKind.None || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax declarator
            || declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return null;
        }

        var names = new HashSet<string>();
        if (declarator.Initializer is { Value: var first } && !Add(first, names))
            return null;

        foreach (IdentifierNameSyntax use in member.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (use.Identifier.ValueText != local.Name)
                continue;

            if (LocalUse.IsHandedOut(use) || (use.Parent is AssignmentExpressionSyntax { Left: var target, Right: var value } assignment && target == use
                && !(assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && Add(value, names))))
            {
                return null;
            }
        }

        return names.Count > 1 ? names : null;
    }

    /// <summary>Adds the names that an expression chooses from; false where it may give something else.</summary>
    private static bool Add(ExpressionSyntax value, HashSet<string> names)
    {
        switch (value)
        {
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                names.Add(name);
                return true;
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                return Add(inner, names);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var operand }:
                return Add(operand, names);
            case ConditionalExpressionSyntax { WhenTrue: var whenTrue, WhenFalse: var whenFalse }:
                return Add(whenTrue, names) && Add(whenFalse, names);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var left, Right: var right }:
                return Add(left, names) && Add(right, names);
            case SwitchExpressionSyntax { Arms: var arms }:
                return arms.All(arm => arm.Expression is ThrowExpressionSyntax || Add(arm.Expression, names));
            default:
                return false;
        }
    }
}
