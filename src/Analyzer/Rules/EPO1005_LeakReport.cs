using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>How EPO1005 is told.</summary>
internal sealed class LeakReport
{
    private readonly BodySolution _solution;
    private readonly CancellationToken _cancellation;

    public LeakReport(BodySolution solution, CancellationToken cancellation)
    {
        _solution = solution;
        _cancellation = cancellation;
    }

    /// <summary>The report of one cause: what is so of several brackets of a protocol at one way out.</summary>
    public Violation Of(List<Leak> cause)
    {
        Leak first = cause[0];
        Location location = first.Location;
        List<ProtocolStep> steps = cause.Select(static leak => leak.Slot.Step).Distinct().ToList();
        string subject = steps.Count == 1
            ? Texts.Say("OneIs", Wording.Of(steps[0]))
            : Texts.Say("SeveralAre", Wording.Steps(steps), steps[0].Protocol.Name);
        string what = Texts.Say(first.What, first.State.Exit.Kind == ExitKind.Left ? Texts.Say("WhereLeft") : first.At is null ? AfterHelper(location) : string.Empty, OtherExits(cause, location)) + first.After;
        string advice = first.IsOpen && steps.Count == 1 && Wording.Undo(steps[0]) is { Length: > 0 } undo ? Texts.Say("UndoneBy", undo) : string.Empty;
        string path = first.At is null ? PathOf(first, location) : string.Empty;
        string since = steps.Count == 1 ? Since(cause, location) : string.Empty;
        string because = Wording.Because(steps[0]);
        return new Violation(Descriptors.LeftInEffect, location, subject + what + because + Wording.After(because, path) + since + advice)
        {
            Path = Flow.Story.Places(first.Story),
            Story = first.Story,
            Protocol = first.Slot.Step.Protocol,
            Assumed = first.Assumed,
            Properties = FixProperties.Of(first.Slot.Step)
                .AddRange(Known(FixProperties.Open, Openings(cause)))
                .AddRange(Known(FixProperties.Together, steps.Count > 1 ? string.Join(",", steps.Skip(1).Select(static step => step.Name)) : null)),
        };
    }

    private static IEnumerable<KeyValuePair<string, string?>> Known(string key, string? value)
    {
        if (value is not null)
            yield return new KeyValuePair<string, string?>(key, value);
    }

    /// <summary>The further ways out where it is so, of all brackets or of some: " and at the one in line 23".</summary>
    private string OtherExits(List<Leak> cause, Location reported)
    {
        List<SortedSet<int>> ofEach = cause.ConvertAll(leak => LinesOf(leak, reported));
        var ofAll = new SortedSet<int>(ofEach[0].Where(line => ofEach.TrueForAll(lines => lines.Contains(line))));
        var ofSome = new SortedSet<int>(ofEach.SelectMany(static lines => lines).Except(ofAll));
        return Told(ofAll, "AlsoAtExit", "AlsoAtExits") + Told(ofSome, "PartlyAtExit", "PartlyAtExits");

        static string Told(SortedSet<int> lines, string one, string several) => lines.Count == 0 ? string.Empty
            : Texts.Say(lines.Count > 1 ? several : one, string.Join(", ", lines.Select(static line => line.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    private SortedSet<int> LinesOf(Leak leak, Location reported)
    {
        var lines = new SortedSet<int>();
        foreach (IGrouping<Location, ExitState> exit in leak.Candidates.GroupBy(static state => state.Exit.Site.Location))
        {
            if (!exit.Key.Equals(reported) && exit.Key.IsInSource && ExitPath.To(_solution, leak.Slot, exit.ToImmutableArray(), leak.Property, _cancellation) is not null)
                lines.Add(exit.First().Exit.Site.Line);
        }

        lines.Remove(leak.State.Exit.Site.Line);
        return lines;
    }

    /// <summary>The brackets that an undo could close, with the place among those of the path that opened each; null where one has none.</summary>
    private static string? Openings(List<Leak> cause)
    {
        var openings = new List<string>();
        foreach (Leak leak in cause)
        {
            int place = Flow.Story.Performance(leak.Story, leak.Slot) is { } opening ? Flow.Story.Places(cause[0].Story).IndexOf(opening) : -1;
            if (!leak.IsOpen || place < 0)
                return null;

            openings.Add(leak.Slot.Step.Name + "," + place.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return string.Join(";", openings.Distinct());
    }

    /// <summary>The helper whose result is returned: ", after 'Cancel' (line 61) in 'Run'".</summary>
    private string AfterHelper(Location exit)
    {
        Site? call = exit.IsInSource
            ? _solution.Performers.HelperCall(site => site.Location.SourceTree == exit.SourceTree && exit.SourceSpan.Contains(site.Location.SourceSpan))
            : null;
        return call is null ? string.Empty : Texts.Say("AfterHelper", Wording.At(call, exit) + Wording.In(call));
    }

    private string PathOf(Leak leak, Location reader) => Wording.PathOf(leak.Story, reader, branch => _solution.Performers.Decides(branch, leak.Slot.Step));

    /// <summary>The operations that changed the brackets, one for each object: "; 'first.Rent' (line 11) and 'second.Rent' (line 12) performed it".</summary>
    private static string Since(List<Leak> cause, Location reader)
    {
        foreach (SlotChange change in new[] { SlotChange.Performed, SlotChange.Undone })
        {
            List<Site> changes = cause.Select(Latest).Where(at => at?.Change == change).Select(static at => at!.Site).Distinct().ToList();
            List<string> sites = changes.Select(site => Wording.At(changes.Count > 1 ? Wording.WithObject(site) : site, reader)).ToList();
            if (sites.Count > 0)
                return Texts.Say(change == SlotChange.Performed ? "PerformedIt" : "UndidIt", string.Join(Texts.Say("And"), sites));
        }

        return string.Empty;
    }

    /// <summary>The last operation of the path that performed or undid a bracket.</summary>
    private static Story? Latest(Leak leak) => Flow.Story.Latest(leak.Story, at => at.Change is SlotChange.Performed or SlotChange.Undone && at.Slot == leak.Slot);
}
