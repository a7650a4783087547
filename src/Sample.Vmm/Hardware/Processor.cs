using System;

namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>
/// A physical processor with posted-interrupt processing. In host mode with interrupts on it runs the host's handlers; with interrupts
/// off they stay pending; in guest mode it processes the notification vector itself and exits for every other one.
/// </summary>
public sealed class Processor : IProcessor
{
    private readonly IMemory memory;
    private readonly PostedInterruptDescriptor descriptor;
    private readonly VirtualApic virtualApic;
    private readonly EntryFields fields;
    private readonly IGuest guest;
    private readonly bool processesPostedInterrupts;
    private readonly Word preemptionOff;

    /// <summary>Creates a processor in host mode with interrupts on.</summary>
    /// <param name="memory">How its words are accessed.</param>
    /// <param name="layout">Where its words are.</param>
    /// <param name="descriptor">The posted-interrupt descriptor that the vCPU's control structure names.</param>
    /// <param name="virtualApic">The virtual APIC that the vCPU's control structure names.</param>
    /// <param name="fields">The VM-entry fields.</param>
    /// <param name="guest">What runs in guest mode.</param>
    /// <param name="processesPostedInterrupts">Whether APIC virtualization is active, and with it posted-interrupt processing.</param>
    public Processor(
        IMemory memory,
        MemoryLayout layout,
        PostedInterruptDescriptor descriptor,
        VirtualApic virtualApic,
        EntryFields fields,
        IGuest guest,
        bool processesPostedInterrupts)
    {
        this.memory = memory;
        this.descriptor = descriptor;
        this.virtualApic = virtualApic;
        this.fields = fields;
        this.guest = guest;
        this.processesPostedInterrupts = processesPostedInterrupts;
        Apic = new LocalApic(memory, layout);
        InterruptFlag = layout.Control("interrupts", 1, static value => value == 0 ? "off" : "on");
        GuestRuns = layout.Control("guest", describe: static value => value == 0 ? "exit" : "entry");
        preemptionOff = layout.Register("preemption", describe: static value => value == 0 ? "on" : "off");
    }

    /// <inheritdoc/>
    public LocalApic Apic { get; }

    /// <summary>The interrupt flag: 1 while the host accepts interrupts.</summary>
    public Word InterruptFlag { get; }

    /// <summary>1 between VM entry and VM exit.</summary>
    public Word GuestRuns { get; }

    /// <summary>1 while the scheduler must leave the thread where it is.</summary>
    public Word PreemptionOff => preemptionOff;

    /// <summary>Runs the host's handler of a vector that was taken in host mode. Without one, the vector is ignored.</summary>
    public Action<HostVector>? HostHandler { get; set; }

    /// <inheritdoc/>
    public bool AcceptsInterrupts => memory.Read(InterruptFlag) != 0 && memory.Read(GuestRuns) == 0;

    /// <inheritdoc/>
    public void DisablePreemption() => memory.Write(preemptionOff, 1);

    /// <inheritdoc/>
    public void EnablePreemption() => memory.Write(preemptionOff, 0);

    /// <inheritdoc/>
    public void DisableInterrupts()
    {
        memory.InstructionBoundary(this);
        memory.Write(InterruptFlag, 0);
    }

    /// <inheritdoc/>
    public void EnableInterrupts()
    {
        memory.Write(InterruptFlag, 1);
        memory.InstructionBoundary(this);
    }

    /// <inheritdoc/>
    public bool ServiceInterrupt()
    {
        if (Apic.Peek() is not { } vector)
            return false;
        Apic.Acknowledge(vector);
        HostHandler?.Invoke(vector);
        return true;
    }

    /// <inheritdoc/>
    public void HandleExitInterrupt()
    {
        if (fields.ExitInterrupt is not { } vector)
            return;
        fields.ExitInterrupt = null;
        HostHandler?.Invoke(vector);
    }

    /// <inheritdoc/>
    public ExitReason RunGuest()
    {
        memory.Write(GuestRuns, 1);
        InjectEvent();
        var reason = RunUntilExit();
        memory.Write(GuestRuns, 0);
        return reason;
    }

    private void InjectEvent()
    {
        var vector = fields.Event;
        if (vector == 0)
            return;
        fields.Event = 0;
        guest.HandleInterrupt(vector);
        virtualApic.EndOfInterrupt();
    }

    private ExitReason RunUntilExit()
    {
        if (fields.ImmediateExit)
        {
            fields.ImmediateExit = false;
            return ExitReason.Instruction;
        }

        while (true)
        {
            if (processesPostedInterrupts)
                DeliverVirtualInterrupts();
            if (guest.Execute(Apic) is { } exit)
                return exit;
            if (Apic.Peek() is not { } vector)
                continue;
            Apic.Acknowledge(vector);
            if (vector != HostVector.Notification || !processesPostedInterrupts)
            {
                fields.ExitInterrupt = vector;
                return ExitReason.ExternalInterrupt;
            }

            ProcessPostedInterrupts();
        }
    }

    /// <summary>The notification is acknowledged: clears ON, drains the PIR into vIRR and raises RVI, in this order.</summary>
    private void ProcessPostedInterrupts()
    {
        descriptor.ClearOn();
        for (var index = 0; index < PostedInterruptDescriptor.PirWords; index++)
        {
            var bits = descriptor.TakePir(index);
            if (bits != 0)
                virtualApic.Merge(index, bits);
        }

        virtualApic.WriteRvi(Math.Max(virtualApic.HighestRequested(), 0));
    }

    /// <summary>Delivers what RVI names while its priority allows it; the guest ends each interrupt before the next is considered.</summary>
    private void DeliverVirtualInterrupts()
    {
        for (var vector = virtualApic.ReadRvi(); virtualApic.TryBeginService(vector); vector = virtualApic.ReadRvi())
        {
            virtualApic.WriteRvi(Math.Max(virtualApic.HighestRequested(), 0));
            guest.HandleInterrupt(vector);
            virtualApic.EndOfInterrupt();
        }
    }
}
