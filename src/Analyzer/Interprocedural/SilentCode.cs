using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Tells of a method whose names may lead to an event whether they do, by what they are bound to: <c>Write</c> of a log is not <c>Write</c> of a device. Statements that call without naming anything
/// (<c>using</c>, <c>lock</c>, <c>foreach</c>, <c>await</c>) count as events.
/// </summary>
internal sealed class SilentCode
{
    /// <summary>Calls are followed so far.</summary>
    private const int MaxDepth = 4;

    private readonly Bodies _bodies;
    private readonly RuleSet _rules;
    private readonly Declarations _declarations;

    public SilentCode(Bodies bodies, RuleSet rules, Declarations declarations)
    {
        _bodies = bodies;
        _rules = rules;
        _declarations = declarations;
    }

    /// <summary>The declaration of a method that exactly a call of it runs, and that has no events; null for any other.</summary>
    public MethodDeclarationSyntax? Of(IMethodSymbol method) => Of(method, 0);

    private MethodDeclarationSyntax? Of(IMethodSymbol method, int depth)
    {
        if (Declarations.IsDispatched(method) || _declarations.CodeOf(method) is not MethodDeclarationSyntax declaration)
            return null;

        return !_bodies.Index.IsInteresting(declaration) || (depth < MaxDepth && _declarations.Model(declaration.SyntaxTree).GetOperation(declaration) is { } body
            && body.DescendantsAndSelf().All(operation => IsSilent(operation, depth))) ? declaration : null;
    }

    private bool IsSilent(IOperation operation, int depth) => operation switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } => true,
        IInvocationOperation { TargetMethod: var called } => IsSilent(called, depth),
        IObjectCreationOperation { Constructor: { } constructor } => HasNoEvents(constructor) && _bodies.Callee(constructor) is null,
        IPropertyReferenceOperation { Property: var property } => HasNoEvents(property) && (property.GetMethod is not { } getter || _bodies.Callee(getter) is null) && (property.SetMethod is not { } setter || _bodies.Callee(setter) is null),
        IMemberReferenceOperation { Member: var member } => HasNoEvents(member),
        IBinaryOperation { OperatorMethod: { } declared } => IsSilent(declared, depth),
        IUnaryOperation { OperatorMethod: { } declared } => IsSilent(declared, depth),
        IConversionOperation { OperatorMethod: { } declared } => IsSilent(declared, depth),
        ICompoundAssignmentOperation { OperatorMethod: { } declared } => IsSilent(declared, depth),
        IIncrementOrDecrementOperation { OperatorMethod: { } declared } => IsSilent(declared, depth),
        { Syntax: CollectionExpressionSyntax } => false,
        IUsingOperation or IUsingDeclarationOperation or ILockOperation or IForEachLoopOperation or IAwaitOperation or IDynamicInvocationOperation or IInterpolatedStringHandlerCreationOperation
            or IWithOperation or IDeconstructionAssignmentOperation or IRecursivePatternOperation or IListPatternOperation => false,
        _ => true,
    };

    private bool IsSilent(IMethodSymbol called, int depth) => HasNoEvents(called) && (!_bodies.CanRun(called) || Of((called.ReducedFrom ?? called).OriginalDefinition, depth + 1) is not null);

    private bool HasNoEvents(ISymbol member) => _rules.For(member) is not { Events.IsEmpty: false };
}
