using System.Threading;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.CodeFixes.Planning;

/// <summary>Finds the operations of a protocol in code, those in the bodies of helpers included.</summary>
internal sealed class Uses
{
    /// <summary>So deep helpers are looked into.</summary>
    private const int MaxDepth = 4;


    private readonly KnownModels _models;
    private readonly RuleSet _rules;
    private readonly string _protocol;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<SyntaxNode, List<Use>> _found;

    /// <param name="compilation">The program.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="protocol">The protocol's name in source.</param>
    /// <param name="cancellation">Stops the search.</param>
    public Uses(Compilation compilation, RuleSet rules, string protocol, CancellationToken cancellation)
    {
        _models = KnownModels.In(compilation);
        _rules = rules;
        _protocol = protocol;
        _cancellation = cancellation;
        _found = new Dictionary<SyntaxNode, List<Use>>();
    }

    /// <summary>The operations in some code, in the order of the text; those of nested functions are not among them.</summary>
    public List<Use> In(SyntaxNode code) => In(code, 0);

    /// <summary>What an operation does itself, or the helper that it calls.</summary>
    public List<Use> Of(ExpressionSyntax expression) => In(expression, 0).FindAll(use => use.Expression == expression);

    private List<Use> In(SyntaxNode code, int depth)
    {
        if (_found.TryGetValue(code, out List<Use>? known))
            return known;

        var uses = new List<Use>();
        _found.Add(code, uses);
        SemanticModel model = _models.Of(code.SyntaxTree);
        foreach (SyntaxNode node in code.DescendantNodesAndSelf(inner => inner == code || !StatementSequence.IsFunction(inner)))
        {
            if (node is ExpressionSyntax expression && node is InvocationExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax)
                Add(expression, model, uses, depth);
        }

        return uses;
    }

    private void Add(ExpressionSyntax expression, SemanticModel model, List<Use> uses, int depth)
    {
        switch (model.GetOperation(expression, _cancellation))
        {
            case IInvocationOperation call:
                if (_rules.For(call.TargetMethod, call.Instance?.Type) is { Events.IsEmpty: false } called)
                {
                    IEnumerable<MemberEvent> events = called.Events.Where(happening => happening.Protocol.Name == _protocol && Happens(
                        happening, call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == happening.Value?.Parameter)?.Value));
                    uses.AddRange(events.Select(happening => new Use(happening, expression, Receiver(expression, called, call), IsDirect: true)));
                }
                else if (depth < MaxDepth && Body(call.TargetMethod) is { } body)
                {
                    // A helper that calls itself: what it has done so far is what there is.
                    uses.AddRange(In(body, depth + 1).ConvertAll(inner => inner with { Expression = expression, IsDirect = false }));
                }

                break;

            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target, Value: var value }
                when _rules.For(target.Member, target.Instance?.Type) is { Events.IsEmpty: false } written:
                string receiver = ((AssignmentExpressionSyntax)expression).Left is MemberAccessExpressionSyntax access ? access.Expression.ToString() : string.Empty;
                uses.AddRange(written.Events
                    .Where(happening => happening.Call is null && happening.Protocol.Name == _protocol && happening.Access != AccessFilter.Read && Happens(happening, value))
                    .Select(happening => new Use(happening, expression, receiver, IsDirect: true)));
                break;

            case IObjectCreationOperation { Constructor: { } constructor } when _rules.For(constructor) is { Events.IsEmpty: false } made:
                uses.AddRange(made.Events.Where(happening => happening.Protocol.Name == _protocol)
                    .Select(happening => new Use(happening, expression, string.Empty, IsDirect: true)));
                break;
        }
    }

    private static bool Happens(MemberEvent happening, IOperation? value) => happening.Value is not { } filter
        || (value?.ConstantValue is { HasValue: true } constant && Equals(constant.Value, filter.Constant) != filter.Negated);

    private static string Receiver(ExpressionSyntax expression, MemberRules rules, IInvocationOperation call)
    {
        if (rules.Subject.Kind == SubjectKind.Parameter)
            return call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == rules.Subject.Parameter)?.Value.Syntax.ToString() ?? string.Empty;

        return expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && !call.TargetMethod.IsStatic
            ? access.Expression.ToString()
            : string.Empty;
    }

    private SyntaxNode? Body(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (method.IsAbstract || method.IsVirtual || method.DeclaringSyntaxReferences.Length != 1 || !_models.Has(method.DeclaringSyntaxReferences[0].SyntaxTree))
            return null;

        return method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) switch
        {
            BaseMethodDeclarationSyntax member => (SyntaxNode?)member.Body ?? member.ExpressionBody?.Expression,
            LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
            _ => null,
        };
    }
}
