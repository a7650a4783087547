using System;
using System.Collections.Generic;
using System.Linq;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>An undo of a bracket of an object, at a line.</summary>
internal readonly record struct UndoSite(int Line, string Slot);

/// <summary>One bad operation or exit: where a report of it may stand, with which id, and which steps it may say are missing.</summary>
internal sealed class Obligation(string key)
{
    public string Key => key;

    /// <summary>Whether it is the first bad event of some trace. Others may be reported, but need not be.</summary>
    public bool IsRequired { get; set; }

    /// <summary>For each run in which it is the first bad event, the undos before it that took over what the caller had left.</summary>
    public List<UndoSite[]> FirstAfter { get; } = [];

    public SortedSet<int> Lines { get; } = [];

    public SortedSet<string> Ids { get; } = [];

    /// <summary>The steps that are missing on some bad trace; empty where the event is not about missing steps.</summary>
    public SortedSet<string> Missing { get; } = [];

    public bool IsAbout(string text) => key.Contains(text, StringComparison.Ordinal);

    public bool Accepts(Report report) => Lines.Contains(report.Line) && Ids.Contains(report.Id);

    /// <summary>Whether the message names no step that is there.</summary>
    public bool Confirms(Report report) => Missing.Count == 0 || report.Named.All(Missing.Contains);

    public override string ToString() => string.Join('/', Ids) + " at line " + string.Join(", ", Lines)
        + (Missing.Count > 0 ? " (missing " + string.Join(", ", Missing) + ")" : "") + " [" + key + "]" + (IsRequired ? "" : " after another");
}
