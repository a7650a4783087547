using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Protocols;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>Reads the shadow page table without a lock, as the fast handling of a page fault does.</summary>
public sealed class ShadowPageWalk
{
    private readonly IMemory memory;
    private readonly IProcessor processor;
    private readonly VirtualCpu vcpu;
    private readonly ShadowPage page;

    /// <summary>Creates the walk of one vCPU.</summary>
    public ShadowPageWalk(IMemory memory, IProcessor processor, VirtualCpu vcpu, ShadowPage page)
    {
        this.memory = memory;
        this.processor = processor;
        this.vcpu = vcpu;
        this.page = page;
    }

    /// <summary>Walks.</summary>
    public void Walk()
    {
        processor.DisableInterrupts();
        PublishMode();
        vcpu.FullBarrier();
        Read();
        End();
        processor.EnableInterrupts();
    }

    [Step(ShadowPageRead.PublishMode)]
    private void PublishMode() => memory.Write(vcpu.ModeWord, (ulong)VcpuMode.ReadingShadowPageTables);

    [Undo(ShadowPageRead.PublishMode)]
    private void End() => memory.Write(vcpu.ModeWord, (ulong)VcpuMode.OutsideGuest);

    [Commit(typeof(ShadowPageRead))]
    private void Read() => page.ReadIfLinked();
}
