using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Protocols;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>Asks something of a vCPU from another thread.</summary>
public sealed class Requester
{
    private readonly VirtualCpu vcpu;
    private readonly LocalApic apic;
    private readonly VcpuBlock block;
    private readonly IMemory memory;
    private readonly IInterruptible ownProcessor;
    private readonly Word answer;

    /// <summary>Creates a requester.</summary>
    /// <param name="vcpu">The target.</param>
    /// <param name="apic">The APIC of the processor that runs the target.</param>
    /// <param name="block">How the target is woken.</param>
    /// <param name="memory">How the answer is accessed.</param>
    /// <param name="layout">Where the answer is.</param>
    /// <param name="ownProcessor">The processor that the requester runs on.</param>
    public Requester(
        VirtualCpu vcpu, LocalApic apic, VcpuBlock block, IMemory memory, MemoryLayout layout, IInterruptible ownProcessor)
    {
        this.memory = memory;
        this.ownProcessor = ownProcessor;
        answer = layout.Memory("answer");
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

    /// <summary>
    /// The same, and waits for a vCPU that was not outside guest mode: on return it has left the guest, or the page tables, that it was in.
    /// </summary>
    public void AskAndWait(Request request)
    {
        vcpu.Requests.Make(request);
        block.Wake();
        if (vcpu.MarkExiting() != VcpuMode.OutsideGuest)
            CallAndWait();
    }

    /// <summary>The host's handler of <see cref="HostVector.CallFunction"/>.</summary>
    public void Answer() => memory.Exchange(answer, 1);

    [Commit(typeof(RequestDelivery))]
    private void CallAndWait()
    {
        memory.Exchange(answer, 0);
        apic.Raise(HostVector.CallFunction);
        memory.IdleWhile(answer, 0, ownProcessor);
    }

    [Commit(typeof(RequestDelivery))]
    private void SendRescheduleIpi() => apic.Raise(HostVector.Reschedule);
}
