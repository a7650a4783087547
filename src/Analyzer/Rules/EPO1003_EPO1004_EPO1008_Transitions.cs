using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO1003, EPO1004 and EPO1008, and strict steps that run too late (EPO1002): bad transitions other than missing steps.</summary>
internal static class Transitions
{
    public static Violation Explain(Finding finding, Story? story, Performers performers, Location location)
    {
        ProtocolStep step = finding.Slots[0].Step;
        string operation = Wording.Operation(finding, location);
        string steps = Wording.Steps(finding.Slots.Select(static slot => slot.Step));
        string path = Wording.PathOf(story, location, branch => finding.Slots.Any(slot => performers.Decides(branch, slot.Step)));
        string since = Since(finding.Slots[0], story, location);
        // What the operation itself undoes or performs; the slots are those of the steps in its way. A helper's call may do several.
        ProtocolStep? acting = finding.Instruction is Instruction.Event happening ? happening.Step : null;
        string own = acting is null ? Texts.Say("AStep") : Wording.Step(acting);
        string because = acting is null ? string.Empty : Wording.Because(acting);
        ImmutableArray<Site> places = Story.Places(story);
        ImmutableDictionary<string, string?> properties = FixProperties.Of(step);
        if (finding is { Kind: FindingKind.TooLate, Need: null } && FirstOf(finding.Slots, story) is { } first)
            properties = properties.Add(FixProperties.Move, FixProperties.Before + "," + places.IndexOf(first).ToString(System.Globalization.CultureInfo.InvariantCulture));

        (DiagnosticDescriptor descriptor, string message) = finding.Kind switch
        {
            FindingKind.Forbidden => (Descriptors.Forbidden,
                Texts.Say("Forbidden", operation, Wording.Of(step)) + Said(Wording.Because(step), since, path)),
            FindingKind.NotInEffect => (Descriptors.BadUndo,
                Texts.Say("NotInEffect", operation, Wording.Of(step)) + Ended(finding.Slots[0], story, location) + path),
            FindingKind.OutOfOrder => (Descriptors.BadUndo,
                Texts.Say("OutOfOrder", operation, own, steps, step.Protocol.Name) + Said(because, since, path)),
            FindingKind.TooLate => (Descriptors.TooEarly,
                Texts.Say("TooLate", operation, steps, step.Protocol.Name) + Said(because, since, path)),
            FindingKind.Suspended => (Descriptors.Suspended,
                Texts.Say("Suspended", operation, steps, step.Protocol.Name) + Said(Wording.Because(step), since, path)),
            _ => throw new InvalidOperationException(finding.Kind.ToString()),
        };
        return new Violation(descriptor, location, message)
        {
            Path = places,
            Story = story,
            Properties = properties,
            IsMisplaced = finding.Kind == FindingKind.TooLate,
        };
    }

    private static string Said(string because, string since, string path) => because + since + (since.Length > 0 ? path : Wording.After(because, path));

    /// <summary>The first operation on the path that performed one of these steps.</summary>
    private static Site? FirstOf(ImmutableArray<Slot> slots, Story? story)
    {
        Site? first = null;
        for (Story? at = story; at is not null; at = at.Before)
        {
            if (at.Change == SlotChange.Performed && slots.Contains(at.Slot))
                first = at.Site;
        }

        return first;
    }

    private static string Since(Slot slot, Story? story, Location reader) =>
        Story.Performance(story, slot) is { } performed ? Texts.Say("PerformedIt", Wording.At(performed, reader)) : string.Empty;

    private static string Ended(Slot slot, Story? story, Location reader)
    {
        for (Story? at = story; at is not null; at = at.Before)
        {
            if (!ReferenceEquals(at.Slot.Step, slot.Step) || at.Slot.Subject != slot.Subject)
                continue;

            return at.Change switch
            {
                SlotChange.Undone => Texts.Say("NotInEffectUndone", Wording.At(at.Site, reader)),
                SlotChange.Voided or SlotChange.VoidedByUndo => Texts.Say("NotInEffectVoided", Wording.At(at.Site, reader)),
                _ => string.Empty,
            };
        }

        return string.Empty;
    }
}
