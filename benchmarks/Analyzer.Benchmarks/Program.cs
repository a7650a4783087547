using BenchmarkDotNet.Running;
using EntryPath.Benchmarks;

if (args is ["peers"])
    return await PeerTable.PrintAsync();

BenchmarkSwitcher.FromAssembly(typeof(AnalyzerCost).Assembly).Run(args);
return 0;
