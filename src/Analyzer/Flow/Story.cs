using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Flow;

/// <summary>What happened on one path, latest first: changes of slots and the branches taken.</summary>
/// <param name="Before">What happened before.</param>
/// <param name="Change">What became of <paramref name="Slot"/>; null for a branch.</param>
/// <param name="Slot">The slot that changed.</param>
/// <param name="Site">The operation or the condition.</param>
/// <param name="Truth">For a branch, what the condition was.</param>
internal sealed record Story(Story? Before, SlotChange? Change, Slot Slot, Site Site, bool Truth)
{
    /// <summary>For a branch, the value that was tested; -1: none.</summary>
    public int Condition { get; init; } = -1;

    /// <summary>
    /// For a call, the steps about which its callee's ways back differ that are possible here and that nothing tells apart afterwards: the path takes one of them. Null for
    /// everything else.
    /// </summary>
    public ImmutableArray<ProtocolStep>? Undecided { get; init; }

    /// <summary>For a call, the steps that its callee leaves in effect for one object and not for another, which may be the same. Null for everything else.</summary>
    public ImmutableArray<ProtocolStep>? Unnamed { get; init; }

    /// <summary>For a call that is not looked into, what it was given and may keep; -1: nothing.</summary>
    public int Given { get; init; } = -1;

    /// <summary>Whether that call was given the place which held it as well, and may have put something else there.</summary>
    public bool IsGivenWithPlace { get; init; }

    /// <summary>Whether a call throws by the state of an object that the body made: nobody shows that it is in that state.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether it is no part of what happened, but says what is not known of it.</summary>
    public bool IsDoubt => Undecided is not null || Unnamed is not null || Given >= 0 || IsRefused;

    /// <summary>Whether it is a branch that was taken.</summary>
    public bool IsBranch => Change is null && !IsDoubt;

    /// <summary>The places of a story in the order of its path, each once.</summary>
    public static ImmutableArray<Site> Places(Story? story)
    {
        var places = new List<Site>();
        for (Story? at = story; at is not null; at = at.Before)
        {
            if (!at.IsDoubt && !places.Contains(at.Site))
                places.Add(at.Site);
        }

        places.Reverse();
        return places.ToImmutableArray();
    }

    /// <summary>The latest of what happened that a predicate accepts; null where there is none.</summary>
    public static Story? Latest(Story? story, Func<Story, bool> isIt)
    {
        while (story is not null && !isIt(story))
            story = story.Before;

        return story;
    }

    /// <summary>The latest operation that performed the step of a slot; null where none did.</summary>
    public static Site? Performance(Story? story, Slot slot) => Latest(story, at => at.Change == SlotChange.Performed && at.Slot == slot)?.Site;
}
