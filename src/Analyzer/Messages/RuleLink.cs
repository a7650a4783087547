namespace EntryPath.Analyzer.Messages;

/// <summary>Where the documentation of a diagnostic is.</summary>
internal static partial class RuleLink
{
    /// <summary>The page of a rule; the empty text, which is no link, in a build that has no address.</summary>
    public static string For(string id) => Root.Length == 0 ? "" : Root + "/docs/rules/" + id + ".md";
}
