using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Collects what the transfer function finds when it runs over the fixpoint once more.</summary>
internal sealed class Observations : ITrace
{
    private readonly EnteredBody _body;
    private readonly Paths _paths;
    private readonly Dictionary<(int, FindingKind, NeedOrigin?), Finding> _findings = new();
    private readonly Dictionary<(int, FindingKind, NeedOrigin, string), (Need Need, Instruction Instruction)> _needs = new();

    /// <summary>The slots that are looked at; null: all.</summary>
    public Focus? Focus { get; set; }

    private readonly List<(NeedOrigin Origin, ImmutableArray<Slot> Relied)> _met = new();
    private readonly HashSet<NeedOrigin> _excused = new();
    private readonly HashSet<Slot> _asked = new();

    public Observations(EnteredBody body, Paths paths)
    {
        _body = body;
        _paths = paths;
    }

    public ImmutableArray<Finding> Findings => _findings.Values.ToImmutableArray();

    public ImmutableArray<(Need Need, Instruction Instruction)> Needs =>
        _needs.Values.ToImmutableArray();

    /// <summary>
    /// The needs of callees that a call here meets. What is in effect only since its absence was reported, or was left to the callers to see to, meets none.
    /// </summary>
    public IEnumerable<NeedOrigin> MetNeeds => _met.Where(met => !met.Relied.Any(_asked.Contains)).Select(static met => met.Origin);

    /// <summary>The needs of callees that a call here would not meet by itself, and that is told already.</summary>
    public IEnumerable<NeedOrigin> ExcusedNeeds => _excused.Concat(_met.Where(met => met.Relied.Any(_asked.Contains)).Select(static met => met.Origin));

    public void Found(Finding finding)
    {
        if (Focus is { } focus && !finding.Slots.Any(focus.Contains))
            return;

        if (finding.Kind == FindingKind.Missing)
            _asked.UnionWith(finding.Slots);

        (int, FindingKind, NeedOrigin?) key = (finding.Instruction.Id, finding.Kind, finding.Need?.Origin);
        _findings[key] = _findings.TryGetValue(key, out Finding? known)
            ? known with { Slots = known.Slots.Union(finding.Slots).OrderBy(static slot => slot.Step.Index).ToImmutableArray(), IsOfOthers = known.IsOfOthers && finding.IsOfOthers }
            : finding;
    }

    public void Needed(FindingKind kind, Instruction instruction, Site site, ImmutableArray<Slot> slots, Cell cell, Need? inner)
    {
        if (Focus is { } focus && !slots.Any(focus.Contains))
            return;

        if (kind == FindingKind.Missing)
            _asked.UnionWith(slots);

        (ImmutableArray<SlotEffect> named, ImmutableArray<Slot> own) = _paths.Split(slots);
        if (!own.IsEmpty && kind is FindingKind.Missing)
        {
            // No caller can name these subjects, so none can have performed their steps.
            Found(new Finding(kind, instruction, own, site, inner));
        }
        else if (!own.IsEmpty && kind is FindingKind.NotInEffect && inner is null)
        {
            Found(new Finding(kind, instruction, own, site, null) { IsOfOthers = true });
        }

        if (named.IsEmpty)
            return;

        NeedOrigin origin = inner?.Origin ?? new NeedOrigin(_body, site, kind);
        ImmutableArray<PathFact> facts = _paths.FactsOf(cell);
        ImmutableArray<Site> chain = inner is null ? ImmutableArray<Site>.Empty : inner.Chain.Insert(0, site);
        ImmutableArray<Path> except = _paths.SubjectsOf(cell, slots);
        ImmutableArray<Path> after = _paths.ObjectsOf(cell, VariableKind.Disposed);
        (int, FindingKind, NeedOrigin, string) key = (instruction.Id, kind, origin, string.Join(",", after.Select(static path => path.Text)));
        _needs[key] = (_needs.TryGetValue(key, out (Need Need, Instruction) entry) && entry.Need is { } known
            ? known with { Slots = known.Slots.Union(named).ToImmutableArray(), Facts = Paths.Common(known.Facts, facts), Except = known.Except.Union(except).ToImmutableArray() }
            : new Need(kind, named, origin, chain) { Facts = facts, Except = except, After = after }, instruction);
    }

    /// <summary>The operations that end a step which was performed here, on some path.</summary>
    public HashSet<int> Ends { get; } = new();

    /// <summary>The steps that were performed here and that some operation ended.</summary>
    public HashSet<ProtocolStep> Ended { get; } = new();

    void ITrace.Ended(Instruction instruction, ProtocolStep step)
    {
        Ends.Add(instruction.Id);
        Ended.Add(step);
    }

    /// <summary>The callees of which a call here knows something of which way out it will be.</summary>
    public HashSet<EnteredBody> Known { get; } = new();

    public void Knows(EnteredBody callee) => Known.Add(callee);

    /// <summary>The calls, each with what it enters on some path.</summary>
    public HashSet<(Instruction.Call Call, EnteredBody Callee)> Entered { get; } = new();

    /// <summary>Whether only an exception that a call or an operation may throw leads to what is looked at.</summary>
    public bool IsAfterFailure { get; set; }

    /// <summary>The calls that leave an iterator at a <c>yield</c>, with the part that runs then.</summary>
    public HashSet<(Instruction.Call Call, IteratorPart Part)> Left { get; } = new();

    public void Enters(Instruction.Call call, EnteredBody callee)
    {
        Entered.Add((call, callee));
        if (!IsAfterFailure && callee.Body.Part is { IsLeft: true } part)
            Left.Add((call, part));
    }

    public void Met(Need need, ImmutableArray<Slot> relied) => _met.Add((need.Origin, relied));

    public void Excused(Need need) => _excused.Add(need.Origin);

    /// <summary>For each operation, the slots that it performed or undid, on one path or another.</summary>
    public Dictionary<(SlotChange Change, Site Site), HashSet<Slot>> Changes { get; } = new();

    /// <summary>The same, by the names of the objects.</summary>
    public ImmutableHashSet<(SlotChange Change, ProtocolStep Step, Path? Subject)> Touched => Changes
        .SelectMany(change => change.Value.Select(slot => (change.Key.Change, slot.Step, _paths.Of(slot.Subject)))).ToImmutableHashSet();

    public void Changed(SlotChange change, Slot slot, Site site)
    {
        if (change is not (SlotChange.Performed or SlotChange.Undone))
            return;

        if (!Changes.TryGetValue((change, site), out HashSet<Slot>? slots))
            Changes.Add((change, site), slots = new HashSet<Slot>());

        slots.Add(slot);
    }
}
