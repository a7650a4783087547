using System;
using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>One run of a root.</summary>
/// <param name="Tape">What happened.</param>
/// <param name="Arguments">The constructor's flags, which helpers see too.</param>
/// <param name="IsKept">Whether an object can still be reached when the root has ended.</param>
internal sealed record RootRun(Tape Tape, string Arguments, Func<object, bool> IsKept);

/// <summary>Judges all traces of one root.</summary>
internal sealed class RootJudge(string root, int conditions)
{
    private readonly Dictionary<string, Obligation> _obligations = [];
    private readonly Dictionary<string, List<ExitNote>> _exits = [];

    /// <summary>Undos that took over what the caller had left, and those that ended what the root itself performed.</summary>
    private readonly Dictionary<UndoSite, (bool TakesOver, bool EndsOwn)> _undos = [];
    private readonly Dictionary<UndoSite, (bool TakesOver, bool EndsOwn)> _operations = [];

    /// <summary>Undos of what a task has performed that nobody has waited for yet.</summary>
    private readonly HashSet<UndoSite> _hasty = [];

    /// <summary>The brackets of which some undo is bad.</summary>
    private readonly HashSet<string> _badlyUndone = [];
    private readonly List<UndoSite> _takenOver = [];
    private readonly Dictionary<UndoSite, List<Answer[]>> _answersAt = [];

    /// <summary>How the conditions of the program came out last in the run that is judged.</summary>
    private readonly Answer[] _latest = new Answer[conditions];

    /// <summary>The same, as whoever noted it last keeps it; null where a condition came out since.</summary>
    private Answer[]? _kept;

    private Answer[] Answers => _kept ??= [.. _latest];

    /// <summary>What an activation of a method made of the brackets.</summary>
    private sealed record ExitNote(
        int Method, bool IsRoot, int[] Lines, object? Result, HashSet<string> Left, HashSet<string> Taken, HashSet<string> TakenFromCaller, HashSet<string> Forgiven,
        Dictionary<string, int[]> HelperLines, bool IsForgiven, HashSet<string> Objects, HashSet<string> Now, HashSet<string> Told, Answer[] Answers,
        Dictionary<string, int> Depths)
    {
        /// <summary>Whether there was such an object: null has nothing in effect, and a collection may have fewer elements.</summary>
        public bool Has(string slot) => Objects.Contains(slot[(slot.IndexOf(" of ", StringComparison.Ordinal) + 4)..]);
    }

    public void Judge(RootRun run)
    {
        var machine = new TraceMachine { Made = subject => !run.Tape.Given.ContainsKey(subject) && !run.IsKept(subject) };
        _takenOver.Clear();
        Array.Clear(_latest);
        _kept = null;
        var frames = new Dictionary<Frame, (HashSet<StepSlot> InEffect, HashSet<StepSlot> Brought, string Key)>();
        var helperExits = new List<(int Method, int[] Lines, int CallLine, HashSet<StepSlot> InEffect)>();
        var isForgiven = false;
        var isDoubtful = false;
        var awaiting = 0;
        var started = new HashSet<StepSlot>();
        (StepSlot Slot, int Frame, string Key)? badUndo = null;
        var faulted = new HashSet<Exception>(ReferenceEqualityComparer.Instance);
        string NameOf(StepSlot slot) => slot.Protocol.Name + "." + slot.Rule.Name + " of " + NameOfObject(run.Tape, slot.Subject);

        foreach (var happening in run.Tape.Happenings)
        {
            switch (happening.Deed)
            {
                case Deed.Enter:
                    var entered = happening.Frame!;
                    var inEffect = Brackets(machine);
                    frames[entered] = (inEffect, [.. machine.Brought], string.Join(",", inEffect.Select(NameOf).Order()) + "|"
                        + string.Join(",", entered.Arguments.Select(argument => Describe(run.Tape, argument))));
                    break;

                case Deed.Need when happening.Frame!.Parent is null:
                    machine.Assume(new StepSlot(happening.Protocol!, happening.Step, happening.Subject));
                    break;

                case Deed.Need:
                    if (machine.Apply(happening with { Deed = Deed.Require }) is { } unmet)
                    {
                        Note("contract " + string.Join(",", happening.Chain.Select(place => place.Line)), happening.Chain.Select(place => place.Line), unmet.Ids, unmet.Missing, !isForgiven);
                        isForgiven = true;
                    }

                    break;

                case Deed.Ask:
                    // What was noted before keeps what was known then.
                    _kept = null;
                    _latest[happening.Step] = happening.Answer;
                    break;

                case Deed.Doubt:
                    isForgiven = true;
                    isDoubtful = true;
                    break;

                case Deed.Return:
                    Leave(happening, happening.Frame!);
                    break;

                case Deed.Throw when happening.Frame!.Fault is CutException:
                    return;

                case Deed.Throw when happening.Frame!.Fault is CallException { IsThrownByProgram: false }:
                    // An exception of a call is no way out of a body.
                    return;

                case Deed.Throw:
                    var frame = happening.Frame!;
                    var (before, brought, _) = frames[frame];
                    var opened = Brackets(machine).Except(before).Except(brought).Except(machine.Brought).ToArray();
                    if (!frame.IsLambda && opened.Length > 0)
                    {
                        var isFirst = !isForgiven && !faulted.Contains(frame.Fault!);
                        faulted.Add(frame.Fault!);
                        Note("throw " + string.Join(",", frame.FaultChain.Select(place => place.Line)) + ": " + string.Join(", ", opened.Select(NameOf).Order()),
                            frame.FaultChain.Select(place => place.Line).Concat(opened.Select(slot => machine[slot].Guard is null ? 0 : machine[slot].GuardLine)), ["EPO1005"], [], isFirst);
                        isForgiven = true;
                    }

                    break;

                default:
                    if (happening is { Deed: Deed.Suspend, Chain: [var waits, ..] })
                        awaiting = waits.Line;
                    if (happening is { Deed: Deed.Perform, IsOfTask: true, Protocol: { } linked, Chain: [var start, ..] } && start.Line != awaiting)
                        started.Add(new StepSlot(linked, happening.Step, happening.Subject));
                    if (happening.Deed == Deed.Undo && happening.Chain.Length == 1 && happening.Protocol is not null)
                    {
                        var slot = new StepSlot(happening.Protocol, happening.Step, happening.Subject);
                        var state = machine[slot];
                        var key = new UndoSite(happening.Chain[0].Line, NameOf(slot));
                        var (takes, ends) = _undos.GetValueOrDefault(key);
                        var isTakenOver = !isForgiven && !state.IsTouched;
                        if (isTakenOver)
                            _takenOver.Add(key);
                        // Whether anything else performs it is not looked at.
                        if (isTakenOver && slot.Subject is { } own && run.Tape.IsPrivate(own))
                            Note("undo of a private object, " + key.Slot + " at " + key.Line, [key.Line], ["EPO1004"], [], isFirst: false);
                        var operation = key with { Slot = slot.Protocol.Name + "." + slot.Rule.Name };
                        var (takesAny, endsAny) = _operations.GetValueOrDefault(operation);
                        _operations[operation] = (takesAny || isTakenOver, endsAny || state is { InEffect: true, WasBrought: false, IsForgiven: false });
                        foreach (var site in new[] { key, operation })
                        {
                            if (!_answersAt.TryGetValue(site, out var answers))
                                _answersAt[site] = answers = [];
                            answers.Add(Answers);
                        }

                        // What is so only where an accessor throws that perhaps does not, nobody has to be told.
                        var endsOwn = !isDoubtful && state is { InEffect: true, WasBrought: false, IsForgiven: false };
                        _undos[key] = (takes || isTakenOver, ends || endsOwn);

                        // When the task was done is its own affair: by the rules what it does happens where it is awaited.
                        if (endsOwn && started.Remove(slot))
                            _hasty.Add(key);
                    }

                    if (machine.Apply(happening) is { } fault)
                    {
                        var key = happening.Deed + " " + happening.Protocol?.Name + " " + string.Join(",", happening.Chain.Select(place => place.Line));
                        Note(key, happening.Chain.SelectMany(place => new[] { place.Line, place.Start }).Append(happening.OtherLine), fault.Ids, fault.Missing, !isForgiven);
                        if (happening is { Deed: Deed.Undo, Protocol: { } undone, Chain: [var inner, ..] })
                        {
                            var slot = new StepSlot(undone, happening.Step, happening.Subject);
                            badUndo = (slot, inner.Frame, key);
                            if (!isForgiven)
                                _badlyUndone.Add(NameOf(slot));
                        }

                        isForgiven = true;
                    }

                    break;
            }
        }

        bool IsMade(StepSlot slot) => slot.Subject is { } made && !run.Tape.Given.ContainsKey(made);

        void Leave(Happening happening, Frame frame)
        {
            var (before, broughtBefore, key) = frames[frame];
            before = [.. before, .. machine.Brought.Except(broughtBefore)];
            var now = Brackets(machine);
            int[] lines = [frame.Line, frame.EndLine, frame.YieldLine];
            var isRoot = frame.Parent is null;
            helperExits.Add((frame.Method, lines, happening.Chain is [_, var caller, ..] ? caller.Line : 0, now));
            if (frame.IsLambda)
                return;
            foreach (var promise in frame.Promised.Where(one => one.When is not { } when || frame.Result is bool result && result == when))
            {
                var promised = new StepSlot(RuntimeRules.Latch, 0, promise.Subject);
                if (machine[promised].InEffect != promise.Undone)
                    continue;
                Note("promise " + NameOf(promised) + " at " + frame.Line, lines, [promise.IsOwed ? "EPO1005" : "EPO1007"], [], !isForgiven);
                if (badUndo is { } bad && bad.Slot == promised && bad.Frame == frame.Id)
                    Note(bad.Key, lines, ["EPO1007"], [], isFirst: false); // one cause, one report
                isForgiven = true;
                machine.Believe(promised, !promise.Undone);
                now = Brackets(machine);
            }

            var left = now.Except(before).ToHashSet();
            if (isRoot)
            {
                foreach (var slot in left.Where(slot => IsDropped(machine[slot], slot, run)).ToArray())
                {
                    left.Remove(slot);
                    var places = helperExits.Where(exit => exit.InEffect.Contains(slot)).SelectMany(exit => exit.Lines);
                    // A guard that a helper gives is made where the helper is called.
                    var made = machine[slot].Guard is null ? (IEnumerable<int>)[] : helperExits.Where(exit => exit.InEffect.Contains(slot)).Select(exit => exit.CallLine).Append(machine[slot].GuardLine);
                    Note("dropped " + NameOf(slot), [.. places, .. made], started.Contains(slot) ? ["EPO1005", "EPO1009"] : ["EPO1005"], [], !isForgiven);
                    isForgiven = true;
                }

                foreach (var slot in left.Where(slot => IsMade(slot) || (slot.Subject is { } element && IsElement(run.Tape, element))))
                {
                    // An object that the body has made and kept has no name at another exit. And how many brackets of elements a loop leaves in effect depends on how many elements there are: whether that is handing over is open.
                    Note("left " + NameOf(slot) + " at " + frame.Line, lines, ["EPO1005"], [], isFirst: false);
                }

                foreach (var slot in left.Where(slot => slot.Subject is { } part && run.Tape.IsPrivate(part)))
                {
                    // Whether anything else undoes it is not looked at.
                    Note("private " + NameOf(slot) + " at " + frame.Line, lines, ["EPO1005"], [], isFirst: false);
                }

                foreach (var slot in left.Where(slot => IsIncomplete(machine, slot)))
                    Note("incomplete " + NameOf(slot), lines, ["EPO1005", "EPO1006"], [], !isForgiven); // one cause, one report
            }

            // Where a loop leaves an iterator is a way out beside its end, also where no loop comes to that.
            foreach (var slot in frame.YieldLine == 0 ? [] : left.Concat(before.Except(now)))
                Note("left at a yield, " + NameOf(slot) + " at " + frame.YieldLine, [frame.YieldLine], ["EPO1005"], [], isFirst: false);

            left.RemoveWhere(slot => slot.Subject is { } made && !run.Tape.Given.ContainsKey(made));
            var taken = before.Except(now).Where(slot => slot.Subject is not { } put || !run.Tape.Settable.Contains(put));
            var group = isRoot ? "root" : frame.Method + " " + key + "|" + run.Arguments + "|" + Describe(run.Tape, frame.Result);
            if (!_exits.TryGetValue(group, out var notes))
                _exits[group] = notes = [];
            notes.Add(new ExitNote(
                frame.Method, isRoot, lines, frame.Result, [.. left.Select(NameOf)], [.. before.Except(now).Select(NameOf)], [.. taken.Select(NameOf)],
                [.. machine.Forgiven.Select(NameOf)], isRoot ? HelperLines() : [], isForgiven, [.. run.Tape.Given.Values, "thread"], [.. now.Select(NameOf)], [.. machine.Told.Select(NameOf)], Answers,
                now.GroupBy(NameOf).ToDictionary(same => same.Key, same => machine[same.First()].Depth)));
        }

        // Where else in this run a method returned with or without the bracket: half of a mistake may be a helper's.
        Dictionary<string, int[]> HelperLines() => helperExits
            .SelectMany(exit => exit.InEffect.Select(slot => (Name: NameOf(slot), exit.Lines)))
            .GroupBy(pair => pair.Name).ToDictionary(group => group.Key, group => group.SelectMany(pair => pair.Lines).Distinct().ToArray());
    }

    /// <summary>What has to be reported, and what may be, once all traces are judged.</summary>
    public IReadOnlyCollection<Obligation> Finish()
    {
        _takenOver.Clear();
        foreach (var ((line, slot), (takesOver, endsOwn)) in _undos)
        {
            if (takesOver && endsOwn)
                NoteAll("undo of what another path performed, " + slot + " at " + line, At(new UndoSite(line, slot)), ["EPO1004", "EPO1005"], isFirst: !_hasty.Contains(new UndoSite(line, slot)));
        }

        // Where the receiver is one of several objects, of which one was the root's own, it may be told of the others.
        foreach (var ((line, slot), _) in _operations.Where(operation => operation.Value is (true, true)))
            NoteAll("undo of what was performed for another object, " + slot + " at " + line, At(new UndoSite(line, slot)), ["EPO1004", "EPO1005"], isFirst: false);

        foreach (var (group, notes) in _exits)
        {
            Agree(group, notes, note => note.Left, "left");
            Agree(group, notes, note => note.Taken, "taken");
            foreach (var slot in notes.SelectMany(note => note.Left).Distinct().ToArray())
            {
                var held = notes.Where(note => note.Left.Contains(slot)).ToArray();
                var least = held.Min(note => note.Depths[slot]);
                NoteAll($"open more often, {slot} of {group}", held.Where(note => note.Depths[slot] > least).Select(note => new Evidence(note.Lines, [], note.Answers)), ["EPO1005"], isFirst: false);
            }

            foreach (var slot in notes.SelectMany(note => note.Forgiven).Distinct().ToArray())
                NoteAll($"after a fault, {slot} of {group}", notes.Select(note => new Evidence(note.Lines, [], note.Answers)), ["EPO1005", "EPO1006"], isFirst: false);
        }

        // What follows an undo that is told is no first event.
        foreach (var obligation in _obligations.Values)
            obligation.IsRequired = obligation.FirstAfter.Exists(before => !Array.Exists(before, IsTold));

        // One cause, one report: where the exits disagree about a bracket, that its protocol is incomplete is no other mistake.
        var disagreed = _exits.Values.Where(notes => notes[0].IsRoot).SelectMany(notes => notes.SelectMany(note => note.Left).Distinct()
            .Where(slot => notes.Exists(note => note.Has(slot) && !note.Left.Contains(slot)))).ToHashSet();
        disagreed.UnionWith(_badlyUndone);
        disagreed.UnionWith(_undos.Keys.Where(IsTold).Select(undo => undo.Slot));
        foreach (var obligation in _obligations.Values.Where(obligation => disagreed.Any(slot => obligation.IsAbout("incomplete " + slot))))
            obligation.IsRequired = false;
        return _obligations.Values;
    }

    private void Agree(string group, List<ExitNote> notes, Func<ExitNote, HashSet<string>> slots, string what)
    {
        foreach (var slot in notes.SelectMany(slots).Distinct().ToArray())
        {
            var sides = notes.Where(note => note.Has(slot)).ToLookup(note => slots(note).Contains(slot));
            if (!sides[false].Any())
                continue;
            if (sides[true].All(note => IsPositive(note.Result)) && sides[false].All(note => IsNegative(note.Result)))
                continue;
            if (IsMadeTheSame(notes))
                continue;
            // What is told at the undo is not told again at the exits.
            var isTold = _undos.Keys.Any(undo => undo.Slot == slot && IsTold(undo));

            // An undo that is once too often on one way is the same mistake where it is missing on another.
            isTold |= _badlyUndone.Contains(slot);

            // Who put an object where it can be replaced has handed over what was in effect of it: that is no caller's.
            isTold |= what == "taken" && !notes.Exists(note => note.TakenFromCaller.Contains(slot));

            // That an undo took over what an operation on another path lacked is the rest of that report.
            isTold |= what == "taken" && notes.Exists(note => note.Forgiven.Contains(slot));

            // After a report nobody knows better; whether what a loop leaves of elements is handed over is open. And where every exit is about as many objects, they disagree only about which of several it was.
            var step = slot[..slot.IndexOf(' ', StringComparison.Ordinal)];
            var sure = notes.Where(note => !note.IsForgiven && note.Has(slot)).ToArray();
            var isRequired = !isTold && !slot.EndsWith(']') && !IsMadeTheSame(sure) && sure.Any(note => slots(note).Contains(slot)) && sure.Any(note => !slots(note).Contains(slot))
                && sure.Select(note => slots(note).Count(other => other.StartsWith(step + " ", StringComparison.Ordinal))).Distinct().Count() > 1;
            var sight = notes.Select(note => new Evidence([.. note.Lines, .. note.HelperLines.GetValueOrDefault(slot) ?? []], [], note.Answers));
            NoteAll($"exits disagree ({what} {slot}) of {(notes[0].IsRoot ? root : "method " + notes[0].Method)}", sight, ["EPO1005"], isRequired);

            // What a body found in effect it may leave as it was, or make the same on every way out.
            bool IsMadeTheSame(IReadOnlyCollection<ExitNote> exits) =>
                exits.Any(note => note.Told.Contains(slot)) && exits.Select(note => note.Now.Contains(slot)).Distinct().Count() == 1;
        }
    }

    private bool IsTold(UndoSite undo) =>
        _undos[undo] is (true, true) || _operations[undo with { Slot = undo.Slot[..undo.Slot.IndexOf(" of ", StringComparison.Ordinal)] }] is (true, true);

    private static bool IsPositive(object? result) => result is not null and not false;

    private static bool IsNegative(object? result) => result is null or false;

    private IEnumerable<Evidence> At(UndoSite site) => _answersAt[site].Select(answers => new Evidence([site.Line], [], answers));

    private void Note(string key, IEnumerable<int> lines, IEnumerable<string> ids, IEnumerable<string> missing, bool isFirst) =>
        NoteAll(key, [new Evidence([.. lines], [.. missing], Answers)], ids, isFirst);

    private void NoteAll(string key, IEnumerable<Evidence> evidence, IEnumerable<string> ids, bool isFirst)
    {
        if (!_obligations.TryGetValue(key, out var obligation))
            _obligations[key] = obligation = new Obligation(root + ": " + key);
        foreach (var one in evidence)
        {
            obligation.Lines.UnionWith(one.Lines.Where(line => line > 0));
            obligation.Evidence.Add(one);
        }

        obligation.Ids.UnionWith(ids);
        if (isFirst)
            obligation.FirstAfter.Add([.. _takenOver]);
    }

    private static HashSet<StepSlot> Brackets(TraceMachine machine) => [.. machine.InEffect.Where(slot => slot.Rule.Bracket)];

    /// <summary>Nobody can end it: it is that of an object, or of a guard, that is gone when the root ends.</summary>
    private static bool IsDropped(StepState state, StepSlot slot, RootRun run) =>
        state.Guard is { } guard ? !run.IsKept(guard) : slot.Subject is { } made && !run.Tape.Given.ContainsKey(made) && !run.IsKept(made);

    /// <summary>A bracket is left in effect, and a later step that the protocol still needs is not in effect.</summary>
    private static bool IsIncomplete(TraceMachine machine, StepSlot slot)
    {
        if (!slot.Protocol.Ordered)
            return false;
        object?[] subjects = slot.Rule.Thread
            ? [null, .. machine.InEffect.Where(other => other.Protocol == slot.Protocol).Select(other => other.Subject)]
            : [slot.Subject];
        return !subjects.Any(subject => Enumerable.Range(0, slot.Protocol.Steps.Length).All(step =>
        {
            var needed = new StepSlot(slot.Protocol, step, slot.Protocol.Steps[step].Thread ? null : subject);
            return needed.Rule.Optional || machine[needed].InEffect || machine[needed].Loss == Loss.UsedUp;
        }));
    }

    private static bool IsElement(Tape tape, object subject) => tape.Given.TryGetValue(subject, out var name) && name.EndsWith(']');

    private static string NameOfObject(Tape tape, object? subject) => subject is null ? "thread"
        : tape.Given.TryGetValue(subject, out var name) ? name
        : "made" + tape.Made.FindIndex(made => ReferenceEquals(made, subject));

    private static string Describe(Tape tape, object? value) => value switch
    {
        null => "null",
        bool or int or Enum or string => value.ToString()!,
        _ => NameOfObject(tape, value),
    };
}
