using System.Collections.Immutable;
using System.Linq;

namespace EntryPath.Cli.Checking;

/// <summary>One stop on the path to a report.</summary>
/// <param name="Place">Where.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Changes">What it does to steps, in order.</param>
/// <param name="Outcome">For a condition, how it came out: "is true". Otherwise null.</param>
/// <param name="Role">Whether the path ends here.</param>
internal sealed record PathStep(Place Place, string Text, ImmutableArray<StepChange> Changes, string? Outcome, PathRole Role)
{
    /// <summary>What happens here, in a few words.</summary>
    public required string Label { get; init; }

    /// <summary>The member or local function that it stands in, by its name alone; null where it has none.</summary>
    public string? Member { get; init; }

    /// <summary>What a stop is called that is not the report itself.</summary>
    public static string LabelOf(string text, ImmutableArray<StepChange> changes, string? outcome, PathRole role)
    {
        if (role is PathRole.Later or PathRole.Call)
            return role == PathRole.Later ? "performed only here" : "comes here";

        string? done = changes.IsEmpty ? null : string.Join(", ", changes.GroupBy(static change => change.Verb).Select(static same =>
            same.Key + " " + string.Join(" and ", same.Select(static change => "'" + change.Step + "'").Distinct())));
        string? condition = outcome is null ? null : $"'{text}' {outcome}";
        return string.Join("; ", new[] { condition, done }.OfType<string>()) is { Length: > 0 } label ? label : "passes here";
    }
}

/// <summary>What a stop is to the report.</summary>
internal enum PathRole
{
    /// <summary>A call that leads to the path.</summary>
    Call,

    /// <summary>On the way.</summary>
    Way,

    /// <summary>Where it is reported.</summary>
    Report,

    /// <summary>Behind the end: where what is missing is performed too late.</summary>
    Later,
}

/// <summary>What became of a step.</summary>
/// <param name="Kind">As the analyzer names it.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Protocol">The documentation id of its protocol.</param>
/// <param name="Subject">Tells subjects apart within one report.</param>
internal sealed record StepChange(string Kind, string Step, string Protocol, string Subject)
{
    public string Verb => Kind switch
    {
        "performed" => "performs",
        "too-early" => "runs too early to count:",
        "undone" => "undoes",
        "used-up" => "uses up",
        _ => "voids",
    };

    /// <summary>Whether the step is in effect afterwards.</summary>
    public bool IsInEffect => Kind == "performed";
}
