using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Rules;

/// <summary>Why a step is not in effect at the end of a path, read from the story of the path.</summary>
/// <param name="Fate">What became of the step.</param>
/// <param name="Performed">The operation that performed it, or tried to.</param>
/// <param name="Ended">The operation that ended it, or, for one that ran too early, the first that it had to follow.</param>
/// <param name="Last">For one that ran too early: the last operation that it had to follow.</param>
internal sealed record StepStory(StepFate Fate, Site? Performed, Site? Ended, Site? Last)
{
    public static StepStory Of(Slot slot, Story? story)
    {
        var events = new List<Story>();
        for (Story? at = story; at is not null; at = at.Before)
        {
            if (at.Change is not null && ReferenceEquals(at.Slot.Step.Protocol, slot.Step.Protocol))
                events.Add(at);
        }

        for (int i = 0; i < events.Count; i++)
        {
            Story latest = events[i];
            if (!ReferenceEquals(latest.Slot.Step, slot.Step) || latest.Slot.Subject != slot.Subject)
                continue;

            switch (latest.Change)
            {
                case SlotChange.Voided:
                    return new StepStory(StepFate.RanBefore, PerformedBefore(events, i, slot), latest.Site, LastEarlier(events, i, slot) ?? latest.Site);
                case SlotChange.TooEarly:
                {
                    Site? last = LastEarlier(events, i, slot);
                    return last is null
                        ? new StepStory(StepFate.OutOfPlace, latest.Site, null, null)
                        : new StepStory(StepFate.RanBefore, latest.Site, FirstEarlier(events, i, slot), last);
                }

                case SlotChange.Undone:
                    return new StepStory(StepFate.Undone, PerformedBefore(events, i, slot), latest.Site, null);
                case SlotChange.VoidedByUndo:
                    return new StepStory(StepFate.VoidedByUndo, PerformedBefore(events, i, slot), latest.Site, null);
                case SlotChange.UsedUp:
                    return new StepStory(StepFate.UsedUp, PerformedBefore(events, i, slot), latest.Site, null);
                default:
                    return new StepStory(StepFate.Never, null, null, null);
            }
        }

        return new StepStory(StepFate.Never, null, null, null);
    }

    private static Site? PerformedBefore(List<Story> events, int end, Slot slot)
    {
        for (int i = end + 1; i < events.Count; i++)
        {
            if (events[i].Change == SlotChange.Performed && ReferenceEquals(events[i].Slot.Step, slot.Step))
                return events[i].Site;
        }

        return null;
    }

    /// <summary>The last operation after the event that performed a step which this one must follow.</summary>
    private static Site? LastEarlier(List<Story> events, int end, Slot slot)
    {
        for (int i = 0; i < end; i++)
        {
            if (events[i].Change == SlotChange.Performed && events[i].Slot.Step.Index < slot.Step.Index)
                return events[i].Site;
        }

        return null;
    }

    private static Site? FirstEarlier(List<Story> events, int end, Slot slot)
    {
        for (int i = end - 1; i >= 0; i--)
        {
            if (events[i].Change == SlotChange.Performed && events[i].Slot.Step.Index < slot.Step.Index)
                return events[i].Site;
        }

        return null;
    }
}

/// <summary>What became of a step on a path.</summary>
internal enum StepFate
{
    /// <summary>Nothing performed it.</summary>
    Never,

    /// <summary>It ran before a step that it must follow.</summary>
    RanBefore,

    /// <summary>It ran before a step that never came: what is missing is that one.</summary>
    OutOfPlace,
    Undone,
    VoidedByUndo,
    UsedUp,
}
