using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO1006: a body that hands a bracket to nobody leaves a later step undone that the protocol needs.</summary>
internal sealed class Incomplete
{
    private readonly BodySolution _solution;
    private readonly CancellationToken _cancellation;

    public Incomplete(BodySolution solution, CancellationToken cancellation)
    {
        _solution = solution;
        _cancellation = cancellation;
    }

    /// <summary>A bracket that a root leaves in effect, although the protocol needs a later step that is not.</summary>
    public Violation? Check(Slot slot)
    {
        if (!slot.Step.Protocol.Ordered)
            return null;

        foreach (ExitState state in ExitStates.Of(_solution, slot, ExitKind.Return).Where(state => state.Held && Lacks(slot, state.Cell) is not null))
        {
            if (ExitPath.To(_solution, slot, ImmutableArray.Create(state), reached => reached.Held && Lacks(slot, reached.Cell) is not null, _cancellation) is not { } exit)
                continue;

            ProtocolStep later = Lacks(slot, exit.State.Cell)!;
            Location location = state.Exit.Site.Location;
            return new Violation(
                Descriptors.Incomplete,
                location,
                Texts.Say("Incomplete", Wording.Of(slot.Step), Wording.Step(later)) + Wording.Because(later)
                + Wording.After(Wording.Because(later), Wording.PathOf(exit.Story, location, branch => _solution.Performers.Decides(branch, slot.Step) || _solution.Performers.Decides(branch, later)))
                + (Wording.Undo(slot.Step) is { Length: > 0 } undo ? Texts.Say("IncompleteAdvice", undo, Wording.Step(slot.Step)) : string.Empty))
            {
                Path = Flow.Story.Places(exit.Story),
                Story = exit.Story,
                Properties = FixProperties.Of(slot.Step),
            };
        }

        return null;
    }

    /// <summary>The first later step that the protocol still needs; for a bracket of no object, of the object that came furthest.</summary>
    private ProtocolStep? Lacks(Slot slot, Cell cell)
    {
        var subjects = new HashSet<int> { slot.Subject };
        if (slot.Step.Scope != StepScope.Object)
        {
            for (int i = 0; i < cell.Slots.Count; i++)
            {
                Slot other = _solution.Universe.Slot(cell.Slots.KeyAt(i));
                if (ReferenceEquals(other.Step.Protocol, slot.Step.Protocol) && other.Step.Scope == StepScope.Object)
                    subjects.Add(other.Subject);
            }
        }

        ProtocolStep? furthest = null;
        foreach (int subject in subjects)
        {
            if (Lacks(slot.Step, subject, cell) is not { } lacking)
                return null;

            if (furthest is null || lacking.Index > furthest.Index)
                furthest = lacking;
        }

        return furthest;
    }

    private ProtocolStep? Lacks(ProtocolStep bracket, int subject, Cell cell)
    {
        const Possibility Needed = (Possibility.NotInEffect & ~Possibility.UsedUp) | Possibility.Untouched;
        var effects = new Effects(_solution.Universe);
        foreach (ProtocolStep later in bracket.Protocol.Steps.Skip(bracket.Index + 1))
        {
            int own = effects.SubjectFor(later, subject);
            if (!later.Optional && effects.Look(cell, later, ref own).Has(Needed))
                return later;
        }

        return null;
    }
}
