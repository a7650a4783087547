using System.Threading;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// The operation that performs a step for a statement, be it in the body of a helper that the statement calls, and the object that it is performed on, as
/// the statement would name it.
/// </summary>
/// <param name="Operation">The call or write.</param>
/// <param name="Receiver">The object in source; null: the operation names none.</param>
/// <param name="IsHelpers">Whether it stands in a helper.</param>
internal sealed record OpenedObject(IOperation Operation, string? Receiver, bool IsHelpers)
{
    /// <summary>So deep helpers are looked into.</summary>
    private const int MaxDepth = 4;

    /// <summary>What performs a step for an expression; null where it cannot be told.</summary>
    /// <param name="expression">The call or write in the body that is looked at.</param>
    /// <param name="step">The step's name.</param>
    /// <param name="protocol">The protocol's documentation id.</param>
    /// <param name="compilation">The program.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static OpenedObject? Of(
        ExpressionSyntax expression, string step, string protocol, Compilation compilation, RuleSet rules, CancellationToken cancellation) =>
        new Search(step, protocol, compilation, rules, cancellation).Of(expression, 0);

    private sealed class Search
    {
        private readonly string _step;
        private readonly string _protocol;
        private readonly KnownModels _models;
        private readonly RuleSet _rules;
        private readonly CancellationToken _cancellation;

        public Search(string step, string protocol, Compilation compilation, RuleSet rules, CancellationToken cancellation)
        {
            _step = step;
            _protocol = protocol;
            _models = KnownModels.In(compilation);
            _rules = rules;
            _cancellation = cancellation;
        }

        public OpenedObject? Of(ExpressionSyntax expression, int depth)
        {
            switch (_models.Of(expression.SyntaxTree).GetOperation(expression, _cancellation))
            {
                case IInvocationOperation call when Performs(call.TargetMethod, call.Instance?.Type):
                    return new OpenedObject(call, ReceiverOf(call, expression), depth > 0);

                case IInvocationOperation call when depth < MaxDepth && Body(call.TargetMethod) is { } body:
                    return body.DescendantNodes(static node => !StatementSequence.IsFunction(node)).OfType<ExpressionSyntax>()
                        .Where(static node => node is InvocationExpressionSyntax or AssignmentExpressionSyntax)
                        .Reverse()
                        .Select(node => Of(node, depth + 1))
                        .OfType<OpenedObject>()
                        .Select(inner => Outside(inner, call, expression))
                        .FirstOrDefault();

                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } write when Performs(target.Member, target.Instance?.Type):
                    return new OpenedObject(write, ((AssignmentExpressionSyntax)expression).Left is MemberAccessExpressionSyntax access ? access.Expression.ToString() : null, depth > 0);

                default:
                    return null;
            }
        }

        private bool Performs(ISymbol member, ITypeSymbol? receiver) => _rules.For(member, receiver)?.Events.Any(happening =>
            happening.Kind is EventKind.Step or EventKind.Ensures && happening.Step?.Name == _step && happening.Protocol.DocumentationId == _protocol) == true;

        private string? ReceiverOf(IInvocationOperation call, ExpressionSyntax expression)
        {
            if (_rules.For(call.TargetMethod, call.Instance?.Type) is { Subject: { Kind: SubjectKind.Parameter, Parameter: var parameter } })
                return call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter)?.Value.Syntax.ToString();

            return expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Expression.ToString() : null;
        }

        /// <summary>An object of a helper's body as its caller names it; null where the caller has no name for it.</summary>
        private OpenedObject? Outside(OpenedObject inner, IInvocationOperation call, ExpressionSyntax expression)
        {
            if (inner.Receiver is not { } receiver)
                return inner;

            int dot = receiver.IndexOf('.');
            string root = dot < 0 ? receiver : receiver.Substring(0, dot);
            string rest = dot < 0 ? string.Empty : receiver.Substring(dot);
            if (call.TargetMethod.Parameters.FirstOrDefault(parameter => parameter.Name == root) is { } parameter)
            {
                return call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value.Syntax is ExpressionSyntax given
                    and (IdentifierNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax)
                    ? inner with { Receiver = given + rest }
                    : null;
            }

            // A field, property or type has the same name where the helper is called on the same object.
            bool isMember = root == "this" || call.TargetMethod.ContainingType.GetMembers(root).Any(static member => member is IFieldSymbol or IPropertySymbol)
                || inner.Operation is IInvocationOperation { TargetMethod.IsStatic: true };
            return isMember && expression is InvocationExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } ? inner : null;
        }

        private SyntaxNode? Body(IMethodSymbol method)
        {
            method = method.OriginalDefinition;
            return method.IsAbstract || method.IsVirtual || method.DeclaringSyntaxReferences.Length != 1 || !_models.Has(method.DeclaringSyntaxReferences[0].SyntaxTree)
                ? null
                : method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) switch
                {
                    BaseMethodDeclarationSyntax member => (SyntaxNode?)member.Body ?? member.ExpressionBody,
                    LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
                    _ => null,
                };
        }
    }
}
