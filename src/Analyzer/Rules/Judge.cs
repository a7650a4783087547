using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>Turns the solution of a body into what is to be reported in it.</summary>
internal sealed class Judge
{
    private readonly RuleSet _rules;
    private readonly Analysis _analysis;
    private readonly Callers _callers;
    private readonly Func<SyntaxTree, ExceptionPolicy> _policyOf;
    private readonly Func<SyntaxTree, CertaintyPolicy> _certaintyOf;
    private readonly GeneratedCode _generated;
    private readonly ConcurrentDictionary<(Path Subject, ProtocolStep Step, object? Type), bool> _performedByNobody = new();

    public Judge(RuleSet rules, Analysis analysis, Func<SyntaxTree, ExceptionPolicy> policyOf, Func<SyntaxTree, CertaintyPolicy> certaintyOf, GeneratedCode generated)
    {
        _generated = generated;
        _rules = rules;
        _analysis = analysis;
        _callers = new Callers(analysis);
        _policyOf = policyOf;
        _certaintyOf = certaintyOf;
    }

    public Analysis Analysis => _analysis;

    /// <summary>What is wrong in a body and in the functions nested in it.</summary>
    /// <param name="key">The body.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <param name="namesCallers">Whether messages name a call of a helper, for which all that mention its name is read.</param>
    public List<Violation> Check(BodyId key, CancellationToken cancellation, bool namesCallers = true)
    {
        var violations = new List<Violation>();
        var contracts = new Dictionary<BodyId, ImmutableArray<MemberEvent>>();
        var work = new Queue<BodyId>();
        var seen = new HashSet<BodyId>();
        work.Enqueue(key);
        while (work.Count > 0)
        {
            BodyId next = work.Dequeue();
            if (!seen.Add(next) || _analysis.Code(next, cancellation) is not { } code)
                continue;

            int first = violations.Count;
            ImmutableArray<BodySolution> parts = _analysis.SolveAs(next, _callers.ContractOf(next, contracts, cancellation), cancellation);
            violations.AddRange(code.Trespasses.Select(Trespasses.Explain));
            foreach (BodySolution part in parts)
            {
                // One thread judges a body; should a driver ever ask twice at the same time, the second waits.
                lock (part)
                    CheckBody(part, violations, cancellation);
            }

            if (parts.Length > 0)
                violations.AddRange(Conversions.Check(
                    parts[0], _analysis, _rules, (part, effect) => IsPerformedByNobody(part, effect, cancellation), (part, effect) => IsUndoneByNobody(part, effect, cancellation), cancellation));

            first += code.Trespasses.Length;
            for (int i = first; namesCallers && i < violations.Count; i++)
                violations[i] = WithCaller(violations[i], next, cancellation);

            foreach (DelegateConversion conversion in code.Conversions)
            {
                if (conversion.Body.Lambda is not null && !conversion.Contract.IsEmpty)
                    contracts[conversion.Body] = conversion.Contract;
            }

            foreach (LambdaBody nested in code.Nested)
                work.Enqueue(nested);
        }

        return violations
            .Select(OfFramework)
            .Where(IsTold)
            .GroupBy(static violation => (
                violation.Descriptor.Id,
                violation.Location,
                violation.Properties.TryGetValue(FixProperties.Protocol, out string? protocol) ? protocol : violation.Message))
            .Select(Merge)
            .GroupBy(static violation => violation.IsMisplaced ? violation.Location : null)
            .SelectMany(static same => same.Key is null ? same : same.Take(1))
            .OrderBy(static violation => violation.Location.SourceSpan.Start)
            .ThenBy(static violation => violation.Descriptor.Id, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>A report about a part of the framework that is compiled here takes it to be the one that the pack speaks about.</summary>
    private Violation OfFramework(Violation violation) => violation is { Assumed: null, Protocol: { } protocol } && _rules.Restated.TryGetValue(protocol, out INamedTypeSymbol? type)
        ? violation with { Assumed = Texts.Say("AssumedStubbed", type.Name) }
        : violation;

    /// <summary>Whether a report is certain, or told all the same.</summary>
    private bool IsTold(Violation violation) => violation is not { Assumed: not null, Protocol: { } protocol } || violation.Location.SourceTree is not { } tree || _certaintyOf(tree).TellsLikely(protocol);

    /// <summary>What several paths miss of one protocol at one operation is one report: of the step that comes first, which also names the others.</summary>
    private static Violation Merge(IEnumerable<Violation> same)
    {
        List<Violation> reports = same.OrderBy(static violation => violation.Missing.IsEmpty ? 0 : violation.Missing[0].Index)
            .ThenByDescending(static violation => violation.Missing.Length).ToList();
        ImmutableArray<ProtocolStep> further = reports.SelectMany(static violation => violation.Missing).Distinct().ToImmutableArray().RemoveRange(reports[0].Missing);
        List<string> objects = reports.Where(violation => !violation.Missing.IsEmpty && ReferenceEquals(violation.Missing[0], reports[0].Missing[0]))
            .SelectMany(static violation => violation.Objects).Distinct().ToList();
        string also = further.IsEmpty ? string.Empty : Texts.Say("Also", Wording.Steps(further));
        string holdsFor = objects.Count < 2 ? string.Empty : Texts.Say("HoldsFor", Wording.List(objects));
        return reports[0] with { Message = reports[0].Message + holdsFor + also };
    }

    /// <summary>
    /// What is wrong in a helper by itself is told with a call of it, since nobody sees from the helper alone where it matters; in a member that
    /// others can use by itself, only where the message does not say yet how it comes to what is wrong.
    /// </summary>
    private Violation WithCaller(Violation violation, BodyId key, CancellationToken cancellation)
    {
        if (violation.NamesCaller || violation.Descriptor.DefaultSeverity != DiagnosticSeverity.Error)
            return violation;

        BodyId body = Callers.Readable(key);
        bool isHelper = body.Lambda is not null || body.Member is { DeclaredAccessibility: Accessibility.Private };
        if (!isHelper && Wording.Around(violation.Location) is { } member && violation.Message.Contains(" in '" + member + "'"))
            return violation;

        return _callers.FirstCall(body, cancellation) is { } call
            ? violation with
            {
                Caller = Texts.Say("Caller", Wording.GetsHere(new[] { call }, violation.Location)),
                NamesCaller = true,
                Calls = ImmutableArray.Create(call),
            }
            : violation;
    }

    private void CheckBody(BodySolution solution, List<Violation> violations, CancellationToken cancellation)
    {
        int first = violations.Count;
        var asked = new HashSet<Violation>();
        if (solution.GaveUp is { } why)
        {
            violations.Add(new Violation(
                Descriptors.GaveUp,
                solution.Body.Symbol.Locations.FirstOrDefault() ?? solution.Body.Syntax.GetLocation(),
                Texts.Say(solution.IsUnchecked ? "Unchecked" : "GaveUp", solution.Body.Symbol.Name.Length > 0 ? "'" + solution.Body.Symbol.Name + "'" : Texts.Say("ThisFunction"), Texts.Say(why)))
            {
                Severity = solution.IsUnchecked ? null : DiagnosticSeverity.Info,
            });
        }

        if (solution.Code.Graph is null || solution.Exits.IsDefault)
            return;

        Performers performers = solution.Performers;
        // Who else uses a body is asked only where something depends on it: others have to be read for the answer.
        var isConverted = new Lazy<bool>(() => IsConverted(solution, cancellation));
        var badlyUndone = new HashSet<Slot>();
        var unpromised = new Dictionary<Violation, ProtocolStep>();
        var needed = new HashSet<Slot>();
        var missing = new HashSet<Slot>(solution.Findings.Where(static finding => finding.Kind == FindingKind.Missing).SelectMany(static finding => finding.Slots));
        if (!solution.Needs.IsEmpty)
        {
            // What was missing is told before what was undone.
            foreach ((Need need, Instruction instruction) in solution.Needs.OrderBy(static entry => entry.Need.Kind == FindingKind.NotInEffect))
            {
                if ((isConverted.Value && need.Kind != FindingKind.NotInEffect) || CheckNeed(solution, need, instruction, missing, performers, cancellation) is not { } violation)
                    continue;

                violations.Add(violation);
                bool isOfCallers = need.Kind == FindingKind.Missing && !need.Slots.Any(slot => performers.IsPerformedBefore(slot.Step, instruction));
                if (isOfCallers)
                    asked.Add(violation);

                if (need.Kind == FindingKind.NotInEffect && need.Slots.All(slot => IsAskedOfNobody(solution, slot)))
                    unpromised.Add(violation, need.Slots[0].Step);

                if (need.Kind == FindingKind.NotInEffect)
                    badlyUndone.UnionWith(need.Slots.Select(slot => new Slot(slot.Step, Subject(solution, slot))));
                else
                    needed.UnionWith(need.Slots.Select(slot => new Slot(slot.Step, Subject(solution, slot))));

                missing.UnionWith(needed);
            }
        }

        foreach (Finding finding in solution.Findings)
        {
            // What a finding lacks is taken to be in effect from there on, so that it is no bracket that an undo leaves open; what is asked of callers may be.
            if (CheckFinding(solution, finding, finding.Kind == FindingKind.OutOfOrder ? needed : missing, performers, cancellation) is { } violation)
                violations.Add(violation);
        }

        MemberRules? rules = _rules.For(solution.Body.Symbol);
        var told = new HashSet<Slot>(missing.Concat(solution.Findings.Where(static finding => finding.Kind == FindingKind.Forbidden).SelectMany(static finding => finding.Slots)));
        Exits exits = ExitsOf(solution, cancellation);
        violations.AddRange(exits.Check(
            rules,
            () => _callers.Of(solution.Body.Key, cancellation).Any() ? Calling.Called : isConverted.Value ? Calling.Delegate : Calling.Root,
            () => IsKnownToCallers(solution.Body.Key, cancellation),
            badlyUndone,
            told));
        if (exits.HandedOver.Count > 0 && !isConverted.Value)
            CheckModes(solution, exits.HandedOver, violations, cancellation);

        List<Violation> broken = Contracts.Check(solution, rules, _rules.InheritedContracts(solution.Body.Symbol), HasBase(solution.Body.Symbol), cancellation).ToList();
        violations.AddRange(broken);

        // Who undoes what it promised, and does not perform it again, breaks its promise: one cause, one report.
        violations.RemoveAll(violation => unpromised.TryGetValue(violation, out ProtocolStep? step)
            && broken.Exists(promise => promise.Properties.TryGetValue(FixProperties.Step, out string? name) && name == step.Name));
        violations.AddRange(GuardDisposals.Check(solution, _rules, _analysis, cancellation));
        // What a body with an error does is not what it should promise; what it only asks of its callers is.
        if (!solution.IsUnchecked && !violations.Skip(first).Any(violation => violation.Descriptor.DefaultSeverity == DiagnosticSeverity.Error && !asked.Contains(violation))
            && Declarable.Check(solution, rules, exits.HandedOver) is { } offer)
        {
            violations.Add(offer);
        }
    }

    private Violation? CheckFinding(BodySolution solution, Finding finding, HashSet<Slot> missing, Performers performers, CancellationToken cancellation)
    {
        if ((finding.IsSignal || finding.IsOfOthers) && (!solution.Ends.Contains(finding.Instruction.Id) || _callers.Of(solution.Body.Key, cancellation).Any()))
            return null;

        // A need that no call meets is reported once, at the operation that has it.
        if (finding is { Kind: FindingKind.Missing, Need: { } need } && !_callers.IsMet(need.Origin, cancellation) && IsReportedAtOrigin(need, cancellation))
            return null;

        if (Story(solution, finding, cancellation) is not { } told)
            return null;

        if (finding.Kind is FindingKind.Missing or FindingKind.NotInEffect && told.Finding.Slots.All(slot => IsOfCallee(solution, slot, told.Story, cancellation)))
            return null;

        if (finding.Kind == FindingKind.Missing)
            return told.Assuming(MissingSteps.Explain(told.Finding, told.Story, told.Elsewhere, SceneOf(solution, finding.Site, cancellation), finding.Site.Location, null));

        return finding.Kind != FindingKind.NotInEffect && finding.Slots.All(slot => missing.Contains(slot) && !IsPerformed(slot, told.Story))
            ? null
            : told.Assuming(Transitions.Explain(told.Finding, told.Story, solution.Performers, finding.Site.Location));
    }

    /// <summary>Whether some caller of a body knows beforehand which way out of it it will be.</summary>
    private bool IsKnownToCallers(BodyId key, CancellationToken cancellation) => _callers.Of(key, cancellation).Any(caller => caller.Known.Contains(key));

    /// <summary>
    /// Whether a slot is not in effect since a helper undid it on one of its ways out and not on others, and nobody knows which it will be: that is the helper's mistake, and is
    /// reported there.
    /// </summary>
    private bool IsOfCallee(BodySolution solution, Slot slot, Story? story, CancellationToken cancellation)
    {
        return Latest(slot, story) is { Change: SlotChange.Undone, Site: var site }
            && solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Call>().FirstOrDefault(call => ReferenceEquals(call.Site, site)) is { Callee: var callee }
            && callee != solution.Body.Key
            && _callers.Of(callee, cancellation).Any() && !IsKnownToCallers(callee, cancellation)
            && _analysis.Solve(callee, cancellation).Any(part => Differs(part, slot.Step) && ReportsExits(part, slot.Step, cancellation));

        static bool Differs(BodySolution part, ProtocolStep step)
        {
            bool Undoes(SummaryExit exit) => exit.Effects.Any(effect => ReferenceEquals(effect.Step, step) && effect.Value.Has(Possibility.Lost));
            return part.Summary.Exits.Any(exit => exit.Kind == ExitKind.Return && Undoes(exit)) && part.Summary.Exits.Any(exit => exit.Kind == ExitKind.Return && !Undoes(exit));
        }
    }

    private Exits ExitsOf(BodySolution solution, CancellationToken cancellation) => new(
        solution, solution.Performers, _policyOf(solution.Body.Syntax.SyntaxTree).Of, _certaintyOf(solution.Body.Syntax.SyntaxTree).TellsLikely, _analysis, cancellation);

    /// <summary>Whether a body is told that its ways out do not agree about a step; for the thread that asks alone.</summary>
    private bool ReportsExits(BodySolution solution, ProtocolStep step, CancellationToken cancellation)
    {
        BodySolution own = _analysis.SolveAnew(solution, cancellation);
        return ExitsOf(own, cancellation).Check(_rules.For(own.Body.Symbol), static () => Calling.Called, static () => false, new HashSet<Slot>(), new HashSet<Slot>())
            .Any(violation => violation.Descriptor == Descriptors.LeftInEffect && violation.Properties.TryGetValue(FixProperties.Step, out string? name) && name == step.Name);
    }

    /// <summary>Whether a slot is in effect since the path performed it, not only since its absence was reported.</summary>
    private static bool IsPerformed(Slot slot, Story? story) => Latest(slot, story) is { Change: SlotChange.Performed };

    /// <summary>What last became of a slot on a path.</summary>
    private static Story? Latest(Slot slot, Story? story) => Flow.Story.Latest(story, at => at.Change is not null && at.Slot == slot);

    /// <summary>A need with subjects that callers cannot name, in a body that is a delegate, or in generated code is not reported at its operation.</summary>
    private bool IsReportedAtOrigin(Need need, CancellationToken cancellation) =>
        !_generated.Contains(need.Origin.Site.Location, need.Origin.Body.Lambda?.Symbol ?? need.Origin.Body.Member)
        && _analysis.Solve(need.Origin.Body, cancellation).Any(origin =>
            origin.Needs.Any(entry => entry.Need.Chain.IsEmpty && entry.Need.Origin.Equals(need.Origin)) && !IsConverted(origin, cancellation));

    private Violation? CheckNeed(BodySolution solution, Need need, Instruction instruction, HashSet<Slot> missing, Performers performers, CancellationToken cancellation)
    {
        if (need.Kind == FindingKind.NotInEffect)
            return CheckUndo(solution, need, instruction, missing, cancellation);

        if (need.Kind != FindingKind.Missing)
            return null;

        // A call that is known not to meet it shows that the class does not see to it.
        if (!_callers.Failing(need.Origin, cancellation).Any())
            need = need with { Slots = need.Slots.RemoveAll(slot => IsLeftByClass(solution, slot, need.Facts, performers.IsPerformedBefore(slot.Step, instruction), cancellation)) };
        if (need.Slots.IsEmpty)
            return null;

        var slots = need.Slots.Select(slot => new Slot(slot.Step, Subject(solution, slot))).ToImmutableArray();
        if (!need.Chain.IsEmpty)
            return CheckCall(solution, need, instruction, slots, performers, cancellation);

        if (_callers.IsMet(need.Origin, cancellation))
            return null;

        if (_callers.Lacking(need.Origin, cancellation) is { } lacking)
            slots = slots.RemoveAll(slot => !lacking.Contains(slot.Step));

        if (slots.IsEmpty)
            return null;

        var own = new Finding(FindingKind.Missing, instruction, slots, need.Origin.Site, null);

        foreach ((BodySolution caller, Finding failing) in Failing(need.Origin, cancellation))
        {
            if (Story(caller, failing, cancellation) is not { } told)
                continue;

            ImmutableArray<Site> calls = failing.Need!.Chain.Insert(0, failing.Site);
            string name = Texts.Say("Caller", Wording.GetsHere(calls, own.Site.Location)) + Texts.Say("WithoutIt");
            return told.Assuming(MissingSteps.Explain(told.Finding with { Site = own.Site, Need = null }, told.Story, told.Elsewhere, SceneOf(caller, failing.Site, cancellation), own.Site.Location, name)) with
            {
                NamesCaller = true,
                Calls = calls,
            };
        }

        return Story(solution, own, cancellation) is { } here
            ? here.Assuming(MissingSteps.Explain(here.Finding, here.Story, here.Elsewhere, SceneOf(solution, own.Site, cancellation), own.Site.Location, null))
            : null;
    }

    /// <summary>
    /// Whether what a body needs of an object in a private field is what a member of the class that others can call leaves there: the class is the unit, and its
    /// members are called in an order that their callers keep. A body that performs the step itself on other ways relies on that only where a flag says so.
    /// </summary>
    private bool IsLeftByClass(BodySolution solution, SlotEffect needed, ImmutableArray<PathFact> facts, bool isPerformedBefore, CancellationToken cancellation)
    {
        if (needed.Step.BelongsToThread || needed.Subject is not { Root: PathRoot.This, Fields: [{ Member: { DeclaredAccessibility: Accessibility.Private, ContainingType: { } type } }, ..] }
            || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, solution.Body.Symbol.ContainingType?.OriginalDefinition))
        {
            return false;
        }

        return type.OriginalDefinition.GetMembers().OfType<IMethodSymbol>().Where(static method => method.DeclaredAccessibility != Accessibility.Private)
            .SelectMany(method => _analysis.Solve(BodyId.Of(method), cancellation))
            .Any(member => Leaves(member.Summary.Exits.RemoveAll(exit => exit.Kind != ExitKind.Return || ((isPerformedBefore || member.Body.Key == solution.Body.Key) && Has(exit) && !IsFlagged(exit)))));

        // A body leads to itself where it says by a flag that it was there before.
        bool IsFlagged(SummaryExit exit) => facts.Any(fact => fact is { Negated: false, Value.Root: PathRoot.This } && exit.Facts.Any(fact.Contradicts)
            && exit.Outputs.Any(output => output.Place.Equals(fact.Value) && output.Value.IsConstant && Equals(output.Value.Symbol, fact.Constant)));

        // At every way out, but those where the object itself says that it was so before.
        bool Leaves(ImmutableArray<SummaryExit> exits) => exits.Any(left => Has(left)
            && exits.All(exit => Has(exit) || exit.Facts.Any(fact => fact.Value.Root == PathRoot.This && left.Facts.Any(fact.Contradicts))));

        // What was put into the field is what the field holds.
        bool Has(SummaryExit exit) => exit.Outputs.Any(output => output.Place.Equals(needed.Subject) && !output.Value.Equals(output.Place) && exit.Effects.Any(
            effect => ReferenceEquals(effect.Step, needed.Step) && effect.Subject.Equals(output.Value)
                && effect.Value.Has(Possibility.Gained | Possibility.Granted | Possibility.Pending)))
            || exit.Effects.Any(effect => ReferenceEquals(effect.Step, needed.Step) && effect.Subject.Equals(needed.Subject)
            && effect.Value.Has(Possibility.Gained | Possibility.Pending))
            && !exit.Outputs.Any(output => output.Place is { Root: PathRoot.This, Fields: [var written] } && written.Equals(needed.Subject.Fields[0]) && !output.Value.Equals(output.Place));
    }

    /// <summary>The calls that do not meet a need, each in a solution of its own.</summary>
    private IEnumerable<(BodySolution Caller, Finding Failing)> Failing(NeedOrigin origin, CancellationToken cancellation)
    {
        foreach (BodySolution caller in _callers.Failing(origin, cancellation))
        {
            BodySolution own = _analysis.SolveAnew(caller, cancellation);
            foreach (Finding finding in own.Findings)
            {
                if (origin.Equals(finding.Need?.Origin))
                    yield return (own, finding);
            }
        }
    }

    /// <summary>A call in a root hands its callee's need to nobody; it is reported here if calls elsewhere meet it.</summary>
    private Violation? CheckCall(
        BodySolution solution, Need need, Instruction instruction, ImmutableArray<Slot> slots, Performers performers, CancellationToken cancellation)
    {
        if (!_callers.IsMet(need.Origin, cancellation) && IsReportedAtOrigin(need, cancellation))
            return null;

        if (_callers.Of(solution.Body.Key, cancellation).Any(caller => caller.Body.Key != solution.Body.Key))
            return null;

        Need inner = need with { Chain = need.Chain.RemoveAt(0) };
        var finding = new Finding(FindingKind.Missing, instruction, slots, need.Chain[0], inner);
        return Story(solution, finding, cancellation) is { } told
            ? told.Assuming(MissingSteps.Explain(told.Finding, told.Story, told.Elsewhere, SceneOf(solution, finding.Site, cancellation), finding.Site.Location, null))
            : null;
    }

    /// <summary>
    /// A root that undoes what it never performed takes over what another member handed over; but an undo that also ends what the
    /// body itself performs does not, and is wrong on the path where it did not; nor does one of an object of which nothing else could have performed it.
    /// </summary>
    private Violation? CheckUndo(BodySolution solution, Need need, Instruction instruction, HashSet<Slot> missing, CancellationToken cancellation)
    {
        if (!need.Chain.IsEmpty)
            return null;

        // Who has undone all that it performed itself, or has disposed of its guard, undoes its caller's, if some caller has it in effect.
        if (!solution.Ends.Contains(instruction.Id) && need.Slots.All(slot => slot.Step.Nestable || solution.Performers.HasGuard(slot.Step)) && !IsConverted(solution, cancellation)
            && (!_callers.Of(solution.Body.Key, cancellation).Any() || !_callers.IsMet(need.Origin, cancellation)))
        {
            if (StoryOfUndo(solution, need, instruction, cancellation) is { Story: { } path } once && once.Finding.Slots.Any(slot => Flow.Story.Performance(path, slot) is not null))
                return ExplainUndo(solution, once);

            if (need.Slots.All(static slot => slot.Step.Nestable))
                return null;
        }

        ImmutableArray<SlotEffect> ofNobody = need.Slots.RemoveAll(slot => !IsAskedOfNobody(solution, slot) && !IsPerformedByNobody(solution, slot, cancellation));

        // That nothing performs it was told where it was needed.
        if (!ofNobody.IsEmpty && ofNobody.All(slot => missing.Contains(new Slot(slot.Step, Subject(solution, slot)))))
            return null;

        if (!ofNobody.IsEmpty)
            need = need with { Slots = ofNobody };
        else if (!solution.Ends.Contains(instruction.Id) || IsConverted(solution, cancellation) || _callers.Of(solution.Body.Key, cancellation).Any())
            return null;

        return StoryOfUndo(solution, need, instruction, cancellation) is { } told ? ExplainUndo(solution, told) : null;
    }

    private static Told? StoryOfUndo(BodySolution solution, Need need, Instruction instruction, CancellationToken cancellation) => Story(
        solution,
        new Finding(FindingKind.NotInEffect, instruction, need.Slots.Select(slot => new Slot(slot.Step, Subject(solution, slot))).ToImmutableArray(), need.Origin.Site, null),
        cancellation);

    private static Violation ExplainUndo(BodySolution solution, Told told) =>
        told.Assuming(Transitions.Explain(told.Finding, told.Story, solution.Performers, told.Finding.Site.Location));

    /// <summary>Whether a body promises a step to callers that, by its contract, need not have left it in effect: what it undoes before it performs the step may not be there.</summary>
    private bool IsAskedOfNobody(BodySolution solution, SlotEffect undone)
    {
        if (_rules.For(solution.Body.Symbol) is not { } rules || !Has(EventKind.Ensures) || Has(EventKind.Requires) || Has(EventKind.TakesOver))
            return false;

        return rules.Subject.Kind == SubjectKind.Parameter
            ? undone.Subject is { Root: PathRoot.Entry, Symbol: IParameterSymbol { Ordinal: var ordinal }, Fields.IsEmpty: true } && ordinal == rules.Subject.Parameter
            : rules.Subject.Kind == SubjectKind.Receiver && undone.Subject is { Root: PathRoot.This, Fields.IsEmpty: true };

        bool Has(EventKind kind) => rules.Events.Any(happening => happening.Kind == kind && ReferenceEquals(happening.Step, undone.Step));
    }

    /// <summary>Whether an undone step is one of an object that only its class or its member can name, and that nothing there performs.</summary>
    private bool IsPerformedByNobody(BodySolution solution, SlotEffect undone, CancellationToken cancellation)
    {
        if (undone.Step.Scope != StepScope.Object || undone.Subject.Root is not (PathRoot.This or PathRoot.Static or PathRoot.Entry))
            return false;

        (Path, ProtocolStep, object?) key = (undone.Subject, undone.Step, solution.Body.Symbol.ContainingType?.OriginalDefinition);
        return _performedByNobody.TryGetValue(key, out bool known) ? known : _performedByNobody.GetOrAdd(
            key, PrivateObject.Of(_analysis, undone.Subject, solution.Body.Symbol, cancellation) is { } own && !own.IsPerformed(undone.Step));
    }

    /// <summary>Whether a step that a body leaves in effect is one of such an object that nothing there undoes.</summary>
    private bool IsUndoneByNobody(BodySolution solution, SlotEffect left, CancellationToken cancellation) => left.Step.Scope == StepScope.Object
        && PrivateObject.Of(_analysis, left.Subject, solution.Body.Symbol, cancellation) is { } own && !own.IsUndone(left.Step);

    /// <summary>
    /// A root that leaves one bracket of an unordered protocol in effect and undoes another one of the same object, which it never performed,
    /// means the first: a lock is released in another mode than it was taken in.
    /// </summary>
    private void CheckModes(BodySolution solution, List<Slot> left, List<Violation> violations, CancellationToken cancellation)
    {
        var paths = new Paths(solution.Universe);
        foreach ((Need need, Instruction instruction) in solution.Needs)
        {
            if (need.Kind != FindingKind.NotInEffect || !need.Chain.IsEmpty || solution.Ends.Contains(instruction.Id))
                continue;

            SlotEffect undone = need.Slots[0];
            bool isOtherMode = !undone.Step.Protocol.Ordered && left.Exists(slot => ReferenceEquals(slot.Step.Protocol, undone.Step.Protocol)
                && !ReferenceEquals(slot.Step, undone.Step) && undone.Subject.Equals(paths.Of(slot.Subject)));
            if (!isOtherMode || _callers.Of(solution.Body.Key, cancellation).Any())
                continue;

            if (StoryOfUndo(solution, need with { Slots = ImmutableArray.Create(undone) }, instruction, cancellation) is { } told)
                violations.Add(ExplainUndo(solution, told));
        }
    }

    private Scene SceneOf(BodySolution solution, Site from, CancellationToken cancellation) => new(solution, from, _analysis, _rules, cancellation);

    private static int Subject(BodySolution solution, SlotEffect slot)
    {
        var paths = new Paths(solution.Universe);
        for (int i = 0; i < solution.Universe.Terms.Count; i++)
        {
            if (slot.Subject.Equals(paths.Of(i)))
                return i;
        }

        return solution.Universe.Terms.AnyObject;
    }

    /// <summary>
    /// A path to a finding, with the slots that are bad on that very path; and for each further step that is missing only on other paths, one of those.
    /// Null where only joins made it seem that there is one.
    /// </summary>
    private static Told? Story(BodySolution solution, Finding finding, CancellationToken cancellation)
    {
        var witness = new Witness(solution.Code.Graph!, solution.Universe, solution.Transfer);
        (bool found, Story? story, Cell? cell) = witness.Find(solution.Entry, IsIt, cancellation);
        if (!found)
            return witness.WasExhaustive ? null : new Told(finding, null, ImmutableArray<(ProtocolStep, Story?)>.Empty, Assumption.Of(solution, finding, null, null));

        ImmutableArray<Slot> here = witness.FoundSlots.RemoveAll(slot => !finding.Slots.Contains(slot)) is { IsEmpty: false } known ? known : witness.FoundSlots;
        var elsewhere = ImmutableArray.CreateBuilder<(ProtocolStep, Story?)>();
        if (finding.Kind == FindingKind.Missing)
        {
            foreach (ProtocolStep step in finding.Slots.Select(static slot => slot.Step).Distinct().Where(step => !here.Any(slot => ReferenceEquals(slot.Step, step))))
            {
                (bool isThere, Story? other, _) = witness.Find(solution.Entry, one => IsIt(one) && one.Slots.Any(slot => ReferenceEquals(slot.Step, step)), cancellation);
                if (isThere || !witness.WasExhaustive)
                    elsewhere.Add((step, other));
            }
        }

        Finding shown = finding with { Slots = here.OrderBy(static slot => slot.Step.Index).ToImmutableArray() };
        string? assumed = Assumption.Of(solution, shown, story, cell);
        if (assumed is null)
            return Of(shown, story, null);

        // Another path may show the same without an assumption.
        witness.IsSecond = true;
        (bool isCertain, Story? certain, _) = witness.Find(
            solution.Entry, one => IsIt(one) && Assumption.Of(solution, one, solution.Transfer.HeardStory, solution.Transfer.HeardCell) is null, cancellation);
        return isCertain ? Of(finding with { Slots = witness.FoundSlots }, certain, null) : Of(shown, story, assumed);

        Told Of(Finding on, Story? along, string? taken) => new(on, along, elsewhere.ToImmutable(), taken) { Objects = LackingObjects.Of(solution, finding, on, along, IsIt, cancellation) };

        bool IsIt(Finding other) => other.Slots.Any(slot => finding.Slots.Any(own => ReferenceEquals(own.Step, slot.Step))) && other.Instruction.Id == finding.Instruction.Id && other.Kind == finding.Kind && Equals(other.Need?.Origin, finding.Need?.Origin);
    }

    /// <summary>A bad transition on one path.</summary>
    /// <param name="Finding">The transition, with what is bad on that path.</param>
    /// <param name="Story">The path; null where it was too long to find.</param>
    /// <param name="Elsewhere">Steps that are missing on other paths, each with one.</param>
    /// <param name="Assumed">What it takes for granted; null: nothing.</param>
    private sealed record Told(Finding Finding, Story? Story, ImmutableArray<(ProtocolStep Step, Story? Story)> Elsewhere, string? Assumed)
    {
        /// <summary>The objects of which the first step is missing, as messages name them.</summary>
        public ImmutableArray<string> Objects { get; init; } = ImmutableArray<string>.Empty;

        /// <summary>The report, with what it takes for granted.</summary>
        public Violation Assuming(Violation violation) => violation with { Protocol = Finding.Slots[0].Step.Protocol, Assumed = Assumed, Objects = Objects };
    }

    /// <summary>Whether the body becomes a delegate: where it runs, its delegate's contract holds, and EPO1009 says what it lacks.</summary>
    private bool IsConverted(BodySolution solution, CancellationToken cancellation)
    {
        if (solution.Body.Key.Lambda is not { } lambda)
            return _callers.IsOnlyDelegate(solution.Body.Key, cancellation);

        for (SyntaxNode? node = lambda.Syntax.Parent; node is not null; node = node.Parent)
        {
            foreach (BodyId key in _analysis.Bodies.KeysOf(node, cancellation))
            {
                if (_analysis.Code(key, cancellation) is { } outer && IsConvertedIn(outer, lambda, cancellation))
                    return true;
            }
        }

        return false;
    }

    private bool IsConvertedIn(BodyCode outer, LambdaBody lambda, CancellationToken cancellation) =>
        outer.Conversions.Any(conversion => conversion.Body == lambda)
        || outer.Nested.Any(nested => !nested.Equals(lambda) && nested.Syntax.Span.Contains(lambda.Syntax.Span)
            && _analysis.Code(nested, cancellation) is { } inner && IsConvertedIn(inner, lambda, cancellation));

    /// <summary>
    /// Whether a member stands for one that callers may know instead of it. <c>Dispose</c> and <c>DisposeAsync</c> of the framework promise nothing to anybody: what
    /// must have happened before is the type's own affair.
    /// </summary>
    private static bool HasBase(ISymbol symbol) => symbol is IMethodSymbol method
        && (method.OverriddenMethod is not null || method.ExplicitInterfaceImplementations.Any(static member => !IsDisposal(member))
            || (method.ContainingType is { } type && type.AllInterfaces.SelectMany(static @interface => @interface.GetMembers().OfType<IMethodSymbol>())
                .Any(member => !IsDisposal(member) && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))));

    private static bool IsDisposal(IMethodSymbol member) =>
        member.ContainingType is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };
}
