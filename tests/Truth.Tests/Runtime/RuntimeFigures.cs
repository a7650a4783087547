using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EntryPath.Truth.Tests.Runtime.Judging;

namespace EntryPath.Truth.Tests.Runtime;

/// <summary>A program about which the analyzer and its runs say different things.</summary>
internal sealed record RuntimeDisagreement(string Kind, ulong Seed, RuntimeJudgement Judgement);

/// <summary>What has come of a run of programs.</summary>
internal sealed class RuntimeFigures
{
    private readonly List<RuntimeDisagreement> _disagreements = [];

    public int Programs { get; private set; }

    public int Bad { get; private set; }

    public int Uncompiled { get; private set; }

    /// <summary>How many paths messages describe by conditions, and how many of the quoted conditions are found nowhere in the program.</summary>
    public int Paths { get; private set; }

    public List<(ulong Seed, Quotation Quoted)> Unknown { get; } = [];

    public int Missed => Count("missed");

    public int False => Count("false");

    public int Misplaced => Count("misplaced");

    public IReadOnlyList<RuntimeDisagreement> Disagreements => _disagreements;

    /// <summary>Adds the program of a seed; null is one that does not compile.</summary>
    public void Add(ulong seed, RuntimeJudgement? judgement)
    {
        if (judgement is null)
        {
            Uncompiled++;
            return;
        }

        Programs++;
        Paths += judgement.Reports.Sum(report => report.Paths.Length);
        Unknown.AddRange(judgement.Unknown.Select(quoted => (seed, quoted)));
        Bad += judgement.IsBad ? 1 : 0;
        if (judgement.Missed.Length > 0)
            _disagreements.Add(new RuntimeDisagreement("missed", seed, judgement));
        if (judgement.False.Length > 0)
            _disagreements.Add(new RuntimeDisagreement("false", seed, judgement));
        if (judgement.Misplaced.Length > 0)
            _disagreements.Add(new RuntimeDisagreement("misplaced", seed, judgement));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"truth: judge=runtime programs={Programs} bad={Bad} missed={Missed} false={100.0 * False / Programs:F2}% misplaced={100.0 * Misplaced / Programs:F2}%");

    private int Count(string kind) => _disagreements.Count(one => one.Kind == kind);
}
