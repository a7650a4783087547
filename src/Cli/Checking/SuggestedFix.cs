using System.Collections.Immutable;

namespace EntryPath.Cli.Checking;

/// <summary>An edit that the code fixes have checked: the report is gone with it, and no new one comes.</summary>
/// <param name="Title">What it does.</param>
/// <param name="Replacements">What it replaces, in the order of files and lines.</param>
internal sealed record SuggestedFix(string Title, ImmutableArray<Replacement> Replacements);

/// <summary>A span and the text that takes its place.</summary>
internal sealed record Replacement(Place Place, string Text);
