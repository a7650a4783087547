namespace EntryPath.Analyzer.Domain;

/// <summary>Marks an object of a chain of links other than the one that stands for each.</summary>
/// <param name="Chain">The chain: what the link of the last object with a name of its own leads to.</param>
/// <param name="IsBehind">Whether it comes after that one.</param>
internal sealed record OtherLink(int Chain, bool IsBehind);
