using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;

namespace EntryPath.Analyzer.Rules;

/// <summary>The objects for which one operation lacks a step, where they are several.</summary>
internal static class LackingObjects
{
    /// <summary>So many are named beside the first.</summary>
    private const int MaxOthers = 2;

    /// <summary>The objects as messages name them, each with the condition of its path that last came out differently on that of the first.</summary>
    /// <param name="solution">The body.</param>
    /// <param name="finding">The operation, with all that it lacks on some path.</param>
    /// <param name="shown">The same, with what it lacks on the path that is shown.</param>
    /// <param name="story">That path.</param>
    /// <param name="isIt">Whether a finding is of this operation.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static ImmutableArray<string> Of(
        BodySolution solution, Finding finding, Finding shown, Story? story, Func<Exploration.Heard, bool> isIt, CancellationToken cancellation)
    {
        if (finding.Kind != FindingKind.Missing || shown.Slots.IsEmpty || ObjectNames.Of(solution, shown.Slots[0].Subject) is not { } first)
            return ImmutableArray<string>.Empty;

        Slot known = shown.Slots[0];
        string path = string.Empty;
        var further = new List<string>();
        foreach (Slot slot in finding.Slots.Where(slot => ReferenceEquals(slot.Step, known.Step) && slot.Subject != known.Subject).Take(MaxOthers))
        {
            Witness.Answer other = solution.Witness.Find(one => isIt(one) && one.Finding.Slots.Contains(slot), isSecond: true, cancellation);
            if (!other.Found || ObjectNames.Of(solution, slot.Subject) is not { } name || name == first)
                continue;

            if (path.Length == 0)
                path = Parting(story, other.Story);

            further.Add("'" + name + "'" + Parting(other.Story, story));
        }

        return further.Prepend("'" + first + "'" + path).ToImmutableArray();

        string Parting(Story? own, Story? other) => Story.Latest(own, at => at.IsBranch && IsOtherwise(at, other)) is { } parting
            ? Wording.PathOf(own, finding.Site.Location, branch => ReferenceEquals(branch, parting))
            : string.Empty;

        static bool IsOtherwise(Story branch, Story? other) =>
            Story.Latest(other, at => at.IsBranch && at.Site.Equals(branch.Site)) is { } same && same.Truth != branch.Truth;
    }
}
