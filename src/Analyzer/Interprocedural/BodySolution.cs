using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// A body, solved for all protocols at once or, where their combinations are too many, for one of them: what is wrong in it, what
/// it needs, how it is left, and what it is for its callers.
/// </summary>
internal sealed class BodySolution
{
    private Witness? _witness;

    public BodySolution(Body body, BodyCode code, Protocol? protocol, Universe universe, Transfer transfer, Cell entry, Performers? performers)
    {
        Protocol = protocol;
        Body = body;
        Code = code;
        Universe = universe;
        Transfer = transfer;
        Entry = entry;
        Performers = performers!;
    }

    public Body Body { get; }

    public BodyCode Code { get; }

    /// <summary>The only protocol that was looked at; null: all.</summary>
    public Protocol? Protocol { get; }

    public Universe Universe { get; }

    public Transfer Transfer { get; }

    /// <summary>Looks for paths through the body; what it has seen is kept for the next question.</summary>
    public Witness Witness => _witness ??= WitnessAround(null);

    /// <summary>Looks for paths that do not come through some nodes; null: through any.</summary>
    public Witness WitnessAround(Func<FlowNode, bool>? avoids) => new(Code.Graph!, Universe, Transfer, Entry, avoids);

    /// <summary>Lets go of what was seen while paths were looked for.</summary>
    public void ForgetPaths() => _witness = null;

    public Cell Entry { get; }

    /// <summary>Which of its names are one object where it is entered; null: none.</summary>
    public Coincidence? Names { get; init; }

    /// <summary>Whether the body may only answer a question: its exits are told apart by the answer.</summary>
    public bool IsAsked { get; init; }

    /// <summary>The body as it is entered.</summary>
    public EnteredBody Entered => new(Body.Key.Whole, Names);

    /// <summary>The rules of the compilation.</summary>
    public RuleSet Rules { get; init; } = null!;

    /// <summary>What is assumed where it starts, beside its own rules: the contract of the delegate that it becomes.</summary>
    public ImmutableArray<MemberEvent> Contract { get; init; } = ImmutableArray<MemberEvent>.Empty;

    /// <summary>Where steps are performed; not for a body without a graph.</summary>
    public Performers Performers { get; }

    public Summary Summary { get; set; } = Summary.Bottom;

    public ImmutableArray<Finding> Findings { get; set; } = ImmutableArray<Finding>.Empty;

    /// <summary>The needs with the instruction of this body that has them.</summary>
    public ImmutableArray<(Need Need, Instruction Instruction)> Needs { get; set; } = ImmutableArray<(Need, Instruction)>.Empty;

    /// <summary>The needs of callees that a call here meets.</summary>
    public ImmutableHashSet<NeedOrigin> Met { get; set; } = ImmutableHashSet<NeedOrigin>.Empty;

    /// <summary>The needs of callees that a call here would not meet by itself, and that is told already: no other mistake.</summary>
    public ImmutableHashSet<NeedOrigin> Excused { get; set; } = ImmutableHashSet<NeedOrigin>.Empty;

    /// <summary>For each operation, the slots that it performed or undid: with more than one, its object is one of several.</summary>
    public IReadOnlyDictionary<(SlotChange Change, Site Site), HashSet<Slot>> Changes { get; set; } = new Dictionary<(SlotChange, Site), HashSet<Slot>>();

    /// <summary>What the body performs and undoes of which objects, as its class and callers call them; null: of one that has no name.</summary>
    public ImmutableHashSet<(SlotChange Change, ProtocolStep Step, Path? Subject)> Touched { get; set; } = ImmutableHashSet<(SlotChange, ProtocolStep, Path?)>.Empty;

    /// <summary>The callees of which a call here knows something of which way out it will be.</summary>
    public ImmutableHashSet<EnteredBody> Known { get; set; } = ImmutableHashSet<EnteredBody>.Empty;

    /// <summary>The calls, each with what it enters on some path; those of what does nothing to steps are not among them.</summary>
    public ImmutableHashSet<(Instruction.Call Call, EnteredBody Callee)> Calls { get; set; } = ImmutableHashSet<(Instruction.Call, EnteredBody)>.Empty;

    /// <summary>The calls that leave an iterator at a <c>yield</c>, where no operation has failed before, with the part that runs then.</summary>
    public ImmutableArray<(Instruction.Call Call, IteratorPart Part)> Left { get; set; } = ImmutableArray<(Instruction.Call, IteratorPart)>.Empty;

    /// <summary>How a body is entered that it calls.</summary>
    public ImmutableArray<EnteredBody> Enters(BodyId callee)
    {
        ImmutableArray<EnteredBody> entered = Calls.Where(call => call.Callee.Body == callee).Select(static call => call.Callee).Distinct().ToImmutableArray();
        return entered.IsEmpty ? ImmutableArray.Create<EnteredBody>(callee) : entered;
    }

    /// <summary>The operations that end a step which was performed here, on some path.</summary>
    public ImmutableHashSet<int> Ends { get; set; } = ImmutableHashSet<int>.Empty;

    /// <summary>The steps that were performed here and that some operation of the body ended.</summary>
    public ImmutableHashSet<ProtocolStep> Ended { get; set; } = ImmutableHashSet<ProtocolStep>.Empty;

    public ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)> Exits { get; set; } =
        ImmutableArray<(FlowNode, ImmutableArray<Cell>)>.Empty;

    /// <summary>The exits as they are for some slots, where the combinations of all were over the bound.</summary>
    public ImmutableDictionary<Focus, ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)>> Focused { get; set; } =
        ImmutableDictionary<Focus, ImmutableArray<(FlowNode, ImmutableArray<Cell>)>>.Empty;

    /// <summary>The exits as they are for a slot.</summary>
    public ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)> ExitsFor(Slot slot) =>
        !Focused.IsEmpty && Focused.TryGetValue(Focus.Of(slot), out ImmutableArray<(FlowNode, ImmutableArray<Cell>)> focused) ? focused : Exits;

    /// <summary>Whether it has no event and calls nothing that has one, so that there was nothing to solve.</summary>
    public bool IsInert { get; set; }

    /// <summary>Whether the combinations of its protocols are over the bound, so that each has to be solved by itself.</summary>
    public bool IsOverBound { get; set; }

    /// <summary>Why the solution is not complete; null if it is.</summary>
    public string? GaveUp { get; private set; }

    /// <summary>Whether a part of the body was not checked, so that its callers do not know what it does; otherwise only correlation was lost.</summary>
    public bool IsUnchecked { get; private set; }

    /// <summary>Notes why the solution is not complete; what was noted first stays, unless it was less.</summary>
    public void GiveUp(string why, bool isUnchecked)
    {
        if (GaveUp is null || (isUnchecked && !IsUnchecked))
            GaveUp = why;

        IsUnchecked |= isUnchecked;
    }
}
