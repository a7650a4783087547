namespace EntryPath.Analyzer.Flow;

/// <summary>What happened on one path, latest first: changes of slots and the branches taken.</summary>
/// <param name="Before">What happened before.</param>
/// <param name="Change">What became of <paramref name="Slot"/>; null for a branch.</param>
/// <param name="Slot">The slot that changed.</param>
/// <param name="Site">The operation or the condition.</param>
/// <param name="Truth">For a branch, what the condition was.</param>
internal sealed record Story(Story? Before, SlotChange? Change, Slot Slot, Site Site, bool Truth);
