using System.Collections.Immutable;
using System.Globalization;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Calls that could be missing: the step is performed before the operation that needs it, or before the operations of later steps in front
/// of it. A call whose result says whether it performed the step becomes the condition of what needs it, or of a way out.
/// </summary>
internal sealed class InsertPlanner
{
    /// <summary>So many places are tried for a call.</summary>
    private const int MaxPlaces = 8;

    private readonly Situation _situation;
    private readonly StepCalls _calls;
    private readonly List<Edit> _edits = new();
    private readonly HashSet<string> _titles = new(StringComparer.Ordinal);

    private InsertPlanner(Situation situation)
    {
        _situation = situation;
        _calls = new StepCalls(situation);
    }

    /// <summary>The calls that could be missing; they are looked for when the first is asked for.</summary>
    public static IEnumerable<Edit> Find(Situation situation)
    {
        var planner = new InsertPlanner(situation);
        if (situation.ReportedStep is { } step)
        {
            if (!step.IsBracket || planner.IsOpenedHere(step))
                planner.Add(step);
            else
                planner.AddPair(step);
        }

        foreach (Edit edit in planner._edits)
            yield return edit;
    }

    /// <summary>A bracket is only opened where the type closes it, and where the body does not open it later by itself.</summary>
    private bool IsOpenedHere(ProtocolStep step)
    {
        SyntaxNode type = _situation.Place.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? _situation.Root;
        bool isClosed = type.DescendantNodes().OfType<ExpressionSyntax>().Any(node => _situation.Uses.Of(node)
            .Exists(use => use.Event.Kind is EventKind.Undo or EventKind.EnsuresUndone && use.Event.Step?.Name == step.Name
                && (step.Scope != StepScope.Object || _calls.Receivers.Contains(use.Receiver))));
        bool isOpenedLater = Function(_situation.Place).DescendantNodes().OfType<ExpressionSyntax>().Any(node => node.SpanStart > _situation.Place.SpanStart
            && _situation.Uses.Of(node).Exists(use => use.Event.Kind == EventKind.Step && use.Event.Step?.Name == step.Name));
        return isClosed && (!isOpenedLater || IsRunAgain(_situation.Place));
    }

    private void Add(ProtocolStep step)
    {
        // What is not needed in every round comes before the loop.
        List<StatementSyntax> places = Places(step).Distinct().Take(MaxPlaces).OrderBy(LoopsAround).ToList();
        foreach (StepCall call in _calls.Of(step))
        {
            foreach (StatementSyntax place in places)
            {
                if (call.When is null)
                {
                    Insert(place, call.Text + ";", ImmutableArray.Create(call.Text + ";"));
                    continue;
                }

                foreach (ImmutableArray<string> guard in Guards(place, call))
                    Insert(place, string.Join(" ", guard.Select(static line => line.Trim())), guard);
            }

            if (call.When is null)
                AddForNextRound(call.Text + ";");
            if (call.When is null || places.Count == 0)
                continue;

            Answer(call);

            // To leave out what needs the step is less than to leave the body.
            Wrap(places[0], call);
            if (_situation.Model.GetEnclosingSymbol(places[0].SpanStart, _situation.Cancellation) is IMethodSymbol { ReturnsVoid: true })
            {
                foreach (StatementSyntax place in places)
                    Insert(place, "if (" + call.Fails + ") return;", ImmutableArray.Create("if (" + call.Fails + ")", "    return;"));
            }
        }
    }

    /// <summary>
    /// A bracket of the thread or the program that the type neither opens nor closes: it is opened before the first operation of the protocol in the sequence, and closed behind
    /// the last one. Who holds the bracket of an object that is handed in, only its owner knows.
    /// </summary>
    private void AddPair(ProtocolStep step)
    {
        SyntaxNode body = Function(_situation.Place);
        bool isOpened = _situation.Uses.In(body).Exists(use => use.Event.Kind == EventKind.Step && use.Event.Step?.Name == step.Name);
        if (isOpened || step.Scope == StepScope.Object || _situation.Place.FirstAncestorOrSelf<StatementSyntax>() is not { } own)
            return;

        while (StatementSequence.Around(own) is null && own.Parent?.FirstAncestorOrSelf<StatementSyntax>() is { } outer)
            own = outer;

        if (StatementSequence.Around(own) is not { } sequence)
            return;

        List<StatementSyntax> uses = sequence.Statements.Where(statement => _situation.Uses.In(statement).Count > 0).ToList();
        StatementSyntax first = uses.FirstOrDefault() ?? own;
        StatementSyntax last = uses.LastOrDefault() ?? own;
        if (first.SpanStart > own.SpanStart)
            first = own;

        foreach (StepCall open in _calls.Of(step).Where(static call => call.When is null))
        {
            foreach (string close in _calls.Undos(step).Where(undo => ReceiverOf(undo) == ReceiverOf(open.Text)).Select(static undo => undo + ";"))
            {
                string title = "Insert '" + open.Text + ";' before '" + CodeQuote.Of(first) + "' (line " + _situation.Line(first).ToString(CultureInfo.InvariantCulture)
                    + "), and '" + close + "' after '" + CodeQuote.Of(last) + "' (line " + _situation.Line(last).ToString(CultureInfo.InvariantCulture) + ")";
                if (last is not (ReturnStatementSyntax or ThrowStatementSyntax) && HasOwnLines(_situation.Text, last) && !last.ContainsDirectives && !last.ContainsDiagnostics
                    && _titles.Add(title) && InsertedText.Before(_situation.Text, first, ImmutableArray.Create(open.Text + ";"), null) is { } opened)
                {
                    int end = _situation.Text.Lines[LastLine(_situation.Text, last)].End + opened.Length - _situation.Text.Length;
                    string indentation = Indentation(_situation.Text, LineOf(_situation.Text, last.SpanStart));
                    _edits.Add(_situation.Edit(title, EditKind.Chosen, opened.Replace(end, 0, NewLine(_situation.Text) + indentation + close)));
                }
            }
        }

        static string ReceiverOf(string call)
        {
            int name = call.IndexOfAny(new[] { '(', '=' });
            int dot = call.LastIndexOf('.', name < 0 ? call.Length - 1 : name);
            return dot < 0 ? string.Empty : call.Substring(0, dot);
        }
    }

    /// <summary>What a round of a loop leaves the next one without is performed where the round ends: before each <c>continue</c>, and behind its last statement.</summary>
    private void AddForNextRound(string statement)
    {
        foreach (StatementSyntax loop in _situation.Place.Ancestors().TakeWhile(static outer => !StatementSequence.IsFunction(outer)).OfType<StatementSyntax>())
        {
            if (BodyOf(loop) is not { } body)
                continue;

            SourceText text = _situation.Text;
            ImmutableArray<string> statements = ImmutableArray.Create(statement);
            List<SourceText?> ends = body.DescendantNodes(node => node == body || !(StatementSequence.IsFunction(node) || BodyOf(node) is not null))
                .OfType<ContinueStatementSyntax>()
                .Select(next => InsertedText.Before(text, next, statements, null))
                .ToList();
            if (body.Statements.LastOrDefault() is not (ContinueStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax))
                ends.Add(ExitText.AtEnd(text, body, statements));

            string title = "Insert '" + statement + "' where a round of the loop in line " + _situation.Line(loop).ToString(CultureInfo.InvariantCulture) + " ends";
            if (ends.Count > 0 && ends.TrueForAll(static end => end is not null) && _titles.Add(title))
            {
                IEnumerable<TextChange> changes = ends.SelectMany(end => end!.GetTextChanges(text)).OrderBy(static change => change.Span.Start);
                _edits.Add(_situation.Edit(title, EditKind.Chosen, text.WithChanges(changes)));
            }
        }
    }

    private static BlockSyntax? BodyOf(SyntaxNode loop) => loop switch
    {
        WhileStatementSyntax { Statement: BlockSyntax body } => body,
        DoStatementSyntax { Statement: BlockSyntax body } => body,
        ForStatementSyntax { Statement: BlockSyntax body } => body,
        CommonForEachStatementSyntax { Statement: BlockSyntax body } => body,
        _ => null,
    };

    private void Insert(StatementSyntax place, string quoted, ImmutableArray<string> lines)
    {
        string title = "Insert '" + quoted + "' before '" + CodeQuote.Of(place) + "' (line " + _situation.Line(place).ToString(CultureInfo.InvariantCulture) + ")";
        if (_titles.Add(title) && InsertedText.Before(_situation.Text, place, lines, null) is { } text)
            _edits.Add(_situation.Edit(title, EditKind.Chosen, text));
    }

    /// <summary>Where a call could stand: before the statement that needs it, and before those in front of it that perform later steps.</summary>
    private IEnumerable<StatementSyntax> Places(ProtocolStep step)
    {
        StatementSyntax? own = _situation.Place.FirstAncestorOrSelf<StatementSyntax>();
        if (own is not null and not BlockSyntax)
            yield return own;

        foreach (StatementSyntax place in Before(_situation.Place, step))
            yield return place;

        // A helper on the way performs later steps: the call comes in there, before the first of them.
        foreach (SyntaxNode helper in _situation.Path.Reverse().Select(Called).OfType<SyntaxNode>().Distinct().Where(helper => helper.SyntaxTree == _situation.Root.SyntaxTree))
        {
            StatementSyntax? later = helper.DescendantNodes(static node => !StatementSequence.IsFunction(node)).OfType<StatementSyntax>()
                .FirstOrDefault(statement => statement is not BlockSyntax && _situation.Uses.In(statement).Exists(use => use.Event.Kind == EventKind.Step && use.Event.Step!.Index > step.Index));
            if (later is not null)
                yield return later;
        }

        SyntaxNode body = Function(_situation.Place);
        foreach (SyntaxNode passed in _situation.Path.Reverse().Where(passed => Function(passed) != body))
        {
            foreach (StatementSyntax place in Before(passed, step))
                yield return place;
        }
    }

    private IEnumerable<StatementSyntax> Before(SyntaxNode place, ProtocolStep step)
    {
        foreach ((StatementSequence sequence, int own) in Situation.Levels(place))
        {
            yield return sequence.Statements[own];
            for (int i = own - 1; i >= 0; i--)
            {
                List<Use> uses = _situation.Uses.In(sequence.Statements[i]);
                if (uses.Exists(use => use.Event.Kind == EventKind.Step && use.Event.Step!.Index < step.Index))
                    yield break;

                if (uses.Count > 0)
                    yield return sequence.Statements[i];
            }
        }
    }

    /// <summary>The ways out that could follow a call that did not perform its step: those that the type has for it, then those through its helpers.</summary>
    private IEnumerable<ImmutableArray<string>> Guards(StatementSyntax place, StepCall call)
    {
        string unit = "    ";
        var guards = new List<ImmutableArray<string>>();
        SyntaxNode type = place.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? _situation.Root;
        foreach (IfStatementSyntax known in type.DescendantNodes().OfType<IfStatementSyntax>())
        {
            StatementSyntax way = known.Statement is BlockSyntax { Statements.Count: 1 } block ? block.Statements[0] : known.Statement;
            if (known.Else is null && known.Condition.ToString() == call.Fails && way is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax)
                guards.Add(ImmutableArray.Create("if (" + call.Fails + ")", unit + way));
        }

        if (_situation.Model.GetEnclosingSymbol(place.SpanStart, _situation.Cancellation) is IMethodSymbol { ReturnsVoid: false, IsAsync: false } method)
        {
            foreach (MethodDeclarationSyntax helper in type.ChildNodes().OfType<MethodDeclarationSyntax>().Where(static helper => helper.ParameterList.Parameters.Count == 0))
            {
                if (_situation.Model.GetDeclaredSymbol(helper, _situation.Cancellation) is IMethodSymbol { ReturnsVoid: false } way
                    && !SymbolEqualityComparer.Default.Equals(way, method)
                    && _situation.Model.Compilation.HasImplicitConversion(way.ReturnType, method.ReturnType)
                    && _situation.Uses.In((SyntaxNode?)helper.Body ?? helper).Exists(static use => use.Event.Kind == EventKind.Undo))
                {
                    guards.Add(ImmutableArray.Create("if (" + call.Fails + ")", unit + "return " + way.Name + "();"));
                }
            }
        }

        return guards.Distinct().Take(2);
    }

    /// <summary>A helper on the way says yes without having asked: its answer is that of the call.</summary>
    private void Answer(StepCall call)
    {
        SyntaxNode body = Function(_situation.Place);
        IEnumerable<SyntaxNode> helpers = _situation.Path.Select(Function)
            .Concat(_situation.Path.Select(Called).OfType<SyntaxNode>())
            .Where(helper => helper != body && helper.SyntaxTree == _situation.Root.SyntaxTree)
            .Distinct();
        foreach (LiteralExpressionSyntax yes in helpers
            .SelectMany(static helper => helper.DescendantNodes(static node => !StatementSequence.IsFunction(node)).OfType<ReturnStatementSyntax>())
            .Select(static returned => returned.Expression).OfType<LiteralExpressionSyntax>()
            .Where(static value => value.IsKind(SyntaxKind.TrueLiteralExpression)))
        {
            string title = "Return '" + call.Succeeds + "' for 'true' (line " + _situation.Line(yes).ToString(CultureInfo.InvariantCulture) + ")";
            if (_titles.Add(title))
                _edits.Add(_situation.Edit(title, EditKind.Chosen, _situation.Text.Replace(yes.Span, call.Succeeds)));
        }
    }

    /// <summary>The helper that a place of the path calls.</summary>
    private SyntaxNode? Called(SyntaxNode place) => place.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && _situation.Model.GetSymbolInfo(call, _situation.Cancellation).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var declared] }
            ? declared.GetSyntax(_situation.Cancellation)
            : null;

    /// <summary>The statement runs only if the call performed the step.</summary>
    private void Wrap(StatementSyntax place, StepCall call)
    {
        if (place is not ExpressionStatementSyntax || place.ContainsDirectives || place.ContainsDiagnostics)
            return;

        string wrapped = "if (" + call.Succeeds + ") " + place;
        if (StatementSequence.Around(place) is not null && HasOwnLines(_situation.Text, place))
        {
            string indentation = Indentation(_situation.Text, LineOf(_situation.Text, place.SpanStart));
            wrapped = "if (" + call.Succeeds + ")" + NewLine(_situation.Text) + indentation + "    " + place;
        }

        string title = "Ask 'if (" + call.Succeeds + ")' before '" + CodeQuote.Of(place) + "' (line " + _situation.Line(place).ToString(CultureInfo.InvariantCulture) + ")";
        if (_titles.Add(title))
            _edits.Add(_situation.Edit(title, EditKind.Chosen, _situation.Text.WithChanges(new TextChange(place.Span, wrapped))));
    }

    private static SyntaxNode Function(SyntaxNode node) => node.Ancestors().FirstOrDefault(static outer =>
        StatementSequence.IsFunction(outer) || outer is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax) ?? node;

    private static int LoopsAround(SyntaxNode node) => node.Ancestors().TakeWhile(static outer => !StatementSequence.IsFunction(outer))
        .Count(static outer => outer is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax);

    private static bool IsRunAgain(SyntaxNode node) => node.Ancestors().TakeWhile(static outer => !StatementSequence.IsFunction(outer))
        .Any(static outer => outer is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax);
}
