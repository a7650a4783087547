using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// The statements that could undo a bracket: those by which the body undoes it elsewhere, and then those that the declared events give
/// for the operation that performed it, on the same receiver and with the same arguments.
/// </summary>
internal sealed class UndoCalls
{
    /// <summary>How many undos are tried for a bracket; each takes a run of the analysis.</summary>
    private const int MaxAlternatives = 3;

    private readonly SyntaxNode _body;
    private readonly SemanticModel _model;
    private readonly RuleSet _rules;
    private readonly string _protocol;
    private readonly Stability _stability;
    private readonly CancellationToken _cancellation;

    /// <param name="body">The function that has the bracket.</param>
    /// <param name="model">Its model.</param>
    /// <param name="rules">The rules of its compilation.</param>
    /// <param name="protocol">The protocol's documentation id.</param>
    /// <param name="cancellation">Stops the search.</param>
    public UndoCalls(SyntaxNode body, SemanticModel model, RuleSet rules, string protocol, CancellationToken cancellation)
    {
        _body = body;
        _model = model;
        _rules = rules;
        _protocol = protocol;
        _cancellation = cancellation;
        _stability = new Stability(body, model, cancellation);
    }

    /// <summary>The alternatives: for each the statements that close all the brackets, the last one first.</summary>
    public ImmutableArray<ImmutableArray<string>> Of(ImmutableArray<Opening> openings)
    {
        List<List<string>> each = openings
            .Select(opening => Alternatives(opening).Distinct().Take(MaxAlternatives).ToList())
            .ToList();
        if (each.Count == 0 || each.Exists(static texts => texts.Count == 0))
            return ImmutableArray<ImmutableArray<string>>.Empty;

        return Enumerable.Range(0, each.Max(static texts => texts.Count))
            .Select(i => each.Select(texts => texts[Math.Min(i, texts.Count - 1)]).Reverse().Distinct().ToImmutableArray())
            .ToImmutableArray();
    }

    /// <summary>What the object that was opened is undone by comes first, as the body writes it.</summary>
    private IEnumerable<string> Alternatives(Opening opening)
    {
        OpenedObject? opened = OpenedObject.Of(opening.Expression, opening.Step, _protocol, _model.Compilation, _rules, _cancellation);
        List<string> declared = (opened is { IsHelpers: true } ? OfHelper(opened, opening) : Declared(opening)).ToList();
        List<string> existing = Existing(opening).Distinct().ToList();
        return existing.Where(declared.Contains).Concat(existing.Where(text => IsOn(text, opened?.Receiver))).Concat(declared.Where(_ => opened is { IsHelpers: true })).Concat(existing).Concat(declared);
    }

    private static bool IsOn(string text, string? receiver) => receiver is not null && text.StartsWith(receiver + ".", StringComparison.Ordinal);

    /// <summary>The undos of what a helper has performed, on the object as the caller of the helper names it; their arguments can only be constants.</summary>
    private IEnumerable<string> OfHelper(OpenedObject opened, Opening opening)
    {
        if (opened.Operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target })
        {
            foreach (MemberEvent undo in Events(target.Member, target.Instance?.Type, opening.Step))
            {
                if (undo.Value is { Parameter: ValueFilter.WrittenValue } filter && ConstantText.Of(_model, target.Type!, filter, opening.Expression) is { } value)
                    yield return (opened.Receiver is null ? string.Empty : opened.Receiver + ".") + target.Member.Name + " = " + value + ";";
            }
        }
        else if (opened.Operation is IInvocationOperation call)
        {
            ITypeSymbol type = call.Instance?.Type ?? call.TargetMethod.ContainingType;
            foreach (IMethodSymbol undo in Members(type).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary
                && method.IsStatic == call.TargetMethod.IsStatic && _model.IsAccessible(opening.Expression.SpanStart, method)))
            {
                foreach (MemberEvent happening in Events(undo, type, opening.Step))
                {
                    List<string?> arguments = undo.Parameters.TakeWhile(static parameter => !parameter.IsOptional)
                        .Select(parameter => happening.Value is { } filter && filter.Parameter == parameter.Ordinal ? ConstantText.Of(_model, parameter.Type, filter, opening.Expression) : null)
                        .ToList();
                    if (arguments.TrueForAll(static argument => argument is not null))
                        yield return (opened.Receiver is null ? string.Empty : opened.Receiver + ".") + undo.Name + "(" + string.Join(", ", arguments) + ");";
                }
            }
        }
    }

    private IEnumerable<string> Existing(Opening opening) => _body
        .DescendantNodes(node => node == _body || !StatementSequence.IsFunction(node))
        .OfType<ExpressionStatementSyntax>()
        .Where(statement => _model.GetOperation(statement, _cancellation) is IExpressionStatementOperation { Operation: var operation }
            && (Undoes(operation, opening.Step) || Disposes(operation, opening))
            && _stability.Holds(statement.Expression, opening.Expression))
        .Select(static statement => statement.ToString())
        .Where(static text => text.IndexOf('\n') < 0);

    private bool Undoes(IOperation operation, string step)
    {
        switch (operation)
        {
            case IAwaitOperation { Operation: var awaited }:
                return Undoes(awaited, step);
            case IConditionalAccessOperation { WhenNotNull: var called }:
                return Undoes(called, step);
            case IInvocationOperation call:
                return Events(call.TargetMethod, call.Instance?.Type, step).Any(undo => undo.Value is not { } filter
                    || Accepts(filter, call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == filter.Parameter)?.Value));
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target, Value: var value }:
                return Events(target.Member, target.Instance?.Type, step)
                    .Any(undo => undo.Call is null && (undo.Value is not { } filter || Accepts(filter, value)));
            default:
                return false;
        }
    }

    private static bool Accepts(ValueFilter filter, IOperation? value) =>
        value?.ConstantValue is { HasValue: true } constant && Equals(constant.Value, filter.Constant) != filter.Negated;

    /// <summary>Whether the operation disposes the variable that holds what the opening gave: a guard.</summary>
    private bool Disposes(IOperation operation, Opening opening) =>
        operation is IInvocationOperation { TargetMethod.Name: "Dispose", Instance: ILocalReferenceOperation { Local: var guard } }
        && opening.Expression.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
        && SymbolEqualityComparer.Default.Equals(_model.GetDeclaredSymbol(variable, _cancellation), guard);

    private IEnumerable<string> Declared(Opening opening)
    {
        switch (_model.GetOperation(opening.Expression, _cancellation))
        {
            case IInvocationOperation call when opening.Expression is InvocationExpressionSyntax { Expression: not MemberBindingExpressionSyntax } syntax:
                return Declared(opening, call, syntax);

            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target }
                when opening.Expression is AssignmentExpressionSyntax { Left: var left }
                && _stability.Holds(opening.Expression, opening.Expression):
                return Events(target.Member, target.Instance?.Type, opening.Step)
                    .Select(undo => undo.Value is { Parameter: ValueFilter.WrittenValue } filter
                        ? ConstantText.Of(_model, target.Type!, filter, opening.Expression)
                        : null)
                    .Where(static value => value is not null)
                    .Select(value => left + " = " + value + ";");

            default:
                return Enumerable.Empty<string>();
        }
    }

    private IEnumerable<string> Declared(Opening opening, IInvocationOperation call, InvocationExpressionSyntax syntax)
    {
        string? receiver = null;
        if (syntax.Expression is MemberAccessExpressionSyntax access)
        {
            if (!_stability.IsStable(access.Expression, syntax))
                yield break;

            receiver = access.Expression.ToString();
        }

        ITypeSymbol type = call.Instance?.Type ?? call.TargetMethod.ContainingType;
        IEnumerable<IMethodSymbol> undos = Members(type).OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary && method.IsStatic == call.TargetMethod.IsStatic
                && method.IsExtensionMethod == call.TargetMethod.IsExtensionMethod
                && _model.IsAccessible(syntax.SpanStart, method))
            .OrderBy(method => method.Name == call.TargetMethod.Name ? 0 : 1)
            .ThenBy(static method => method.Parameters.Length);
        foreach (IMethodSymbol undo in undos)
        {
            foreach (MemberEvent happening in Events(undo, type, opening.Step))
            {
                if (Arguments(undo, happening, call, syntax) is { } arguments)
                    yield return (receiver is null ? string.Empty : receiver + ".") + undo.Name + "(" + arguments + ");";
            }
        }
    }

    private string? Arguments(IMethodSymbol undo, MemberEvent happening, IInvocationOperation call, InvocationExpressionSyntax opening)
    {
        MemberRules rules = _rules.For(undo)!;
        var texts = new List<string>();
        int subject = _rules.For(call.TargetMethod)?.Subject.Parameter ?? -1;
        bool isSame = SymbolEqualityComparer.Default.Equals(undo.OriginalDefinition, call.TargetMethod.OriginalDefinition);
        bool isExtension = undo.IsExtensionMethod && opening.Expression is MemberAccessExpressionSyntax;
        foreach (IParameterSymbol parameter in undo.Parameters.Skip(isExtension ? 1 : 0))
        {
            string? text = parameter.Ordinal == rules.TokenParameter ? (_rules.For(call.TargetMethod)?.ReturnsToken == true ? Token(opening) : null)
                : happening.Value is { } filter && filter.Parameter == parameter.Ordinal ? ConstantText.Of(_model, parameter.Type, filter, opening)
                : rules.Subject == new SubjectSource(SubjectKind.Parameter, parameter.Ordinal) ? Argument(subject)
                : isSame ? Argument(parameter.Ordinal)
                : null;
            if (text is null && parameter.IsOptional)
                break;

            if (text is null || parameter.RefKind is RefKind.Ref or RefKind.Out)
                return null;

            texts.Add(text);
        }

        return string.Join(", ", texts);

        string? Argument(int ordinal) =>
            call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value.Syntax is ExpressionSyntax value
            && _stability.IsStable(value, opening) ? value.ToString() : null;
    }

    /// <summary>The variable that keeps what the operation returned.</summary>
    private string? Token(InvocationExpressionSyntax opening) => opening.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.Text,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } assignment when _stability.IsStable(variable, assignment) =>
            variable.Identifier.Text,
        _ => null,
    };

    private IEnumerable<MemberEvent> Events(ISymbol member, ITypeSymbol? receiver, string step) =>
        (_rules.For(member, receiver)?.Events ?? ImmutableArray<MemberEvent>.Empty).Where(happening =>
            happening.Kind is EventKind.Undo or EventKind.EnsuresUndone && happening.When is null
            && happening.Step?.Name == step && happening.Protocol.DocumentationId == _protocol);

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        IEnumerable<ITypeSymbol> types = type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Prepend(type) : Bases(type);
        return types.SelectMany(static @base => @base.GetMembers());
    }

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
            yield return current;
    }
}
