namespace EntryPath.Analyzer;

/// <summary>Where the documentation of a diagnostic is.</summary>
internal static class RuleLink
{
    public static string For(string id) => "https://github.com/entrypath/entrypath/blob/main/docs/rules/" + id + ".md";
}
