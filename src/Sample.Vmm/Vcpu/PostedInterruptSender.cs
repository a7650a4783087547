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
        Notify(vcpu.ReadMode());
    }

    /// <summary>Reaches the vCPU in the way that its mode asks for.</summary>
    [Commit(typeof(InterruptPosting))]
    [Undo(InterruptPosting.ClaimNotification)]
    private void Notify(VcpuMode mode)
    {
        if (mode == VcpuMode.InGuest)
        {
            // The vCPU that runs here is handling a fast-path exit: it syncs before it enters again.
            if (!(runsOnVcpusProcessor && block.IsLoaded))
                apic.Raise(HostVector.Notification);
        }
        else
        {
            block.Wake();
        }
    }
}
