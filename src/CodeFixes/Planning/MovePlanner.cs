using System.Globalization;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// The moves of a statement that could give a diagnostic the order that it asks for: first what the message says, one way or the other way
/// round, and then the operations of the protocol around the one that is reported, the nearest first.
/// </summary>
internal sealed class MovePlanner
{
    private readonly Situation _situation;
    private readonly Bearing _bearing;
    private readonly Dictionary<StatementSyntax, Crossing?> _crossings = new();
    private readonly HashSet<(StatementSyntax Moved, StatementSyntax Passed)> _planned = new();
    private readonly List<Edit> _edits = new();

    private MovePlanner(Situation situation)
    {
        _situation = situation;
        _bearing = new Bearing(situation);
    }

    /// <summary>The moves, the likeliest first; each is looked for when it is asked for.</summary>
    public static IEnumerable<Edit> Find(Situation situation)
    {
        var planner = new MovePlanner(situation);
        planner.AddNamed();
        foreach (Edit edit in planner.Take())
            yield return edit;

        foreach (Edit edit in planner.Neighbours())
            yield return edit;
    }

    /// <summary>Moves of neighbouring operations of the protocol in a body past each other.</summary>
    public static List<Edit> Around(Situation situation, SyntaxNode body)
    {
        var planner = new MovePlanner(situation);
        foreach (StatementSyntax statement in body.DescendantNodes(static node => !StatementSequence.IsFunction(node)).OfType<StatementSyntax>())
        {
            if (StatementSequence.Around(statement) is not { } sequence || situation.Uses.In(statement).Count == 0)
                continue;

            int own = sequence.Statements.IndexOf(statement);
            int next = Enumerable.Range(own + 1, sequence.Statements.Length - own - 1).FirstOrDefault(index => situation.Uses.In(sequence.Statements[index]).Count > 0);
            if (next > own)
            {
                planner.AddUp(sequence, next, own);
                planner.AddDown(sequence, own, next, next);
            }
        }

        return planner._edits;
    }

    /// <summary>The moves that the message speaks of.</summary>
    private void AddNamed()
    {
        Diagnostic diagnostic = _situation.Diagnostic;
        if (!diagnostic.Properties.TryGetValue(FixProperties.Move, out string? move) || move is null)
            return;

        string[] words = move.Split(',');
        List<Location> places = words.Skip(1)
            .Select(static word => int.Parse(word, CultureInfo.InvariantCulture))
            .Where(index => index >= 0 && index < diagnostic.AdditionalLocations.Count)
            .Select(index => diagnostic.AdditionalLocations[index])
            .Where(place => place.SourceTree == _situation.Root.SyntaxTree)
            .ToList();
        bool isDown = words[0] == FixProperties.Down;
        if (places.Count < (isDown ? 2 : 1))
            return;

        // What stands first has to come after the other.
        (Location first, Location second) = words[0] switch
        {
            FixProperties.Up => (diagnostic.Location, places[0]),
            FixProperties.Before => (places[0], diagnostic.Location),
            _ => (places[0], places[1]),
        };
        if (CommonSequence(first.SourceSpan, second.SourceSpan) is not { } found)
            return;

        int needed = found.Sequence.IndexOf(_situation.Root, diagnostic.Location.SourceSpan);
        if (isDown)
        {
            AddDown(found.Sequence, found.From, found.To, Math.Max(found.To, needed - 1));
            AddUp(found.Sequence, found.To, found.From);
        }
        else
        {
            AddUp(found.Sequence, found.To, found.From);
            AddDown(found.Sequence, found.From, found.To, found.To);
        }
    }

    /// <summary>Moves of the reported operation past others of its protocol, and of these past it.</summary>
    private IEnumerable<Edit> Neighbours()
    {
        foreach ((StatementSequence sequence, int own) in Situation.Levels(_situation.Place))
        {
            IEnumerable<int> others = Enumerable.Range(0, sequence.Statements.Length)
                .Where(index => index != own && _situation.Uses.In(sequence.Statements[index]).Count > 0)
                .OrderBy(index => Math.Abs(index - own))
                .ThenByDescending(index => index);
            foreach (int other in others)
            {
                if (other < own)
                {
                    if (CanHelp(sequence, own, other))
                        AddUp(sequence, own, other);
                    if (CanHelp(sequence, other, own))
                        AddDown(sequence, other, own, own);
                }
                else
                {
                    if (CanHelp(sequence, own, other))
                        AddDown(sequence, own, other, other);
                    if (CanHelp(sequence, other, own))
                        AddUp(sequence, other, own);
                }

                foreach (Edit edit in Take())
                    yield return edit;
            }
        }

        // What the path has done before may stand in a helper of its own.
        foreach (SyntaxNode place in _situation.Path.Reverse())
        {
            if (CommonSequence(place.Span, _situation.Place.Span) is not null || Situation.Levels(place).FirstOrDefault() is not { Sequence: { } sequence } level)
                continue;

            foreach (int other in Enumerable.Range(0, sequence.Statements.Length).Where(index => index != level.Index && _situation.Uses.In(sequence.Statements[index]).Count > 0 && CanHelp(sequence, level.Index, index)))
            {
                if (other < level.Index)
                    AddUp(sequence, level.Index, other);
                else
                    AddDown(sequence, level.Index, other, other);

                foreach (Edit edit in Take())
                    yield return edit;
            }
        }
    }

    /// <summary>Whether a statement that moves to the place of another one passes anything that it can help to pass.</summary>
    private bool CanHelp(StatementSequence sequence, int from, int to)
    {
        StatementSyntax moved = sequence.Statements[from];
        return Enumerable.Range(Math.Min(from, to), Math.Abs(from - to) + 1).Where(passed => passed != from).Select(passed => sequence.Statements[passed])
            .Any(passed => to < from ? _bearing.CanHelp(moved, passed) : _bearing.CanHelp(passed, moved));
    }

    private List<Edit> Take()
    {
        List<Edit> found = _edits.ToList();
        _edits.Clear();
        return found;
    }

    private void AddUp(StatementSequence sequence, int from, int to)
    {
        var passing = Passing.Keeps;
        for (int at = from - 1; at >= to && passing != Passing.No; at--)
        {
            passing = Least(passing, Pass(sequence, from, at));
            if (at == to)
                Add(new StatementMove(sequence, from, at), passing);
        }
    }

    /// <summary>Moves down behind a statement, or one of those that follow it up to a last one.</summary>
    private void AddDown(StatementSequence sequence, int from, int to, int last)
    {
        var passing = Passing.Keeps;
        for (int at = from + 1; at <= last && passing != Passing.No; at++)
        {
            passing = Least(passing, Pass(sequence, from, at));
            if (at >= to)
                Add(new StatementMove(sequence, from, at), passing);
        }
    }

    private static Passing Least(Passing one, Passing other) => one < other ? one : other;

    private Passing Pass(StatementSequence sequence, int moved, int passed)
    {
        StatementSyntax statement = sequence.Statements[moved];
        if (!_crossings.TryGetValue(statement, out Crossing? crossing))
        {
            bool isSuspension = _situation.Diagnostic.Id == Descriptors.Suspended.Id && statement.Span.Contains(_situation.Place.Span);
            crossing = Crossing.Of(statement, _situation.Model, _situation.Effects, _situation.Uses, isSuspension, _situation.Cancellation);
            _crossings.Add(statement, crossing);
        }

        return crossing?.Pass(sequence.Statements[passed]) ?? Passing.No;
    }

    private void Add(StatementMove move, Passing passing)
    {
        StatementSyntax moved = move.Sequence.Statements[move.From];
        StatementSyntax passed = move.Sequence.Statements[move.To];
        if (passing == Passing.No || (move.IsUp ? IsPastClosed(passed, moved) : IsPastClosed(moved, passed)) || !_planned.Add((moved, passed)) || MoveText.Apply(_situation.Text, move) is not { } text)
            return;

        string title = "Move '" + CodeQuote.Of(moved) + "' " + (move.IsUp ? "up, before '" : "down, after '") + CodeQuote.Of(passed) + "' (line "
            + _situation.Line(passed).ToString(CultureInfo.InvariantCulture) + ")";
        _edits.Add(_situation.Edit(title, passing == Passing.Keeps ? EditKind.Keeps : EditKind.Changes, text));
    }

    /// <summary>Whether what needs a step would come behind a statement that performs the step and undoes it again.</summary>
    private bool IsPastClosed(StatementSyntax later, StatementSyntax earlier)
    {
        if (!later.Span.Contains(_situation.Place.Span))
            return false;

        List<Use> uses = _situation.Uses.In(earlier).FindAll(use => use.Event.Step?.Name == _situation.Step);
        return uses.Exists(static use => use.Event.Kind == EventKind.Step) && uses[uses.Count - 1].Event.Kind == EventKind.Undo;
    }

    /// <summary>The innermost sequence with both places, each in a statement of its own, the first one above the second.</summary>
    private StatementMove? CommonSequence(TextSpan first, TextSpan second)
    {
        foreach ((StatementSequence sequence, int from) in Situation.Levels(_situation.Root.FindNode(first, getInnermostNodeForTie: true)))
        {
            int to = sequence.IndexOf(_situation.Root, second);
            if (to >= 0)
                return from < to ? new StatementMove(sequence, from, to) : null;
        }

        return null;
    }
}
