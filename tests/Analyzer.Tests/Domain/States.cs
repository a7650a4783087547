using System;
using CsCheck;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Tests.Domain;

/// <summary>Random states of a step, and the order of their lattice.</summary>
internal static class States
{
    /// <summary>The protocol of a step of each form: one that is no bracket, a bracket, and one that nests.</summary>
    public static readonly Protocol Forms = new(
        "Forms", "T:Forms", ordered: true, location: null,
        [
            new StepDefinition("Plain", 0, StepScope.Object),
            new StepDefinition("Bracket", 1, StepScope.Object) { IsBracket = true },
            new StepDefinition("Nested", 2, StepScope.Object) { IsBracket = true, Nestable = true },
        ]);

    public static readonly Gen<Depth> Depths =
        Gen.Select(Gen.Int[0, Depth.Max], Gen.Int[0, Depth.Max], static (least, more) => new Depth(least, Math.Min(least + more, Depth.Max)));

    public static readonly Gen<StepState> OfSteps =
        Gen.Select(Gen.Int[1, 8191], Depths, static (possibility, depth) => new StepState((Possibility)possibility, depth));

    /// <summary>Whether a law holds for many random examples, which are the same in every run: a seed is that of the first sample only.</summary>
    public static void Obey<T>(this Gen<T> examples, Func<T, bool> law) =>
        examples.Array[2000].Sample(all => Assert.All(all, example => Assert.True(law(example), $"{example}")), seed: "0N0XIzNsQ0O2", iter: 1, threads: 1);

    public static void Obey<T1, T2>(this Gen<(T1, T2)> examples, Func<T1, T2, bool> law) => examples.Obey(example => law(example.Item1, example.Item2));

    public static void Obey<T1, T2, T3>(this Gen<(T1, T2, T3)> examples, Func<T1, T2, T3, bool> law) => examples.Obey(example => law(example.Item1, example.Item2, example.Item3));

    /// <summary>Whether a state allows all that another one does.</summary>
    public static bool Contains(this StepState more, StepState less) =>
        !less.Has(~more.Possibility) && (new StepState(less.Possibility, new Depth(1, 1)).Depth.IsNone || more.Depth.Contains(less.Depth));

    /// <summary>Whether an interval lies within another one.</summary>
    public static bool Contains(this Depth more, Depth less) => more.Least <= less.Least && less.Most <= more.Most;
}
