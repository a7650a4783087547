namespace EntryPath.Sample.Vmm.Commands;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Nothing was violated.</summary>
    public const int Clean = 0;

    /// <summary>A violation was found, or an interrupt lost.</summary>
    public const int Violation = 1;

    /// <summary>The arguments make no sense.</summary>
    public const int BadArguments = 2;

    /// <summary>Cancelled by the user.</summary>
    public const int Cancelled = 130;
}
