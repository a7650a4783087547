using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using EntryPath.Truth.Tests.Runtime.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>
/// The text of a program with calls between its statements that tell which line runs, what is entered and what is left. It says nothing of what
/// the statements mean.
/// </summary>
internal sealed partial class Instrumentation : CSharpSyntaxWalker
{
    private const string Recording = "global::EntryPath.Truth.Tests.Runtime.Recording.";

    /// <summary>The members of the prelude that carry events: these do not throw.</summary>
    private static readonly HashSet<string> s_events = EventMembers.Names();

    private readonly List<(TextSpan Span, string Text, int Order)> _edits = [];
    private readonly Stack<Body> _bodies = new();
    private int _frames;
    private string _contract = "";

    /// <param name="Frame">The local that holds the frame.</param>
    /// <param name="Answer">The type of a result by which callers tell what was done; null: there is none.</param>
    private sealed record Body(string Frame, string? Answer)
    {
        public int Tries { get; set; }
    }

    /// <summary>The text that is run, and the places in it that decide where it goes on.</summary>
    public static (string Text, IReadOnlyList<Condition> Conditions) Of(SyntaxTree tree)
    {
        var text = tree.ToString();
        var walker = new Instrumentation();
        walker.Visit(tree.GetRoot());
        var result = new StringBuilder(text.Length * 2);
        var at = 0;
        foreach (var (span, inserted, _) in walker._edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Order))
        {
            result.Append(text, at, span.Start - at).Append(inserted);
            at = span.End;
        }

        return (result.Append(text, at, text.Length - at).ToString(), walker._conditions);
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var type = node.ReturnType.ToString();
        var isVoid = type == "void" || (node.Modifiers.Any(SyntaxKind.AsyncKeyword) && type is "Task" or "ValueTask");
        var answer = type is "bool" or [.., '?'] ? type : node.Modifiers.Any(SyntaxKind.AsyncKeyword) && type is "Task<bool>" or "ValueTask<bool>" ? "bool" : null;
        // Where a method gives on a task that goes on after it, its return is no way out of what it does.
        var isStarter = !isVoid && answer is null && type.StartsWith("Task", System.StringComparison.Ordinal) && !node.Modifiers.Any(SyntaxKind.AsyncKeyword);
        _contract = Contract(node);
        Enclose(node, node.Body, node.ExpressionBody, node.SemicolonToken, node.ParameterList, isVoid, answer, isLambda: isStarter);
    }

    /// <summary>Calls on a frame for the contracts of a method, which are about the lock of its subject, or about the thread where it is a handler.</summary>
    private static string Contract(MethodDeclarationSyntax method)
    {
        var subject = method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.AttributeLists.Count > 0)?.Identifier.Text;
        var calls = new StringBuilder();
        foreach (var attribute in method.AttributeLists.SelectMany(list => list.Attributes))
        {
            var when = attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is not null)?.Expression.ToString() ?? "null";
            calls.Append(((attribute.Name as QualifiedNameSyntax)?.Right.Identifier.Text) switch
            {
                "Requires" => $" {{0}}.Needs({subject});",
                "Ensures" => $" {{0}}.Promises(false, {subject}, {when});",
                "TakesOver" => $" {{0}}.Owes({subject});",
                "EntryState" => " {0}.Starts();",
                "EnsuresUndone" => $" {{0}}.Promises(true, {subject}, {when});",
                _ => "",
            });
        }

        return calls.ToString();
    }

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node) =>
        Enclose(node, node.Body, node.ExpressionBody, node.SemicolonToken, node.ParameterList, isVoid: true, answer: null, isLambda: false);

    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        Enclose(node, node.Body, node.ExpressionBody, node.SemicolonToken, node.ParameterList, isVoid: false, answer: null, isLambda: false);

    public override void VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) =>
        Enclose(node, node.Body, node.ExpressionBody, node.SemicolonToken, node.ParameterList, isVoid: false, answer: null, isLambda: false);

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var type = node.ReturnType.ToString();
        Enclose(node, node.Body, node.ExpressionBody, node.SemicolonToken, node.ParameterList, type == "void", type == "bool" ? type : null, isLambda: true);
    }

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        Enclose(node, node.Body, node.ExpressionBody, node.SemicolonToken, null, !node.IsKind(SyntaxKind.GetAccessorDeclaration), answer: null, isLambda: false,
            argument: node.IsKind(SyntaxKind.GetAccessorDeclaration) ? "" : ", value");

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (node.ExpressionBody is { } arrow)
            EncloseGetter(arrow, node.SemicolonToken);
        else
            base.VisitPropertyDeclaration(node);
    }

    public override void VisitIndexerDeclaration(IndexerDeclarationSyntax node)
    {
        if (node.ExpressionBody is { } arrow)
            EncloseGetter(arrow, node.SemicolonToken);
        else
            base.VisitIndexerDeclaration(node);
    }

    private void EncloseGetter(ArrowExpressionClauseSyntax arrow, SyntaxToken end)
    {
        Replace(arrow.ArrowToken.Span, "{ get {" + Prologue("", false, LineOf(arrow.Expression)) + " return ");
        Visit(arrow.Expression);
        Replace(end.Span, ";" + Epilogue(LineOf(arrow.Expression), canCatch: true) + "} }");
        _bodies.Pop();
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => VisitLambda(node);

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => VisitLambda(node);

    public override void DefaultVisit(SyntaxNode node)
    {
        if (node is StatementSyntax statement)
            Mark(statement);
        base.DefaultVisit(node);
    }

    public override void VisitTryStatement(TryStatementSyntax node)
    {
        Mark(node);
        _bodies.Peek().Tries++;
        Visit(node.Block);
        _bodies.Peek().Tries--;
        foreach (var handler in node.Catches)
            Visit(handler);
        if (node.Finally is { } last)
            Visit(last);
    }

    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        Mark(node);
        if (node.Expression is { } value && _bodies.Peek().Answer is { } answer)
        {
            Insert(value.SpanStart, _bodies.Peek().Frame + ".Ret<" + answer + ">((");
            Visit(value);
            Insert(value.Span.End, "))", 1);
            return;
        }

        base.DefaultVisit(node);
    }

    public override void VisitThrowStatement(ThrowStatementSyntax node)
    {
        Mark(node, node.Expression is null ? _bodies.Peek().Frame + ".Rethrow(); " : "");
        base.DefaultVisit(node);
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Mark(node);
        Ask(node.Condition);
        Decide(node.Condition);
        Visit(node.Statement);
    }

    public override void VisitDoStatement(DoStatementSyntax node)
    {
        Mark(node);
        Visit(node.Statement);
        Ask(node.Condition);
        Decide(node.Condition);
    }

    public override void VisitForStatement(ForStatementSyntax node)
    {
        Mark(node);
        if (node.Incrementors.Count > 0)
            Insert(node.Incrementors[0].SpanStart, $"{_bodies.Peek().Frame}.At({LineOf(node.Incrementors[0])}), ");
        foreach (var child in node.ChildNodes())
        {
            if (child == node.Condition)
            {
                Ask(node.Condition);
                Decide(node.Condition);
            }
            else
            {
                Visit(child);
            }
        }
    }

    /// <summary>The line of a node, from one.</summary>
    private static int LineOf(SyntaxNode node) => LineOf(node.GetLocation(), node.SpanStart);

    private static int LineOf(Location location, int position) =>
        location.SourceTree!.GetText().Lines.GetLineFromPosition(position).LineNumber + 1;

    /// <summary>Whether what runs before the statement's own blocks has a node of the kind.</summary>
    private static IEnumerable<SyntaxNode> Head(StatementSyntax statement) => statement.DescendantNodes(
        node => node == statement || node is not (StatementSyntax or AnonymousFunctionExpressionSyntax or CatchClauseSyntax or FinallyClauseSyntax));

    private static bool IsCall(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var name } } => !s_events.Contains(name),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.Text: var name } } => !s_events.Contains(name),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } => false,
        InvocationExpressionSyntax => true,
        _ => false,
    };

    /// <summary>The variable that a call disposes of; null for any other call.</summary>
    private static string? Disposed(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Dispose", Expression: IdentifierNameSyntax disposed } } => disposed.Identifier.Text,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.Text: "Dispose" }, Parent: ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax disposed } } =>
            disposed.Identifier.Text,
        _ => null,
    };

    /// <summary>Whether it may be an accessor that runs; the text alone does not say so.</summary>
    private static bool IsRead(SyntaxNode node) => node is ElementAccessExpressionSyntax or IdentifierNameSyntax { Identifier.Text: ['F', >= '0' and <= '9', ..] }
        or MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax };

    private void VisitLambda(LambdaExpressionSyntax node)
    {
        if (node.Body is BlockSyntax block)
            Enclose(node, block, null, default, null, isVoid: true, answer: null, isLambda: true);
    }

    private void Enclose(
        SyntaxNode node, BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, ParameterListSyntax? parameters, bool isVoid,
        string? answer, bool isLambda, string argument = "")
    {
        var names = parameters?.Parameters.Where(parameter => !parameter.Modifiers.Any(SyntaxKind.OutKeyword)).Select(parameter => parameter.Identifier.Text) ?? [];
        var arguments = isLambda ? "" : string.Concat(names.Select(name => ", " + name)) + argument + ModesOf(node);
        var flag = isVoid ? parameters?.Parameters.FirstOrDefault(parameter => parameter.Modifiers.Any(SyntaxKind.OutKeyword) && parameter.Type?.ToString() == "bool")?.Identifier.Text : null;
        if (block is not null)
        {
            var canCatch = !block.DescendantNodes(inner => inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                .Any(inner => inner is YieldStatementSyntax);
            Insert(block.OpenBraceToken.Span.End, Prologue(arguments, isLambda, LineOf(block), answer));
            foreach (var statement in block.Statements)
                Visit(statement);
            var end = LineOf(block.GetLocation(), block.CloseBraceToken.SpanStart);
            Insert(block.CloseBraceToken.SpanStart, _bodies.Peek().Frame + ".End(" + end + ");" + (flag is null ? "" : $" {TopFrame}.Ret({flag});") + Epilogue(end, canCatch), 1);
            _bodies.Pop();
        }
        else if (arrow is not null)
        {
            Replace(arrow.ArrowToken.Span, "{" + Prologue(arguments, isLambda, LineOf(arrow.Expression), answer) + (isVoid ? " " : answer is not null ? " return " + TopFrame + ".Ret<" + answer + ">((" : " return "));
            Visit(arrow.Expression);
            Replace(semicolon.Span, (answer is not null ? "))" : "") + ";" + Epilogue(LineOf(arrow.Expression), canCatch: true) + "}");
            _bodies.Pop();
        }
    }

    /// <summary>The numbers and enum values in private fields that tell the modes of an object apart: callers that made it know them, as they know arguments.</summary>
    private static string ModesOf(SyntaxNode node) => node is MethodDeclarationSyntax { Parent: ClassDeclarationSyntax { Identifier.Text: not "Subject" } type } method && !method.Modifiers.Any(SyntaxKind.StaticKeyword)
        ? string.Concat(type.Members.OfType<FieldDeclarationSyntax>()
            .Where(field => field.Declaration.Type.ToString() is "int" or "Kind" && field.Modifiers.Any(SyntaxKind.PrivateKeyword) && !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && !field.Modifiers.Any(SyntaxKind.StaticKeyword))
            .SelectMany(field => field.Declaration.Variables).Select(variable => ", " + variable.Identifier.Text))
        : "";

    private string TopFrame => _bodies.Peek().Frame;

    private string Prologue(string arguments, bool isLambda, int line, string? answer = null)
    {
        var number = _frames++;
        var name = "__f" + number.ToString(CultureInfo.InvariantCulture);
        _bodies.Push(new Body(name, answer));
        var contract = string.Format(CultureInfo.InvariantCulture, _contract, name);
        _contract = "";
        return $" var {name} = {Recording}Frame.Enter({number}, {(isLambda ? "true" : "false")}{arguments});{contract} try {{ {name}.At({line});";
    }

    private string Epilogue(int line, bool canCatch)
    {
        _ = line;
        var handler = canCatch ? $" catch (global::System.Exception __e) when ({TopFrame}.Faults(__e)) {{ throw; }}" : "";
        return $" }}{handler} finally {{ {TopFrame}.Exit(); }} ";
    }

    private void Mark(StatementSyntax statement, string more = "")
    {
        if (_bodies.Count == 0 || statement is BlockSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax)
            return;
        var head = Head(statement).ToList();
        var member = _bodies.Peek().Tries > 0 && head.Any(IsCall) ? "Call" : _bodies.Peek().Tries > 0 && head.Any(IsRead) ? "Read" : "At";
        var awaits = head.Any(node => node is AwaitExpressionSyntax) ? $"{TopFrame}.Await(); " : "";
        var disposed = member == "Call" && head.Where(IsCall).Select(Disposed).ToList() is [{ } only] ? ", " + only : "";
        var isYield = statement.IsKind(SyntaxKind.YieldReturnStatement);
        var yields = isYield ? $"{TopFrame}.Yields({LineOf(statement)}); " : "";
        var resumes = isYield ? $" {TopFrame}.Yields(0);" : "";
        var mark = $"{TopFrame}.{member}({LineOf(statement)}{disposed}); {awaits}{yields}{more}";
        if (statement.Parent is BlockSyntax or SwitchSectionSyntax or LabeledStatementSyntax)
        {
            Insert(statement.SpanStart, mark);
            if (isYield)
                Insert(statement.Span.End, resumes, 2);
        }
        else
        {
            Insert(statement.SpanStart, "{ " + mark);
            Insert(statement.Span.End, resumes + " }", 2);
        }
    }

    private void Ask(ExpressionSyntax condition)
    {
        var member = _bodies.Peek().Tries > 0 && condition.DescendantNodesAndSelf().Any(IsCall) ? "Call" : "At";
        Insert(condition.SpanStart, $"{TopFrame}.{member}({LineOf(condition)}) && (");
        Insert(condition.Span.End, ")", 1);
    }

    private void Insert(int position, string text, int order = 0) => _edits.Add((new TextSpan(position, 0), text, order == 0 ? 10 + _edits.Count : order == 1 ? -1 : 0));

    private void Replace(TextSpan span, string text) => _edits.Add((span, text, 10 + _edits.Count));
}
