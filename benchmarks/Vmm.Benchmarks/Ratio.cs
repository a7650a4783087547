using System;
using BenchmarkDotNet.Mathematics;

namespace EntryPath.Benchmarks.Vmm;

/// <summary>The ratio of two measured means, with its 95 % confidence interval (delta method; the samples are independent).</summary>
internal readonly record struct Ratio(double Value, double Low, double High)
{
    private const double Normal95 = 1.96;

    public static Ratio Of(Statistics numerator, Statistics denominator)
    {
        var value = numerator.Mean / denominator.Mean;
        var relative = Math.Sqrt(
            Math.Pow(numerator.StandardError / numerator.Mean, 2) + Math.Pow(denominator.StandardError / denominator.Mean, 2));
        return new Ratio(value, value * (1 - (Normal95 * relative)), value * (1 + (Normal95 * relative)));
    }

    public override string ToString() => FormattableString.Invariant($"{Value:F3} [{Low:F3}, {High:F3}]");
}
