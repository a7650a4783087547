using System;
using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EntryPath.Benchmarks.Vmm;

if (args is ["peers", .. var races])
    return PeerTable.Run(races is ["1"] ? [1] : races is ["2"] ? [2] : [1, 2]);

// In this process: a project of its own would need the name of the assembly, and the machine needs no set-up of its own.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
var summary = BenchmarkRunner.Run<SelfIpiBenchmarks>(config, args);
var direct = Statistics(nameof(SelfIpiBenchmarks.Direct));
var request = Statistics(nameof(SelfIpiBenchmarks.EventRequest));
if (direct is null || request is null)
    return 1;
Console.WriteLine($"event request / direct = {Ratio.Of(request, direct)} (95 % confidence)");
return 0;

BenchmarkDotNet.Mathematics.Statistics? Statistics(string method) =>
    summary.Reports.SingleOrDefault(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method)?.ResultStatistics;
