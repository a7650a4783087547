using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>Calls of the framework that run a delegate before what follows them: for each element of a collection, or on another thread that is waited for at once.</summary>
internal static class RunDelegates
{
    /// <summary>Whether a call runs the delegate of this argument, and what follows the call comes after it.</summary>
    public static bool Runs(IArgumentOperation argument) => argument.Parent is IInvocationOperation invocation
        && ((IsAwaitedWork(invocation) && argument.Parameter?.Ordinal == 0)
            || (invocation.Parent is IExpressionStatementOperation && ForEach(invocation) is var (_, action) && action == argument));

    /// <summary>The collection that a call goes over, and the delegate that it runs for each element; null for any other call.</summary>
    public static (IOperation Collection, IArgumentOperation Action)? ForEach(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.Name != "ForEach" || method.ContainingType is not { } type || !IsOfSystem(type))
            return null;

        IOperation? collection = type.Name switch
        {
            "List" when method.Parameters.Length == 1 => invocation.Instance,
            "Array" or "Parallel" => Given(invocation, 0)?.Value,
            _ => null,
        };
        IArgumentOperation? action = Given(invocation, method.Parameters.Length - 1);
        return collection is not null && action?.Parameter?.Type is INamedTypeSymbol { DelegateInvokeMethod: { Parameters.Length: 1, ReturnsVoid: true } } ? (collection, action) : null;
    }

    /// <summary>Whether a call starts work on another thread, and an <c>await</c> waits for it at once, by itself or with other work.</summary>
    private static bool IsAwaitedWork(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod is not ({ Name: "Run", ContainingType.Name: "Task" } or { Name: "StartNew", ContainingType: { Name: "TaskFactory", Arity: 0 } }) || !IsOfSystem(invocation.TargetMethod.ContainingType))
            return false;

        SyntaxNode work = invocation.Syntax;
        if (work.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WhenAll" } } all })
            work = all;

        return work.Parent is AwaitExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax } };
    }

    private static IArgumentOperation? Given(IInvocationOperation invocation, int ordinal) => invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal);

    /// <summary>Whether a type is one of the framework.</summary>
    public static bool IsOfSystem(INamedTypeSymbol type)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;

        return space?.Name == "System" && type.DeclaringSyntaxReferences.IsEmpty;
    }
}
