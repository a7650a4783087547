using System.Collections.Immutable;

namespace EntryPath.Analyzer.Protocols;

/// <summary>The names that what ends something usually has, by the name of what begins it: <c>OpenFile</c> and <c>CloseFile</c>.</summary>
internal static class OppositeNames
{
    private static readonly ImmutableArray<(string Begin, string End)> s_pairs = ImmutableArray.Create(
        ("Open", "Close"), ("Enter", "Exit"), ("Enter", "Leave"), ("Begin", "End"), ("Acquire", "Release"), ("Take", "Release"), ("Lock", "Unlock"),
        ("Start", "Stop"), ("Connect", "Disconnect"), ("Attach", "Detach"), ("Register", "Unregister"), ("Subscribe", "Unsubscribe"), ("Push", "Pop"),
        ("Suspend", "Resume"), ("Pause", "Resume"), ("Disable", "Enable"), ("Map", "Unmap"), ("Rent", "Return"), ("Pin", "Unpin"), ("Mask", "Unmask"), ("Mount", "Unmount"));

    /// <summary>The names of what may end what a member with this name begins; none where its first word has no opposite.</summary>
    public static IEnumerable<string> Of(string name) => s_pairs
        .Where(pair => name.StartsWith(pair.Begin, StringComparison.Ordinal) && (name.Length == pair.Begin.Length || !char.IsLower(name[pair.Begin.Length])))
        .Select(pair => pair.End + name.Substring(pair.Begin.Length));
}
