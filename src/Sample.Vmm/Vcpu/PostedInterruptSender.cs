using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Protocols;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>Posts interrupts to a vCPU by software.</summary>
public sealed class PostedInterruptSender
{
    private readonly VirtualCpu vcpu;
    private readonly LocalApic apic;
    private readonly VcpuBlock block;
    private readonly bool runsOnVcpusProcessor;

    /// <summary>Creates a sender.</summary>
    /// <param name="vcpu">The target.</param>
    /// <param name="apic">The APIC of the processor that runs the target.</param>
    /// <param name="block">How the target is woken.</param>
    /// <param name="runsOnVcpusProcessor">Whether it runs on that processor: in an interrupt handler, or on the vCPU's thread.</param>
    public PostedInterruptSender(VirtualCpu vcpu, LocalApic apic, VcpuBlock block, bool runsOnVcpusProcessor)
    {
        this.vcpu = vcpu;
        this.apic = apic;
        this.block = block;
        this.runsOnVcpusProcessor = runsOnVcpusProcessor;
    }

    /// <summary>Posts a vector; it will be delivered once, however often it is posted until then.</summary>
    /// <param name="vector">16 to 255.</param>
    public void Post(int vector)
    {
        if (vcpu.Descriptor.TestAndSetPir(vector))
            return;
        if (vcpu.Descriptor.TestAndSetOn())
            return;
        if (vcpu.ReadMode() != VcpuMode.InGuest)
            WakeVcpu();
        else if (TargetRunsHere())
            LeaveToReentry();
        else
            SendNotification();
    }

    private bool TargetRunsHere() => runsOnVcpusProcessor && block.IsLoaded;

    /// <summary>Outside guest mode nothing more is needed: the next entry syncs after its mode write.</summary>
    [Commit(typeof(InterruptPosting))]
    [Undo(InterruptPosting.ClaimNotification)]
    private void WakeVcpu() => block.Wake();

    /// <summary>In guest mode the interrupt is handled by the processor, or stays pending until it can be.</summary>
    [Commit(typeof(InterruptPosting))]
    [Undo(InterruptPosting.ClaimNotification)]
    private void SendNotification() => apic.Raise(HostVector.Notification);

    /// <summary>A vCPU in guest mode that runs here is handling a fast-path exit: it syncs before it enters again.</summary>
    [Commit(typeof(InterruptPosting))]
    [Undo(InterruptPosting.ClaimNotification)]
    private static void LeaveToReentry()
    {
    }
}
