using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace EntryPath.Truth.Tests.Runtime;

/// <summary>Where the processor time of a run goes. Phases do not overlap, so each has the time of the whole process.</summary>
internal static class Phase
{
    private static readonly ConcurrentDictionary<string, double> s_seconds = new();

    public static T Time<T>(string name, Func<T> work)
    {
        var before = Now();
        var result = work();
        s_seconds.AddOrUpdate(name, Now() - before, (_, old) => old + Now() - before);
        return result;
    }

    public static string Text => string.Join(", ", s_seconds.OrderByDescending(phase => phase.Value)
        .Select(phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Key} {phase.Value:F1}")));

    private static double Now()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }
}
