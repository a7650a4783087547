using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// What happened on the path to a report, as text for reports to draw: one line for each change of a step and each branch, in the order
/// of the path. A line is <c>place|what|step|subject|text</c>: the index of the additional location (-1: none), what became of the step
/// (<see cref="What"/>), its name with its protocol's, a number that tells subjects apart, and what stands there. A branch is
/// <c>place|branch|outcome||text</c>.
/// </summary>
internal static class Trace
{
    public const char Separator = '|';

    public const string Branch = "branch";

    public static string Of(Story? story, ImmutableArray<Site> places)
    {
        var events = new List<Story>();
        for (Story? at = story; at is not null; at = at.Before)
        {
            if (!at.IsDoubt)
                events.Add(at);
        }

        var text = new StringBuilder();
        for (int i = events.Count - 1; i >= 0; i--)
        {
            Story at = events[i];
            string[] fields = at.Change is { } change
                ? new[] { Place(at, places), What(change), NameOf(at.Slot.Step), at.Slot.Subject.ToString(CultureInfo.InvariantCulture), at.Site.Text }
                : new[] { Place(at, places), Branch, Wording.Outcome(at).TrimStart(), string.Empty, at.Site.Text };
            text.Append(text.Length > 0 ? "\n" : string.Empty).Append(string.Join("|", fields));
        }

        return text.ToString();
    }

    /// <summary>A step with its protocol's documentation id, which no other protocol has.</summary>
    public static string NameOf(ProtocolStep step) => step.Protocol.DocumentationId + "." + step.Name;

    /// <summary>What became of a step, in one word.</summary>
    public static string What(SlotChange change) => change switch
    {
        SlotChange.Performed => "performed",
        SlotChange.TooEarly => "too-early",
        SlotChange.Undone => "undone",
        SlotChange.Voided => "voided",
        SlotChange.VoidedByUndo => "voided-by-undo",
        SlotChange.UsedUp => "used-up",
        _ => throw new InvalidOperationException(change.ToString()),
    };

    private static string Place(Story at, ImmutableArray<Site> places) => places.IndexOf(at.Site).ToString(CultureInfo.InvariantCulture);
}
