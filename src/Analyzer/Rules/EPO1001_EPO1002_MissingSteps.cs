using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// EPO1001 and EPO1002: steps that an operation needs are not in effect. The first one that is missing for a reason of its own
/// decides which of the two it is; steps that are missing only since that one is are not named.
/// </summary>
internal static class MissingSteps
{
    /// <param name="finding">What is missing on one path.</param>
    /// <param name="story">That path.</param>
    /// <param name="elsewhere">What is missing on other paths only, each with one.</param>
    /// <param name="scene">The body that the path runs through.</param>
    /// <param name="location">Where it is reported.</param>
    /// <param name="caller">How the path comes here.</param>
    public static Violation Explain(
        Finding finding, Story? story, ImmutableArray<(ProtocolStep Step, Story? Story)> elsewhere, Scene scene, Location location, string? caller)
    {
        Performers performers = scene.Performers;
        ImmutableArray<Slot> slots = finding.Slots.OrderBy(static slot => slot.Step.Index).ToImmutableArray();
        var stories = slots.Select(slot => (Slot: slot, Story: StepStory.Of(slot, story))).ToList();
        (Slot root, StepStory why) = stories[0];
        ProtocolStep step = root.Step;
        List<ProtocolStep> others = stories.Skip(1)
            .Where(static other => other.Story.Fate is not (StepFate.OutOfPlace or StepFate.VoidedByUndo))
            .Where(other => !IsConsequence(why, other.Story))
            .Select(static other => other.Slot.Step)
            .Where(other => !ReferenceEquals(other, step))
            .Distinct()
            .ToList();
        string operation = Wording.Operation(finding, location);
        string also = Wording.Steps(others) is { Length: > 0 } more ? Texts.Say("Also", more) : string.Empty;
        foreach ((ProtocolStep missing, Story? there) in elsewhere)
        {
            also += Texts.Say("Also", Wording.Step(missing) + Wording.PathOf(there, location, branch => performers.Decides(branch, missing)));
            others.Add(missing);
        }

        ImmutableArray<ProtocolStep> named = others.Distinct().ToImmutableArray().Insert(0, step);
        string because = Wording.Because(step);
        // The reason is why it is needed, not why it is missing.
        string needs = Texts.Say("Needs", operation, Wording.Of(step)) + because + (because.Length > 0 ? "; " : ", but ");
        // What is missing because of another step depends on what that one depends on.
        ImmutableArray<ProtocolStep> decided = why.Fate is StepFate.Never or StepFate.Undone ? ImmutableArray.Create(step) : step.Protocol.Steps;
        string path = performers.IsPerformedBefore(step, finding.Instruction)
            ? Wording.PathOf(story, location, branch => decided.Any(one => performers.Decides(branch, one)))
            : string.Empty;
        ImmutableArray<Site> places = Story.Places(story);
        caller ??= string.Empty;
        ImmutableDictionary<string, string?> properties = FixProperties.Of(step).Add(FixProperties.Also, string.Join(",", others.Select(static other => other.Name).Distinct()));
        switch (why.Fate)
        {
            case StepFate.RanBefore when why.Performed is { } performed && why.Ended is { } ended:
                string helper = Wording.In(performed);
                string own = Wording.In(finding.Site);
                bool isElsewhere = helper != own && helper.Length > 0;
                return new Violation(
                    Descriptors.TooEarly,
                    location,
                    Texts.Say("TooEarly", Wording.At(performed, location) + (isElsewhere ? helper : string.Empty), Wording.At(ended, location)) + because
                    + Texts.Say("TooEarlyFor", operation + (isElsewhere && finding.Need is null ? own : string.Empty), Wording.Of(step)) + path + also)
                {
                    Caller = caller,
                    Path = places,
                    Story = story,
                    Missing = named,
                    Properties = properties.Add(FixProperties.Move, FixProperties.Down + "," + IndexOf(performed) + "," + IndexOf(why.Last ?? ended)),
                };

            case StepFate.Undone when why.Ended is { } ended:
                return Missing(needs + Texts.Say("NeedsUndone", Wording.At(ended, location)) + path);

            case StepFate.VoidedByUndo when why.Ended is { } ended:
                return Missing(needs + Texts.Say("NeedsVoided", Wording.At(ended, location)) + path);

            case StepFate.UsedUp when why.Ended is { } ended:
                return Missing(needs + Texts.Say("NeedsUsedUp", Wording.At(ended, location)) + Nor(step.Protocol, story, ended, performers, location) + path);

            case StepFate.OutOfPlace when why.Performed is { } performed:
                return Missing(needs + Texts.Say("NeedsOutOfPlace", Wording.At(performed, location)) + path);

            default:
                if (performers.Later(step, scene.SubjectOf(root), finding.Instruction) is { } later)
                {
                    // It stands behind the path, and the path cannot have been there.
                    places = places.Remove(later).Add(later);
                    return Missing(needs + (UncountedPerformance.ExplainAwait(scene, root, location) ?? Texts.Say("NeedsLater", Wording.At(later, location))) + path) with
                    {
                        Path = places,
                        Properties = properties.Add(FixProperties.Move, FixProperties.Up + "," + IndexOf(later)),
                    };
                }

                return Missing(needs + (UncountedPerformance.Explain(scene, root, story, path, finding.Instruction, location) is { } uncounted
                    ? uncounted + Nor(step.Protocol, story, null, performers, location)
                    : Nothing(scene, finding) + Nor(step.Protocol, story, null, performers, location) + path));
        }

        string IndexOf(Site site) => places.IndexOf(site).ToString(System.Globalization.CultureInfo.InvariantCulture);

        Violation Missing(string message) => new(Descriptors.Missing, location, message + also)
        {
            Caller = caller,
            Path = places,
            Story = story,
            Properties = properties,
            Missing = named,
        };
    }

    /// <summary>That nothing performs a step before an operation or, where the body disposes first of what may be the guard of it, after that.</summary>
    private static string Nothing(Scene scene, Finding finding)
    {
        List<string> disposed = scene.Solution.Needs.Where(entry => entry.Instruction.Id == finding.Instruction.Id && entry.Need.Chain.IsEmpty)
            .SelectMany(static entry => entry.Need.After).Select(ObjectNames.Of).OfType<string>().Distinct().Select(static name => "'" + name + "'").ToList();
        return disposed.Count == 0 ? Texts.Say("NeedsNothing") : Texts.Say("NeedsNothingSince", Wording.List(disposed));
    }

    /// <summary>
    /// The helper that the path calls since then (null: since the body's beginning), and that performs other steps of the protocol: ", and
    /// 'Recheck' (line 65) in 'Run' does not either".
    /// </summary>
    private static string Nor(Protocol protocol, Story? story, Site? since, Performers performers, Location reader)
    {
        for (Story? at = story; at is not null && !at.Site.Equals(since); at = at.Before)
        {
            if (at.Change is not null && ReferenceEquals(at.Slot.Step.Protocol, protocol) && performers.HelperCall(at.Site.Equals) is { } call)
                return Texts.Say("Nor", Wording.At(call, reader) + Wording.In(call));
        }

        return string.Empty;
    }

    /// <summary>Whether a step is missing only because it ran while the first one was missing.</summary>
    private static bool IsConsequence(StepStory root, StepStory other) =>
        other.Fate == StepFate.RanBefore && root.Fate == StepFate.RanBefore && Equals(root.Last, other.Last) && Equals(root.Performed, other.Performed);
}
