using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using EntryPath.Cli.Loading;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Cli.Checking;

/// <summary>What a check has found.</summary>
/// <param name="Root">The folder that paths are told from.</param>
/// <param name="Findings">In the order of files and lines.</param>
/// <param name="Problems">What could not be checked.</param>
/// <param name="Sources">The text of each file that a finding shows lines of.</param>
/// <param name="Counts">How much was looked at.</param>
internal sealed record CheckResult(
    string Root, ImmutableArray<Finding> Findings, ImmutableArray<Problem> Problems, IReadOnlyDictionary<string, SourceText> Sources, CheckCounts Counts)
{
    /// <summary>What the code suppresses, in the order of files and lines: no finding, and told only where a format has a place for it.</summary>
    public ImmutableArray<Finding> Suppressed { get; init; } = [];

    /// <summary>What people are to look at: what the baseline does not have.</summary>
    public IEnumerable<Finding> Shown => Findings.Where(static finding => !finding.IsKnown);

    /// <summary>A path as reports show it: from the root, with forward slashes.</summary>
    public string Relative(string path)
    {
        if (path.Length == 0)
            return path;

        string relative = System.IO.Path.GetRelativePath(Root, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }

    /// <summary>A line of a file, counted from 1, without its indentation's tabs; empty where the file has none.</summary>
    public string Line(string path, int line) =>
        Sources.TryGetValue(path, out SourceText? text) && line >= 1 && line <= text.Lines.Count ? text.Lines[line - 1].ToString().Replace("\t", "    ") : string.Empty;
}

/// <summary>How much was looked at.</summary>
/// <param name="Projects">Projects that were checked.</param>
/// <param name="WithoutProtocol">Those of them in which no protocol is in force.</param>
/// <param name="Files">Files of the projects with protocols.</param>
/// <param name="Lines">Their lines.</param>
internal readonly record struct CheckCounts(int Projects, int WithoutProtocol, int Files, int Lines);
