using System;
using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>An undo of a bracket of an object, at a line.</summary>
internal readonly record struct UndoSite(int Line, string Slot);

/// <summary>One bad operation or exit: where a report of it may stand, with which id, and which steps it may say are missing on which path.</summary>
internal sealed class Obligation(string key)
{
    public string Key => key;

    /// <summary>Whether it is the first bad event of some trace. Others may be reported, but need not be.</summary>
    public bool IsRequired { get; set; }

    /// <summary>For each run in which it is the first bad event, the undos before it that took over what the caller had left.</summary>
    public List<UndoSite[]> FirstAfter { get; } = [];

    public SortedSet<int> Lines { get; } = [];

    public SortedSet<string> Ids { get; } = [];

    /// <summary>The bad runs.</summary>
    public List<Evidence> Evidence { get; } = [];

    private IEnumerable<string> Missing => Evidence.SelectMany(one => one.Missing).Distinct().Order();

    public bool IsAbout(string text) => key.Contains(text, StringComparison.Ordinal);

    public bool Accepts(Report report) => Lines.Contains(report.Line) && Ids.Contains(report.Id);

    /// <summary>Whether a report tells it: where it stands, or at another way out that its message names.</summary>
    public bool IsToldBy(Report report) => Accepts(report) || (Ids.Contains(report.Id) && report.AlsoAt.Any(Lines.Contains));

    /// <summary>Whether each step that the message names is missing on some bad run, and each path that it describes is that of one.</summary>
    public bool Confirms(Report report, IReadOnlyList<Condition> conditions)
    {
        var bad = Evidence.Where(one => one.Lines.Contains(report.Line)).ToArray();
        return report.Named.All(name => bad.Any(one => one.Missing.Length == 0 || one.Missing.Contains(name))) && report.Paths.All(path => bad.Any(one => one.Takes(path, conditions)));
    }

    public override string ToString() => string.Join('/', Ids) + " at line " + string.Join(", ", Lines)
        + (Missing.Any() ? " (missing " + string.Join(", ", Missing) + ")" : "") + " [" + key + "]" + (IsRequired ? "" : " after another");
}
