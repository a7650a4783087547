using System.Linq;
using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>Where the explorer finds the words that decide who may act and what counts as lost.</summary>
internal sealed class MachineMap
{
    public MachineMap(MemoryLayout layout)
    {
        Words = [.. layout.Words];
        InterruptFlag = Find("interrupts");
        GuestRuns = Find("guest");
        PreemptionOff = Find("preemption");
        Pending = Find("pending");
        Mode = Find("mode");
        Requests = Find("requests");
        ThreadState = Find("thread");
        Descriptor = Find("PID");
        ReadAfterFree = Find("read after free");
        WakeupList = Find("wakeup list");
        Pir = [Find("PIR[0]"), Find("PIR[1]"), Find("PIR[2]"), Find("PIR[3]")];
        ExitInterrupt = Find("exit interrupt");
        Irr = [Find("vIRR[0]"), Find("vIRR[1]"), Find("vIRR[2]"), Find("vIRR[3]")];
        Isr = [Find("vISR[0]"), Find("vISR[1]"), Find("vISR[2]"), Find("vISR[3]")];
    }

    public Word[] Words { get; }

    public int InterruptFlag { get; }

    public int GuestRuns { get; }

    public int PreemptionOff { get; }

    public int Pending { get; }

    public int Mode { get; }

    public int Requests { get; }

    public int ThreadState { get; }

    public int Descriptor { get; }

    public int ReadAfterFree { get; }

    public int WakeupList { get; }

    public int[] Pir { get; }

    public int[] Irr { get; }

    public int[] Isr { get; }

    public int ExitInterrupt { get; }

    private int Find(string name) => Words.Single(word => word.Name == name).Index;
}
