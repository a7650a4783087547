using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>A path in a message.</summary>
/// <param name="Steps">The steps that the message says are missing on it.</param>
/// <param name="Conditions">The conditions that it says hold on it.</param>
internal sealed record QuotedPath(string[] Steps, Quotation[] Conditions)
{
    private const string Begins = "on the path where ";
    private const string Others = "it also misses ";
    private const string Objects = "; this holds for ";

    private static readonly Regex s_name = new("'(\\w+)'");

    /// <summary>The paths that a message describes, of which the first is that on which the first step is missing.</summary>
    public static QuotedPath[] Of(string message, string? step)
    {
        var parts = message.Split(Begins);
        var paths = new List<QuotedPath>();
        for (var index = 1; index < parts.Length; index++)
        {
            // The objects for which it holds lack the first step.
            var others = parts[index - 1].LastIndexOf(Others, System.StringComparison.Ordinal);
            var isOfObjects = parts[index - 1].LastIndexOf(Objects, System.StringComparison.Ordinal) > others;
            string[] steps = others >= 0 && !isOfObjects ? [.. s_name.Matches(parts[index - 1][others..]).Select(name => name.Groups[1].Value)] : step is null ? [] : [step];
            if (Quotation.Of(parts[index]) is { Length: > 0 } conditions)
                paths.Add(new QuotedPath(steps, conditions));
        }

        return [.. paths];
    }
}
