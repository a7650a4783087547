using System.Collections.Generic;
using System.Globalization;
using EntryPath.Truth.Tests.Language;

namespace EntryPath.Truth.Tests.Analysis;

/// <summary>The counts of a run.</summary>
internal sealed class Tally
{
    public int Programs { get; private set; }

    public int Bad { get; private set; }

    public int Reported { get; private set; }

    public int TooManyStates { get; private set; }

    public List<TruthProgram> Missed { get; } = [];

    public List<TruthProgram> False { get; } = [];

    /// <summary>Of the programs that are reported, the share that has no bad path.</summary>
    public double FalseShare => Reported == 0 ? 0 : (double)False.Count / Reported;

    public void Add(IEnumerable<Judgement> judgements)
    {
        foreach (var judgement in judgements)
        {
            if (judgement.Truth is null)
            {
                TooManyStates++;
                continue;
            }

            Programs++;
            Bad += judgement.Truth.IsBad ? 1 : 0;
            Reported += judgement.IsReported ? 1 : 0;
            if (judgement.IsMissed)
                Missed.Add(judgement.Program);
            if (judgement.IsFalse)
                False.Add(judgement.Program);
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"truth: programs={Programs} bad={Bad} missed={Missed.Count} false={FalseShare * 100:F2}%");
}
