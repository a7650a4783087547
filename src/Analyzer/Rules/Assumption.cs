using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// What a report takes for granted beside what its path shows: that a field was written in between, that two names are two objects, that a callee throws. A report
/// without any is certain.
/// </summary>
internal static class Assumption
{
    /// <summary>Conditions are looked into if they are built up from so many operations.</summary>
    private const int MaxSize = 16;

    /// <summary>What a bad transition takes for granted; null: nothing.</summary>
    /// <param name="solution">The body.</param>
    /// <param name="finding">The transition.</param>
    /// <param name="story">The path there; null where none was found.</param>
    /// <param name="cell">What is known there.</param>
    public static string? Of(BodySolution solution, Finding finding, Story? story, Cell? cell)
    {
        if (cell is null || IsIncomplete(solution))
            return Texts.Say("AssumedPossible");

        if (OfBranches(solution, story) is { } changed)
            return changed;

        foreach (Slot slot in finding.Slots)
        {
            if (OfCallees(slot.Step, story) is { } undecided)
                return undecided;

            if (OfThread(solution, slot, story, finding.Kind == FindingKind.Suspended ? finding.Site : null) is { } awaited)
                return awaited;

            if (finding.Kind == FindingKind.Suspended && IsOfCaller(solution, slot, cell))
                return Texts.Say("AssumedCallerStays", solution.Body.Symbol.Name);

            string? assumed = finding.Kind is FindingKind.Missing or FindingKind.NotInEffect
                ? OfAbsence(solution.Universe, slot, story, cell)
                : OfPresence(solution, slot, story, cell);
            if (assumed is not null)
                return assumed;

            if (finding.Kind is FindingKind.Missing or FindingKind.NotInEffect && (OfCallers(solution, slot, story) ?? OfOwnState(solution, slot, story)) is { } called)
                return called;
        }

        return null;
    }

    /// <summary>Whoever calls a body through what it overrides or implements is not seen, and taken to leave a step undone.</summary>
    private static string? OfCallers(BodySolution solution, Slot slot, Story? story) =>
        solution.Body.Method is { } method && (method.IsOverride || method.IsVirtual || OutsideCode.CallsByInterface(method))
        && new Paths(solution.Universe).Of(slot.Subject) is { Root: not PathRoot.Constant } && !IsChanged(slot, null, story)
            ? Texts.Say("AssumedCallers", method.Name)
            : null;

    /// <summary>
    /// A body that performs a step of what its object keeps, where a private field says so that it then writes, may know by that field where it need not: the first of several users takes a lock,
    /// and a count tells who that is.
    /// </summary>
    private static string? OfOwnState(BodySolution solution, Slot slot, Story? story)
    {
        Universe universe = solution.Universe;
        if (slot.Step.BelongsToThread || IsChanged(slot, null, story) || new Paths(universe).Of(slot.Subject) is not { Root: PathRoot.This, Fields: [{ Member.DeclaredAccessibility: Accessibility.Private }, ..] })
            return null;

        IFieldSymbol? told = null;
        Story.Latest(story, at => at.Condition >= 0 && solution.Performers.Decides(at, slot.Step) && (told = universe.PartsOf(at.Condition).Select(FieldOf).FirstOrDefault(static field => field is not null)) is not null);
        return told is null ? null : Texts.Say("AssumedOwnState", told.Name);

        IFieldSymbol? FieldOf(int part) => universe.Terms[part] is { Kind: TermKind.Field, A: >= 0 and var holder, Symbol: Universe.FieldIdentity { Member: IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field } }
            && universe.Terms[holder].Kind == TermKind.This && solution.Performers.Writes(field) ? field : null;
    }

    /// <summary>What is taken for granted where a way out leaves a bracket in effect, or does not.</summary>
    /// <param name="solution">The body.</param>
    /// <param name="slot">The bracket.</param>
    /// <param name="state">The way out.</param>
    /// <param name="story">The path there; null where none was found.</param>
    public static string? OfExit(BodySolution solution, Slot slot, ExitState state, Story? story)
    {
        if (state.IsUnshown || IsIncomplete(solution))
            return Texts.Say("AssumedPossible");

        return OfBranches(solution, story)
            ?? OfCallees(slot.Step, story)
            ?? OfThread(solution, slot, story, null)
            ?? (state.Held ? OfResult(solution, slot, story) : null)
            ?? (state.Held
                ? OfKeepers(solution, slot, state, story) ?? OfPresence(solution, slot, story, state.Cell) ?? OfOthers(solution, slot)
                : OfAbsence(solution.Universe, slot, story, state.Cell))
            ?? (state.Exit.Kind == ExitKind.Throw ? OfThrow(solution, state, story) : null);
    }

    /// <summary>A callee was taken to leave a step in effect, or not, although it may as well do otherwise, or did otherwise to what may be the same object.</summary>
    private static string? OfCallees(ProtocolStep step, Story? story)
    {
        return Story.Latest(story, at => Has(at.Undecided) || Has(at.Unnamed)) is { } call
            ? Texts.Say(Has(call.Undecided) ? "AssumedWayOut" : "AssumedNames", call.Site.Text, Wording.Of(step))
            : null;

        bool Has(ImmutableArray<ProtocolStep>? steps) => steps?.Contains(step) == true;
    }

    /// <summary>
    /// A step that belongs to the thread, and that an <c>async</c> method changes which is awaited: it is taken to do so when it is done. It may as well do so before it first waits, while
    /// the caller's thread runs it.
    /// </summary>
    private static string? OfThread(BodySolution solution, Slot slot, Story? story, Site? suspension)
    {
        if (!slot.Step.BelongsToThread)
            return null;

        Instruction.Call? call = solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Call>().FirstOrDefault(call =>
            call.Callee.Method is { IsAsync: true } && solution.Changes.Any(changed => changed.Key.Site == call.Site && changed.Value.Any(other => ReferenceEquals(other.Step, slot.Step)))
            && (suspension?.Location is { } place && place.SourceTree == call.Site.Location.SourceTree && place.SourceSpan.Contains(call.Site.Location.SourceSpan)
                || Story.Latest(story, at => at.Change is not null && at.Slot == slot && at.Site == call.Site) is not null));
        return call is null ? null : Texts.Say("AssumedAwaited", call.Site.Text, Wording.Of(slot.Step));
    }

    /// <summary>
    /// Code that is not seen was given what the body made, and is taken neither to keep nor to undo it: the body never undoes it itself, or only where it fails, or gave away the place
    /// that held it, too.
    /// </summary>
    private static string? OfKeepers(BodySolution solution, Slot slot, ExitState state, Story? story)
    {
        if (slot.Step.Scope != StepScope.Object)
            return null;

        bool keepsIt = solution.Performers.IsUndoneSomewhere(slot.Step) && !IsUndoneOnlyInFailure(solution, slot, state);
        Universe universe = solution.Universe;
        return Story.Latest(story, at => at.Given >= 0 && (!keepsIt || at.IsGivenWithPlace || IsAnswered(story, at)) && (universe.PartsOf(at.Given).Contains(slot.Subject) || universe.PartsOf(slot.Subject).Contains(at.Given))) is { } call
            ? Texts.Say("AssumedGiven", call.Site.Text)
            : null;
    }

    /// <summary>
    /// Whether what a call gave by reference decided where the path went on: it may say whether the call has kept what it was given. (Its result says whether it succeeded.)
    /// </summary>
    private static bool IsAnswered(Story? story, Story call)
    {
        for (Story? at = story; at is not null && !ReferenceEquals(at, call); at = at.Before)
        {
            if (at.IsBranch && GivesByReference(call.Site, at.Site))
                return true;
        }

        return false;
    }

    /// <summary>Whether a condition is about what a call gave by reference.</summary>
    private static bool GivesByReference(Site call, Site condition)
    {
        if (NodeAt(call) is not { } called)
            return false;

        var given = new HashSet<string>(called.DescendantNodesAndSelf().OfType<ArgumentSyntax>().Where(static argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None))
            .SelectMany(static argument => argument.Expression.DescendantTokens()).Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText));
        return given.Count > 0 && NodeAt(condition)?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => given.Contains(name.Identifier.ValueText)) == true;
    }

    private static SyntaxNode? NodeAt(Site site) => site.Location is { IsInSource: true, SourceTree: { } tree, SourceSpan: var span } ? tree.GetRoot().FindNode(span, getInnermostNodeForTie: true) : null;

    /// <summary>Whether a body leaves a bracket in effect where it succeeds, and ends it only where it fails: with an exception, with false or with null.</summary>
    private static bool IsUndoneOnlyInFailure(BodySolution solution, Slot slot, ExitState state)
    {
        if (IsFailure(solution, state))
            return false;

        ImmutableArray<ExitState> ended = ExitStates.Of(solution, slot, ExitKind.Return).AddRange(ExitStates.Of(solution, slot, ExitKind.Throw))
            .RemoveAll(static other => other.Held || other.IsOutside);
        return !ended.IsEmpty && ended.All(other => IsFailure(solution, other));
    }

    private static bool IsFailure(BodySolution solution, ExitState state) =>
        state.Exit.Kind == ExitKind.Throw || ExitStates.Returned(solution.Universe, state) == false || ExitStates.ReturnsNull(solution.Universe, state);

    /// <summary>An object that was found somewhere, and that the body undoes nothing of by this name: others find it too, and may undo it by another.</summary>
    private static string? OfOthers(BodySolution solution, Slot slot)
    {
        Universe universe = solution.Universe;
        return slot.Step.Scope == StepScope.Object && slot.Subject != universe.Terms.AnyObject && universe.IsUnknown(slot.Subject) && !IsMadeBy(solution, slot)
            && !solution.Changes.Any(changed => changed.Key.Change == SlotChange.Undone && changed.Value.Contains(slot))
            ? Other(slot.Step)
            : null;
    }

    /// <summary>Whether an object came from the operation that performed the step.</summary>
    private static bool IsMadeBy(BodySolution solution, Slot slot)
    {
        Universe universe = solution.Universe;
        int subject = universe.Terms.Uncast(slot.Subject);
        return Performed(solution, slot.Step).Any(at => at.Happening.Subject == at.Happening.Result && IsMadeFor(universe, at.Node, at.Happening.Result, subject))
            || solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions.OfType<Instruction.Call>()).Any(call =>
                universe.Terms[subject] is { Kind: TermKind.Opaque, A: var site } && site == universe.SiteNumber(call, null)
                && solution.Changes.TryGetValue((SlotChange.Performed, call.Site), out HashSet<Slot>? performed) && performed.Contains(slot));
    }

    /// <summary>Whether a bracket is in effect at a suspension only as the caller had left it, who goes on there unless it waits too.</summary>
    private static bool IsOfCaller(BodySolution solution, Slot slot, Cell cell) =>
        (solution.Universe.Raw(cell, slot.Step, slot.Subject).Possibility & Possibility.InEffect) == Possibility.Kept;

    /// <summary>Whether something of a body was not looked into. A path that was found is one, however many others were joined.</summary>
    private static bool IsIncomplete(BodySolution solution) => solution.GaveUp is { } why && why != BodySolver.Widened;

    /// <summary>A value that was tested or set before, and that something in between may have changed, decided where the path goes.</summary>
    private static string? OfBranches(BodySolution solution, Story? story)
    {
        Universe universe = solution.Universe;
        var conditions = new List<int>();
        for (Story? at = story; at is not null; at = at.Before)
        {
            if (at.Condition >= 0 && universe.Terms.SizeOf(at.Condition) <= MaxSize)
                conditions.Add(at.Condition);
        }

        var tested = new HashSet<Universe.FieldIdentity>();
        for (int i = conditions.Count - 1; i >= 0; i--)
        {
            foreach (Universe.FieldIdentity rewritten in Rewritten(universe, conditions[i]))
            {
                if (tested.Contains(rewritten) || solution.Performers.Writes(rewritten.Member))
                    return Written(rewritten);
            }

            tested.UnionWith(universe.PartsOf(conditions[i]).Select(part => FieldOf(universe, part)).OfType<Universe.FieldIdentity>());
        }

        return null;
    }

    /// <summary>A step is taken not to be in effect for an object, although it is for another one that may be the same.</summary>
    private static string? OfAbsence(Universe universe, Slot slot, Story? story, Cell cell)
    {
        if (slot.Step.Scope != StepScope.Object)
            return null;

        if (Rewritten(universe, slot.Subject).FirstOrDefault() is { } rewritten)
            return Written(rewritten);

        // What the path itself undid, or made, is known not to be in effect.
        if (IsChanged(slot, SlotChange.Undone, story))
            return null;

        if (universe.IsUnknown(slot.Subject))
            return Other(slot.Step);

        for (int i = 0; i < cell.Slots.Count; i++)
        {
            Slot other = universe.Slot(cell.Slots.KeyAt(i));
            if (other.Subject != slot.Subject && ReferenceEquals(other.Step, slot.Step) && other.Subject != universe.Terms.AnyObject
                && cell.StateAt(i).Has(Possibility.InEffect | Possibility.Pending) && universe.IsUnknown(other.Subject))
            {
                return Rewritten(universe, other.Subject).FirstOrDefault() is { } written ? Written(written) : Other(slot.Step);
            }
        }

        return null;
    }

    /// <summary>A step is taken to be in effect for an object, although it was undone for another one that may be the same.</summary>
    private static string? OfPresence(BodySolution solution, Slot slot, Story? story, Cell cell)
    {
        if (slot.Step.Scope == StepScope.Program)
            return OfUnseen(solution, slot.Step);

        Universe universe = solution.Universe;
        if (slot.Step.Scope != StepScope.Object || slot.Subject == universe.Terms.AnyObject)
            return null;

        if (Rewritten(universe, slot.Subject).FirstOrDefault() is { } rewritten)
            return Written(rewritten);

        if (universe.IsOfElement(slot.Subject))
            return Other(slot.Step);

        for (Story? at = story; at is not null; at = at.Before)
        {
            if (at.Change == SlotChange.Undone && IsOther(at.Slot))
                return Why(at.Slot.Subject);
        }

        for (int i = 0; i < cell.Slots.Count; i++)
        {
            if (IsOther(universe.Slot(cell.Slots.KeyAt(i))) && cell.StateAt(i).Has(Possibility.NotInEffect))
                return Why(universe.Slot(cell.Slots.KeyAt(i)).Subject);
        }

        return null;

        bool IsOther(Slot other) => other.Subject != slot.Subject && other.Subject != universe.Terms.AnyObject && ReferenceEquals(other.Step, slot.Step)
            && (universe.IsUnknown(other.Subject) || universe.IsUnknown(slot.Subject)) && !IsChanged(other, SlotChange.Performed, story);

        string Why(int subject) => Rewritten(universe, subject).FirstOrDefault() is { } written ? Written(written) : Other(slot.Step);
    }

    /// <summary>Code that is not seen and could undo a step of the program, or one that it depends on, is taken not to.</summary>
    private static string? OfUnseen(BodySolution solution, ProtocolStep step) =>
        step.Protocol.Steps.Where(other => other.Index <= step.Index).Select(other => solution.Rules.UnseenUndoerOf(other)).FirstOrDefault(static name => name is not null) is { } assembly
            ? Texts.Say("AssumedUnseen", assembly)
            : null;

    /// <summary>A member is taken to have given null or false although it performed its bracket, or to have returned without it although it throws then.</summary>
    private static string? OfResult(BodySolution solution, Slot slot, Story? story)
    {
        Universe universe = solution.Universe;
        for (Story? at = story; at is not null; at = at.Before)
        {
            if (at.Condition < 0)
                continue;

            (int tested, bool truth) = universe.Terms[at.Condition] is { Kind: TermKind.Not, A: var inner } ? (inner, !at.Truth) : (at.Condition, at.Truth);
            bool isNull = truth && universe.Terms[tested].Kind == TermKind.IsNull;
            if (isNull && Story.Latest(at, before => before.Change == SlotChange.Performed && before.Slot == slot) is { } performed && GivesByReference(performed.Site, at.Site))
                return Texts.Say("AssumedNull", performed.Site.Text);

            int value = universe.Terms.Uncast(isNull ? universe.Terms[tested].A : tested);
            foreach ((FlowNode node, Instruction.Event happening) in Performed(solution, slot.Step))
            {
                if (isNull && happening.Conditions.IsEmpty && IsMadeFor(universe, node, happening.Result, value))
                    return Texts.Say("AssumedNull", happening.Site.Text);

                if (!isNull && !truth && happening.Conditions.IsEmpty && IsMadeFor(universe, node, happening.Result, value))
                    return Texts.Say("AssumedFalse", happening.Site.Text);

                if (happening.Flag >= 0 && truth != happening.SetsFlagTo && IsMadeFor(universe, node, happening.Flag, value))
                    return Texts.Say("AssumedFlag", happening.Site.Text);
            }
        }

        return null;
    }

    private static IEnumerable<(FlowNode Node, Instruction.Event Happening)> Performed(BodySolution solution, ProtocolStep step) => solution.Code.Graph!.Nodes
        .SelectMany(static node => node.Instructions.OfType<Instruction.Event>(), static (node, happening) => (node, happening))
        .Where(at => at.happening.Kind == EventKind.Step && ReferenceEquals(at.happening.Step, step));

    /// <summary>Whether a register of a node was given this value by what the node calls.</summary>
    private static bool IsMadeFor(Universe universe, FlowNode node, int register, int value) => register >= 0
        && node.Instructions.OfType<Instruction.Define>().LastOrDefault(define => define.Target == register && define.Value is Expression.Opaque) is { } made
        && universe.Terms[value] is { Kind: TermKind.Opaque, A: var site } && site == universe.SiteNumber(made, null);

    private static bool IsChanged(Slot slot, SlotChange? change, Story? story) =>
        Story.Latest(story, at => at.Change is { } happened && at.Slot == slot && (change is null || happened == change)) is not null;

    /// <summary>
    /// A callee is taken to refuse an argument that is null, or the state of an object, or an operation to fail. One that throws for a number was given a result to look at.
    /// </summary>
    private static string? OfThrow(BodySolution solution, ExitState state, Story? story)
    {
        Site site = state.Exit.Site;
        if (state.Exit.Thrown is { IsAfterFailure: true })
            return Texts.Say("AssumedFailure", site.Text);

        Instruction.Call? call = solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Call>()
            .FirstOrDefault(call => call.Site.Location.SourceTree == site.Location.SourceTree && site.Location.SourceSpan.Contains(call.Site.Location.SourceSpan));
        if (call is null || solution.Transfer.SummaryOf(call.Callee) is not { } summary)
            return null;

        ImmutableArray<SummaryExit> thrown = summary.Exits.RemoveAll(exit => exit.Kind != ExitKind.Throw || exit.Level > state.Exit.Level);
        if (thrown.IsEmpty)
            return null;

        return thrown.All(static exit => exit.Thrown is { IsAfterFailure: true }) ? Texts.Say("AssumedFailure", site.Text)
            : Story.Latest(story, at => at.IsRefused && at.Site == call.Site) is not null || thrown.All(static exit => exit.Facts.Any(static fact => fact is { Value.Root: PathRoot.Entry, Constant: null, Other: null })) ? Texts.Say("AssumedRefused", site.Text)
            : null;
    }

    private static string Written(Universe.FieldIdentity field) => Texts.Say("AssumedWritten", field.Name);

    private static string Other(ProtocolStep step) => Texts.Say("AssumedOther", Wording.Of(step));

    /// <summary>The fields that a value was read from after something may have written them.</summary>
    private static IEnumerable<Universe.FieldIdentity> Rewritten(Universe universe, int term) =>
        universe.PartsOf(term).Where(part => universe.Terms[part].Kind == TermKind.Opaque).Select(part => FieldOf(universe, part)).OfType<Universe.FieldIdentity>();

    private static Universe.FieldIdentity? FieldOf(Universe universe, int term) => universe.Terms[term] switch
    {
        { Kind: TermKind.Field, Symbol: Universe.FieldIdentity field } => field,
        { Kind: TermKind.Static, Symbol: ISymbol symbol } => new Universe.FieldIdentity(symbol, false),
        { Kind: TermKind.Opaque, A: >= 0 and var made } => universe.PartOf(made) is Variable { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Member: not null } field } ? field : null,
        _ => null,
    };
}
