namespace EntryPath.Cli.Commands;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Everything was checked, and nothing that counts was reported.</summary>
    public const int Clean = 0;

    /// <summary>Something was reported that <c>--fail-on</c> counts and the baseline does not have.</summary>
    public const int Reported = 1;

    /// <summary>The arguments make no sense, or something could not be loaded, compiled, read or written.</summary>
    public const int Failed = 2;

    /// <summary>Cancelled by the user.</summary>
    public const int Cancelled = 130;
}
