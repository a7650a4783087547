using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EntryPath.Benchmarks;
using EntryPath.Benchmarks.Fixing;
using EntryPath.Benchmarks.Real;

if (args is ["peers"])
    return await PeerTable.PrintAsync();

if (args is ["real", ..])
    return await RealCommand.RunAsync(args);

if (args is ["fixes", ..])
    return await FixCommand.RunAsync(args[1..]);

// In this process: a project of its own would need the name of the assembly, and the machine needs no set-up of its own.
var config = DefaultConfig.Instance.AddJob(AnalyzerCost.Job.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(AnalyzerCost).Assembly).Run(args, config);
return 0;
