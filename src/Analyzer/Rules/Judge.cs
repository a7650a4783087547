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
    private readonly Blame _blame;
    private readonly Undos _undos;

    public Judge(RuleSet rules, Analysis analysis, Func<SyntaxTree, ExceptionPolicy> policyOf, Func<SyntaxTree, CertaintyPolicy> certaintyOf, GeneratedCode generated)
    {
        _rules = rules;
        _analysis = analysis;
        _callers = new Callers(analysis);
        _policyOf = policyOf;
        _certaintyOf = certaintyOf;
        _blame = new Blame(rules, analysis, _callers, generated);
        _undos = new Undos(rules, analysis, _callers);
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
            ImmutableArray<MemberEvent> contract = _callers.ContractOf(next, contracts, cancellation);
            ImmutableArray<BodySolution> parts = contract.IsEmpty
                ? _callers.AsEntered(next, cancellation).SelectMany(way => _analysis.Solve(way, cancellation)).ToImmutableArray()
                : _analysis.SolveAs(next, contract, cancellation);
            violations.AddRange(code.Trespasses.Select(Trespasses.Explain));
            int last = first + code.Trespasses.Length;
            foreach (BodySolution part in parts)
            {
                // One thread judges a body; should a driver ever ask twice at the same time, the second waits.
                lock (part)
                {
                    CheckBody(part, violations, cancellation);
                    part.ForgetPaths();
                }

                for (; last < violations.Count; last++)
                {
                    if (namesCallers && part.Names is not null)
                        violations[last] = WithCaller(violations[last], part.Entered, cancellation);
                }
            }

            if (parts.Length > 0)
                violations.AddRange(Conversions.Check(
                    parts[0], _analysis, _rules, (part, effect) => _undos.IsPerformedByNobody(part, effect, cancellation), (part, effect) => _undos.IsUndoneByNobody(part, effect, cancellation), cancellation));

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
    private Violation WithCaller(Violation violation, EnteredBody key, CancellationToken cancellation)
    {
        if (violation.NamesCaller || violation.Descriptor.DefaultSeverity != DiagnosticSeverity.Error)
            return violation;

        if (key.Names is not null)
            return Called(violation, _callers.FirstCall(key, cancellation));

        BodyId body = Callers.Readable(key.Body);
        bool isHelper = body.Lambda is not null || body.Member is { DeclaredAccessibility: Accessibility.Private };
        if (!isHelper && Wording.Around(violation.Location) is { } member && violation.Message.Contains(" in '" + member + "'"))
            return violation;

        return Called(violation, _callers.FirstCall(body, cancellation));
    }

    private static Violation Called(Violation violation, Site? call) => call is null ? violation : violation with
    {
        Caller = Texts.Say("Caller", Wording.GetsHere(new[] { call }, violation.Location)),
        NamesCaller = true,
        Calls = ImmutableArray.Create(call),
    };

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
        var isConverted = new Lazy<bool>(() => _callers.IsConverted(solution, cancellation));
        var badlyUndone = new HashSet<Slot>();
        var unpromised = new Dictionary<Violation, ProtocolStep>();
        var needed = new HashSet<Slot>();
        var missing = new HashSet<Slot>(solution.Findings.Where(static finding => finding.Kind == FindingKind.Missing).SelectMany(static finding => finding.Slots));
        if (!solution.Needs.IsEmpty)
        {
            // What was missing is told before what was undone.
            foreach ((Need need, Instruction instruction) in solution.Needs.OrderBy(static entry => entry.Need.Kind == FindingKind.NotInEffect))
            {
                if (CheckNeed(need, instruction) is not { } violation)
                    continue;

                violations.Add(violation);
                bool isOfCallers = need.Kind == FindingKind.Missing && !need.Slots.Any(slot => performers.IsPerformedBefore(slot.Step, instruction));
                if (isOfCallers)
                    asked.Add(violation);

                if (need.Kind == FindingKind.NotInEffect && need.Slots.All(slot => _undos.IsAskedOfNobody(solution, slot)))
                    unpromised.Add(violation, need.Slots[0].Step);

                if (need.Kind == FindingKind.NotInEffect)
                    badlyUndone.UnionWith(need.Slots.Select(slot => new Slot(slot.Step, new Paths(solution.Universe).ValueOf(slot.Subject))));
                else
                    needed.UnionWith(need.Slots.Select(slot => new Slot(slot.Step, new Paths(solution.Universe).ValueOf(slot.Subject))));

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
            () => _callers.Of(solution.Entered, cancellation).Any() ? Calling.Called : isConverted.Value ? Calling.Delegate : Calling.Root,
            () => IsKnownToCallers(solution.Entered, cancellation),
            position => _callers.Leave(solution.Body.Key, position, cancellation),
            badlyUndone,
            told));
        if (exits.HandedOver.Count > 0 && !isConverted.Value)
            violations.AddRange(_undos.CheckModes(solution, exits.HandedOver, cancellation));

        // What it promises, and could promise, is not of some of its callers.
        if (solution.Names is not null)
            return;

        List<Violation> broken = Contracts.Check(solution, rules, _rules.InheritedContracts(solution.Body.Symbol), cancellation).ToList();
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

        Violation? CheckNeed(Need need, Instruction instruction) => need.Kind switch
        {
            FindingKind.NotInEffect => _undos.Check(solution, need, instruction, missing, cancellation),
            FindingKind.Missing when !isConverted.Value => _blame.Check(solution, need, instruction, cancellation),
            _ => null,
        };
    }

    private Violation? CheckFinding(BodySolution solution, Finding finding, HashSet<Slot> missing, Performers performers, CancellationToken cancellation)
    {
        if ((finding.IsSignal || finding.IsOfOthers) && (!solution.Ends.Contains(finding.Instruction.Id) || _callers.Of(solution.Entered, cancellation).Any()))
            return null;

        // A need that no call meets is reported once, at the operation that has it.
        if (finding is { Kind: FindingKind.Missing, Need: { } need } && _blame.IsTheOperation(need, cancellation))
            return null;

        if (FindingPath.To(solution, finding, cancellation) is not { } told)
            return null;

        if (finding.Kind is FindingKind.Missing or FindingKind.NotInEffect && told.Finding.Slots.All(slot => IsOfCallee(solution, slot, told.Story, cancellation)))
            return null;

        if (finding.Kind == FindingKind.Missing)
            return told.Assuming(MissingSteps.Explain(told.Finding, told.Story, told.Elsewhere, SceneOf(solution, finding.Site, cancellation), finding.Site.Location, null));

        return finding.Kind != FindingKind.NotInEffect && finding.Slots.All(slot => missing.Contains(slot) && !IsPerformed(slot, told.Story) && !told.InEffectByTest.Contains(slot))
            ? null
            : told.Assuming(Transitions.Explain(told.Finding, told.Story, solution.Performers, finding.Site.Location));
    }

    /// <summary>Whether some caller of a body knows beforehand which way out of it it will be.</summary>
    private bool IsKnownToCallers(EnteredBody key, CancellationToken cancellation) => _callers.Of(key, cancellation).Any(caller => caller.Known.Contains(key));

    /// <summary>
    /// Whether a slot is not in effect since a helper undid it on one of its ways out and not on others, and nobody knows which it will be: that is the helper's mistake, and is
    /// reported there.
    /// </summary>
    private bool IsOfCallee(BodySolution solution, Slot slot, Story? story, CancellationToken cancellation)
    {
        return Latest(slot, story) is { Change: SlotChange.Undone, Site: var site }
            && solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Call>().FirstOrDefault(call => ReferenceEquals(call.Site, site)) is { Callee: var callee }
            && callee != solution.Body.Key
            && solution.Calls.Where(call => ReferenceEquals(call.Call.Site, site)).Select(static call => call.Callee).DefaultIfEmpty(callee).Any(way =>
                _callers.Of(way, cancellation).Any() && !IsKnownToCallers(way, cancellation)
                && _analysis.Solve(way, cancellation).Any(part => Differs(part, slot.Step) && ReportsExits(part, slot.Step, cancellation)));

        static bool Differs(BodySolution part, ProtocolStep step)
        {
            bool Undoes(SummaryExit exit) => exit.Effects.Any(effect => ReferenceEquals(effect.Step, step) && effect.Value.Has(Possibility.Taken));
            return part.Summary.Exits.Any(exit => exit.Kind == ExitKind.Return && Undoes(exit)) && part.Summary.Exits.Any(exit => exit.Kind == ExitKind.Return && !Undoes(exit));
        }
    }

    private Exits ExitsOf(BodySolution solution, CancellationToken cancellation) => new(
        solution, solution.Performers, _policyOf(solution.Body.Syntax.SyntaxTree).Of, _certaintyOf(solution.Body.Syntax.SyntaxTree).TellsLikely, _analysis, cancellation);

    /// <summary>Whether a body is told that its ways out do not agree about a step; for the thread that asks alone.</summary>
    private bool ReportsExits(BodySolution solution, ProtocolStep step, CancellationToken cancellation)
    {
        BodySolution own = _analysis.SolveAnew(solution, cancellation);
        return ExitsOf(own, cancellation).Check(_rules.For(own.Body.Symbol), static () => Calling.Called, static () => false, static _ => false, new HashSet<Slot>(), new HashSet<Slot>())
            .Any(violation => violation.Descriptor == Descriptors.LeftInEffect && violation.Properties.TryGetValue(FixProperties.Step, out string? name) && name == step.Name);
    }

    /// <summary>Whether a slot is in effect since the path performed it, not only since its absence was reported.</summary>
    private static bool IsPerformed(Slot slot, Story? story) => Latest(slot, story) is { Change: SlotChange.Performed };

    /// <summary>What last became of a slot on a path.</summary>
    private static Story? Latest(Slot slot, Story? story) => Flow.Story.Latest(story, at => at.Change is not null && at.Slot == slot);

    private Scene SceneOf(BodySolution solution, Site from, CancellationToken cancellation) => new(solution, from, _analysis, _rules, cancellation);
}
