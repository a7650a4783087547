using System.Collections.Immutable;
using System.Globalization;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Judging;
using Microsoft.CodeAnalysis;
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
    private const int MaxPlaces = 5;

    private readonly Situation _situation;
    private readonly StepCalls _calls;
    private readonly List<Edit> _edits = new();
    private readonly HashSet<string> _titles = new(StringComparer.Ordinal);

    private InsertPlanner(Situation situation)
    {
        _situation = situation;
        _calls = new StepCalls(situation);
    }

    public static List<Edit> Find(Situation situation)
    {
        var planner = new InsertPlanner(situation);
        IEnumerable<string> steps = Report.Property(situation.Diagnostic, FixProperties.Also).Split(',')
            .Where(static name => name.Length > 0).Prepend(situation.Step);
        foreach (string name in steps)
        {
            if (situation.Rules.Protocols.FirstOrDefault(protocol => protocol.Name == situation.Protocol)?.Steps.FirstOrDefault(step => step.Name == name) is { } step
                && (!step.IsBracket || planner.IsOpenedHere(step)))
            {
                planner.Add(step);
            }
        }

        return planner._edits;
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
        List<StatementSyntax> places = Places(step).Distinct().Take(MaxPlaces).ToList();
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

            if (call.When is not null && places.Count > 0)
                Wrap(places[0], call);
        }
    }

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
        else if (_situation.Model.GetEnclosingSymbol(place.SpanStart, _situation.Cancellation) is IMethodSymbol { ReturnsVoid: true })
        {
            guards.Add(ImmutableArray.Create("if (" + call.Fails + ")", unit + "return;"));
        }

        return guards.Distinct().Take(2);
    }

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

    private static bool IsRunAgain(SyntaxNode node) => node.Ancestors().TakeWhile(static outer => !StatementSequence.IsFunction(outer))
        .Any(static outer => outer is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax);
}
