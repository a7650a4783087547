using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>A program, what its runs say, and what the analyzer says.</summary>
/// <param name="Text">The program.</param>
/// <param name="Conditions">The places in it that decide where it goes on.</param>
/// <param name="Obligations">What has to be reported, and what may be.</param>
/// <param name="Reports">What is reported.</param>
/// <param name="IsExhaustive">Whether there was no other run.</param>
internal sealed record RuntimeJudgement(
    string Text, IReadOnlyList<Condition> Conditions, IReadOnlyList<Obligation> Obligations, IReadOnlyList<Report> Reports, bool IsExhaustive)
{
    public bool IsBad => Obligations.Any(obligation => obligation.IsRequired);

    /// <summary>The bad operations that no report answers.</summary>
    public Obligation[] Missed => [.. Obligations.Where(obligation => obligation.IsRequired && !Reports.Any(obligation.IsToldBy))];

    /// <summary>The reports in a program without a bad path.</summary>
    public Report[] False => IsBad ? [] : [.. Reports.Where(report => !IsRight(report))];

    /// <summary>The reports in a bad program that stand where nothing is bad, with the wrong id, or name a step that is there or a path that is not bad.</summary>
    public Report[] Misplaced => IsBad ? [.. Reports.Where(report => !IsRight(report))] : [];

    private bool IsRight(Report report) => Obligations.Any(obligation => obligation.Accepts(report) && obligation.Confirms(report, Conditions));

    /// <summary>The quoted conditions that are none of the program: nothing is known of how they came out.</summary>
    public IEnumerable<Quotation> Unknown => Reports.SelectMany(report => report.Paths).SelectMany(path => path.Conditions).Where(quoted => !Conditions.Any(quoted.Means));
}
