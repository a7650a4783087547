namespace EntryPath.Analyzer.Domain;

/// <summary>
/// What a slot can be at a program point: a set, whose join is union. The values tell what is now from what the body did to
/// what its caller left, so that one run gives both the verdict and the summary.
/// </summary>
[Flags]
internal enum Possibility : ushort
{
    None = 0,

    /// <summary>Nothing here has touched it: it is what it was at entry.</summary>
    Untouched = 1,

    /// <summary>In effect, as the caller left it: something here relied on that.</summary>
    Kept = 2,

    /// <summary>In effect, performed here.</summary>
    Gained = 4,

    /// <summary>Not in effect, and the caller's was not taken from it: voided, known not to hold, or performed and undone here.</summary>
    Absent = 8,

    /// <summary>Not in effect: undone here, as the caller had left it in effect.</summary>
    Lost = 16,

    /// <summary>An instant step that ran here in order, if the earlier steps that are untouched are in effect.</summary>
    Pending = 32,

    /// <summary>Not in effect since an undo before it was reported; undoing it is the rest of that report and no second one.</summary>
    Excused = 64,

    /// <summary>In effect, and nobody's obligation here: it was handed on, or a test said so.</summary>
    Granted = 128,

    /// <summary>Not in effect since a commit used it up, and nothing needs it any more until it is voided.</summary>
    UsedUp = 256,

    /// <summary>Not in effect: undone here if the caller had left it in effect, which need not be so.</summary>
    Dropped = 512,

    /// <summary>Taken to be in effect since its absence was reported: nobody's obligation, and known to nobody else.</summary>
    Forgiven = 1024,

    /// <summary>Anything: a body that was not analysed may have performed or undone it. It meets every need, and nobody owes anything.</summary>
    Unknown = 2048,

    /// <summary>In effect, but less often than the caller left it: of a nested bracket more was undone here than was performed since.</summary>
    Reduced = 4096,

    /// <summary>What the caller had left in effect, or one performance of it, was undone.</summary>
    Taken = Lost | Reduced,

    InEffect = Kept | Gained | Granted | Forgiven | Reduced,
    NotInEffect = Absent | Lost | Excused | UsedUp | Dropped,
}
