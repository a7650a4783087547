using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace EntryPath.Cli.Checking;

/// <summary>One report, with all that the formats show of it.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Severity">As the project's settings have it.</param>
/// <param name="Message">The whole sentence.</param>
/// <param name="Place">Where.</param>
/// <param name="Project">The project's name.</param>
internal sealed record Finding(string Id, DiagnosticSeverity Severity, string Message, Place Place, string Project)
{
    /// <summary>The member it is in, with its types and namespace; null outside of members.</summary>
    public string? Member { get; init; }

    /// <summary>The protocol it is about, by name; null for one about rules.</summary>
    public string? Protocol { get; init; }

    /// <summary>The step it is about, by name.</summary>
    public string? Step { get; init; }

    /// <summary>The stops of the path; the report itself is one of them. Empty: there is no path to tell.</summary>
    public ImmutableArray<PathStep> Path { get; init; } = [];

    /// <summary>The protocol beside the path.</summary>
    public Ladder? Ladder { get; init; }

    public SuggestedFix? Fix { get; init; }

    /// <summary>The same for the same mistake after other lines of the file, or its folder, have changed.</summary>
    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>How the code suppresses it; null: it does not.</summary>
    public Suppression? Suppression { get; init; }

    /// <summary>Whether the baseline has it.</summary>
    public bool IsKnown { get; init; }

    /// <summary>The severity in one word.</summary>
    public string Level => Severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary>All files that it shows lines of.</summary>
    public ImmutableArray<string> Files => [.. Path.Select(static stop => stop.Place.Path).Append(Place.Path).Where(static path => path.Length > 0).Distinct()];
}

/// <summary>A report that the code itself suppresses, by <c>#pragma</c> or <c>[SuppressMessage]</c>.</summary>
/// <param name="Justification">What the attribute gives as the reason; null: nothing.</param>
internal sealed record Suppression(string? Justification);
