using System;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Vcpu;

namespace EntryPath.Sample.Vmm.Running;

/// <summary>
/// The guest sends itself an interrupt, as the self-IPI tests do: exit, post from the vCPU's own thread, entry, delivery. On the route
/// before 2016 each post also makes an event request, which the next entry serves on its slow path.
/// </summary>
internal sealed class SelfIpi
{
    private readonly IMachine machine;
    private readonly RequestWord requests;
    private readonly bool requestsEvent;
    private long delivered;

    /// <summary>Creates a machine that does nothing else.</summary>
    /// <param name="memory">How its words are accessed.</param>
    /// <param name="requestsEvent">Whether each post makes an event request.</param>
    public SelfIpi(IMemory memory, bool requestsEvent)
    {
        this.requestsEvent = requestsEvent;
        var created = new Machine(memory, new ExitingGuest(_ => delivered++), new MachineOptions());
        requests = created.Vcpu.Requests;
        machine = created;
        machine.RunVcpuOnce();
    }

    /// <summary>How many interrupts the guest has handled.</summary>
    public long Delivered => delivered;

    /// <summary>One interrupt: posted while the vCPU is outside the guest, and delivered by the next entry.</summary>
    public void Once()
    {
        machine.Post(FastPath.TimerVector);
        if (requestsEvent)
            requests.Make(Request.Event);
        machine.RunVcpuOnce();
    }

    private sealed class ExitingGuest(Action<int> handler) : IGuest
    {
        public ExitReason? Execute(LocalApic apic) => ExitReason.Instruction;

        public void HandleInterrupt(int vector) => handler(vector);

        public void RequestServed(ulong request)
        {
        }
    }
}
