using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>What a vCPU's thread does all the time: run the guest, or sleep while it is halted.</summary>
public sealed class RunLoop
{
    private readonly VirtualCpu vcpu;
    private readonly VcpuEntry entry;
    private readonly VcpuBlock block;
    private readonly ShadowPageWalk walk;

    /// <summary>Creates the run loop of a vCPU.</summary>
    public RunLoop(VirtualCpu vcpu, VcpuEntry entry, VcpuBlock block, ShadowPageWalk walk)
    {
        this.walk = walk;
        this.vcpu = vcpu;
        this.entry = entry;
        this.block = block;
    }

    /// <summary>One round. Everything that a round needs to know of the one before is in machine state.</summary>
    public void RunOnce()
    {
        if (vcpu.IsHalted)
        {
            block.WaitForWork();
            return;
        }

        switch (entry.EnterGuest())
        {
            case ExitReason.Halt:
                vcpu.IsHalted = true;
                break;

            case ExitReason.PageFault:
                walk.Walk();
                break;

            case ExitReason.Preempted:
                block.Preempt();
                break;
        }
    }
}
