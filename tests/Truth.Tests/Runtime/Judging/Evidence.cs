using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>One run on which an operation or an exit is bad.</summary>
/// <param name="Lines">Where a report of it may stand.</param>
/// <param name="Missing">The steps that are missing there; empty where the event is not about missing steps.</param>
/// <param name="Answers">How the conditions of the program came out before it.</param>
internal sealed record Evidence(int[] Lines, string[] Missing, Answer[] Answers)
{
    /// <summary>Whether the run is one on this path, and what is missing there is so.</summary>
    public bool Takes(QuotedPath path, IReadOnlyList<Condition> conditions) =>
        path.Conditions.All(quoted => quoted.HoldsFor(conditions, Answers)) && (Missing.Length == 0 || path.Steps.All(Missing.Contains));
}
