namespace EntryPath.Analyzer.Protocols;

/// <summary>What may have been meant by a name that does not exist.</summary>
internal static class NearestNames
{
    private const int Limit = 3;

    /// <summary>The end of a message, with the names that are a slip of the keyboard away; empty where there are none.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates)
    {
        string[] near = candidates.Distinct()
            .Select(candidate => (Name: candidate, Distance: EditDistance.Between(name, candidate)))
            .Where(candidate => candidate.Distance <= Math.Max(1, name.Length / 3) && candidate.Distance < Math.Max(name.Length, candidate.Name.Length))
            .OrderBy(static candidate => candidate.Distance).ThenBy(static candidate => candidate.Name, StringComparer.Ordinal)
            .Take(Limit).Select(static candidate => "'" + candidate.Name + "'").ToArray();
        return near.Length == 0 ? "" : "; the nearest " + (near.Length == 1 ? "is " : "are ") + string.Join(", ", near);
    }
}
