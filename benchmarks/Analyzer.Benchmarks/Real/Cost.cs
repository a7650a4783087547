using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace EntryPath.Benchmarks.Real;

/// <summary>What one run took: processor time of the whole process, and what it allocated.</summary>
internal readonly record struct Cost(double Milliseconds, double Megabytes)
{
    /// <summary>Measures one run, after a collection of what earlier ones left.</summary>
    public static async Task<Cost> OfAsync(Func<Task> run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan used = Environment.CpuUsage.TotalTime;
        await run().ConfigureAwait(false);
        return new Cost((Environment.CpuUsage.TotalTime - used).TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1048576.0);
    }

    public static Cost Median(IReadOnlyCollection<Cost> costs) =>
        new(Median(costs.Select(static cost => cost.Milliseconds)), Median(costs.Select(static cost => cost.Megabytes)));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Text(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
