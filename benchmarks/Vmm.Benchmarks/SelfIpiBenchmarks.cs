using BenchmarkDotNet.Attributes;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Running;

namespace EntryPath.Benchmarks.Vmm;

/// <summary>An interrupt to oneself on the model, directly and with an event request for each.</summary>
public class SelfIpiBenchmarks
{
    private const int Interrupts = 1000;

    private SelfIpi direct = null!;
    private SelfIpi eventRequest = null!;

    [GlobalSetup]
    public void Create()
    {
        direct = new SelfIpi(new DirectMemory(), requestsEvent: false);
        eventRequest = new SelfIpi(new DirectMemory(), requestsEvent: true);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Interrupts)]
    public void Direct()
    {
        for (var count = 0; count < Interrupts; count++)
            direct.Once();
    }

    [Benchmark(OperationsPerInvoke = Interrupts)]
    public void EventRequest()
    {
        for (var count = 0; count < Interrupts; count++)
            eventRequest.Once();
    }
}
