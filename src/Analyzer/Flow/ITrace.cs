using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Flow;

/// <summary>Listens to what instructions do to cells.</summary>
internal interface ITrace
{
    /// <summary>A bad transition.</summary>
    void Found(Finding finding);

    /// <summary>An operation relied on what the caller left.</summary>
    void Needed(FindingKind kind, Instruction instruction, Site site, ImmutableArray<Slot> slots, Cell cell, Need? inner);

    /// <summary>A call met a need of its callee.</summary>
    /// <param name="need">The need.</param>
    /// <param name="relied">What is in effect there only as the caller left it.</param>
    void Met(Need need, ImmutableArray<Slot> relied);

    /// <summary>A call meets a need of its callee only since the absence of what is needed was reported.</summary>
    void Excused(Need need);

    /// <summary>An operation ended a step that was performed here.</summary>
    void Ended(Instruction instruction, ProtocolStep step);

    /// <summary>Who makes a call knows something of which way out of the callee it will be: an argument that decides it is a constant, or what the caller has a name for.</summary>
    void Knows(EnteredBody callee);

    /// <summary>A call enters its callee.</summary>
    void Enters(Instruction.Call call, EnteredBody callee);

    /// <summary>Something became of a slot.</summary>
    void Changed(SlotChange change, Slot slot, Site site);
}

/// <summary>What became of a slot, for the story of a path.</summary>
internal enum SlotChange
{
    Performed,

    /// <summary>An instant step ran before an earlier step was in effect, and did nothing.</summary>
    TooEarly,
    Undone,

    /// <summary>Voided since an earlier step was performed.</summary>
    Voided,

    /// <summary>Voided since an earlier step was undone.</summary>
    VoidedByUndo,

    /// <summary>Used up by the commit.</summary>
    UsedUp,
}
