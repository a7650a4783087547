using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>A bracket that is not as it should be at an exit, with a path there.</summary>
/// <param name="Slot">The bracket.</param>
/// <param name="State">The exit.</param>
/// <param name="Story">A path there.</param>
/// <param name="What">The text that says what is wrong with it there.</param>
/// <param name="IsOpen">An undo before the exit could be what is missing.</param>
internal sealed record Leak(Slot Slot, ExitState State, Story? Story, string What, bool IsOpen = true)
{
    /// <summary>What it came after, as the message ends.</summary>
    public string After { get; init; } = string.Empty;

    /// <summary>Where it is reported, if not at the exit.</summary>
    public Location? At { get; init; }

    public Location Location => At ?? State.Exit.Site.Location;

    /// <summary>The exits where it may be so.</summary>
    public ImmutableArray<ExitState> Candidates { get; init; } = ImmutableArray<ExitState>.Empty;

    /// <summary>What it takes for granted; null: nothing.</summary>
    public string? Assumed { get; init; }

    /// <summary>What is wrong with an exit.</summary>
    public Func<ExitState, bool> Property { get; init; } = static _ => false;
}
