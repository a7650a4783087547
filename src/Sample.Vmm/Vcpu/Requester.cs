using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Protocols;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>Asks something of a vCPU from another thread.</summary>
public sealed class Requester
{
    private readonly VirtualCpu vcpu;
    private readonly LocalApic apic;
    private readonly VcpuBlock block;

    /// <summary>Creates a requester.</summary>
    /// <param name="vcpu">The target.</param>
    /// <param name="apic">The APIC of the processor that runs the target.</param>
    /// <param name="block">How the target is woken.</param>
    public Requester(VirtualCpu vcpu, LocalApic apic, VcpuBlock block)
    {
        this.vcpu = vcpu;
        this.apic = apic;
        this.block = block;
    }

    /// <summary>Makes a request: it is served before the guest runs again, and the guest stops running if it does.</summary>
    public void Ask(Request request)
    {
        vcpu.Requests.Make(request);
        block.Wake();
        if (vcpu.MarkExiting() == VcpuMode.InGuest)
            SendRescheduleIpi();
    }

    [Commit(typeof(RequestDelivery))]
    private void SendRescheduleIpi() => apic.Raise(HostVector.Reschedule);
}
