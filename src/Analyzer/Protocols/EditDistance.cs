namespace EntryPath.Analyzer.Protocols;

/// <summary>How many letters have to be added, removed or replaced to turn one name into another, ignoring case.</summary>
internal static class EditDistance
{
    public static int Between(string first, string second)
    {
        int[] previous = Enumerable.Range(0, second.Length + 1).ToArray();
        for (int i = 1; i <= first.Length; i++)
        {
            int[] current = new int[second.Length + 1];
            current[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replaced = previous[j - 1] + (char.ToUpperInvariant(first[i - 1]) == char.ToUpperInvariant(second[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[second.Length];
    }
}
