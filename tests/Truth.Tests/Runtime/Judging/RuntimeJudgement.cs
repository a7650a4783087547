using System.Collections.Generic;
using System.Linq;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>A program, what its runs say, and what the analyzer says.</summary>
internal sealed record RuntimeJudgement(string Text, IReadOnlyList<Obligation> Obligations, IReadOnlyList<Report> Reports, bool IsExhaustive)
{
    public bool IsBad => Obligations.Any(obligation => obligation.IsRequired);

    /// <summary>The bad operations that no report answers.</summary>
    public Obligation[] Missed => [.. Obligations.Where(obligation => obligation.IsRequired && !Reports.Any(obligation.Accepts))];

    /// <summary>The reports in a program without a bad path.</summary>
    public Report[] False => IsBad ? [] : [.. Reports.Where(report => !IsRight(report))];

    /// <summary>The reports in a bad program that stand where nothing is bad, with the wrong id, or name a step that is there.</summary>
    public Report[] Misplaced => IsBad ? [.. Reports.Where(report => !IsRight(report))] : [];

    private bool IsRight(Report report) => Obligations.Any(obligation => obligation.Accepts(report) && obligation.Confirms(report));
}
