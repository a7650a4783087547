using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// Tells of a local whether it is only a second name for a parameter, as after <c>var copy = unit;</c> where neither is ever written again. A function that captures both would take them
/// for two objects, since it is read by itself.
/// </summary>
internal sealed class SecondNames
{
    private readonly Func<SyntaxNode, IOperation?> _operationOf;
    private readonly Dictionary<ILocalSymbol, IOperation?> _known = new(SymbolEqualityComparer.Default);

    public SecondNames(Func<SyntaxNode, IOperation?> operationOf) => _operationOf = operationOf;

    /// <summary>The parameter that a local is another name for; null where it is none.</summary>
    public IOperation? FirstOf(ILocalSymbol local)
    {
        if (!_known.TryGetValue(local, out IOperation? first))
            _known.Add(local, first = Find(local));

        return first;
    }

    private IOperation? Find(ILocalSymbol local)
    {
        if (local.Type.IsValueType || local.RefKind != RefKind.None || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: var value } declarator
            || declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return null;
        }

        while (value is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax)
            value = value switch { ParenthesizedExpressionSyntax { Expression: var inner } => inner, CastExpressionSyntax { Expression: var cast } => cast, _ => ((PostfixUnaryExpressionSyntax)value).Operand };

        if (value is not IdentifierNameSyntax { Identifier.ValueText: var source } || IsWritten(member, local.Name) || IsWritten(member, source) || _operationOf(value) is not { } operation)
            return null;

        return OperationReader.Unconverted(operation) switch
        {
            ILocalReferenceOperation { Local: var other } => FirstOf(other),
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, Type.IsValueType: false } } parameter => parameter,
            _ => null,
        };
    }

    /// <summary>Whether something of this name is written after its declaration, or may be.</summary>
    private static bool IsWritten(SyntaxNode member, string name) => member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == name
        && (LocalUse.IsHandedOut(use) || (use.Parent is AssignmentExpressionSyntax { Left: var target } && target == use)));
}
