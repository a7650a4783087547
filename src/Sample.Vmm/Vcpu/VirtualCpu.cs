using System;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Protocols;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>One vCPU: its mode, its requests, and the way of posted interrupts into its virtual APIC.</summary>
public sealed class VirtualCpu
{
    private readonly IMemory memory;
    private readonly IProcessor processor;
    private readonly IGuest guest;
    private readonly Word mode;
    private readonly Word halted;

    /// <summary>Creates a vCPU in host mode.</summary>
    public VirtualCpu(
        IMemory memory,
        MemoryLayout layout,
        IProcessor processor,
        PostedInterruptDescriptor descriptor,
        VirtualApic apic,
        EntryFields fields,
        IGuest guest,
        bool isApicvActive)
    {
        this.memory = memory;
        this.processor = processor;
        this.guest = guest;
        Descriptor = descriptor;
        Apic = apic;
        Fields = fields;
        IsApicvActive = isApicvActive;
        Requests = new RequestWord(memory, layout);
        mode = layout.Memory("mode", describe: static value => ((VcpuMode)value).ToString());
        halted = layout.Register("halted");
    }

    /// <summary>Where its interrupts are posted.</summary>
    public PostedInterruptDescriptor Descriptor { get; }

    /// <summary>What the processor delivers from.</summary>
    public VirtualApic Apic { get; }

    /// <summary>What the next entry injects.</summary>
    public EntryFields Fields { get; }

    /// <summary>What others have asked for.</summary>
    public RequestWord Requests { get; }

    /// <summary>Whether the processor delivers from the virtual APIC; otherwise the host injects each interrupt.</summary>
    public bool IsApicvActive { get; }

    /// <summary>The word that holds a <see cref="VcpuMode"/>.</summary>
    public Word ModeWord => mode;

    /// <summary>1 while the guest waits for an interrupt.</summary>
    public Word HaltedWord => halted;

    /// <summary>Whether the guest waits for an interrupt; only the vCPU's thread asks and tells.</summary>
    public bool IsHalted
    {
        get => memory.Read(halted) != 0;
        set => memory.Write(halted, value ? 1ul : 0);
    }

    /// <summary>A plain store: it can still be in the store buffer when later loads are made.</summary>
    [Step(GuestEntry.SetInGuestMode, Value = VcpuMode.InGuest)]
    [Undo(GuestEntry.SetInGuestMode, Value = VcpuMode.OutsideGuest)]
    public void SetMode(VcpuMode value) => memory.Write(mode, (ulong)value);

    /// <summary>The mode, as a sender reads it to decide how to notify.</summary>
    [Step(InterruptPosting.ReadMode)]
    public VcpuMode ReadMode() => (VcpuMode)memory.Read(mode);

    /// <summary>Tells a vCPU in guest mode to leave it. Others may make this change only, and the first one owes an interrupt.</summary>
    /// <returns>The mode before.</returns>
    [Step(RequestDelivery.MarkExiting)]
    public VcpuMode MarkExiting() =>
        (VcpuMode)memory.CompareExchange(mode, (ulong)VcpuMode.ExitingGuest, (ulong)VcpuMode.InGuest);

    /// <summary>The mode write is visible before what follows is read (<c>smp_mb__after_srcu_read_unlock</c>).</summary>
    [Step(GuestEntry.FullBarrier)]
    [Step(ShadowPageRead.FullBarrier)]
    public void FullBarrier() => memory.FullBarrier();

    /// <summary>Moves what was posted into vIRR and publishes it. Legal at any time on the vCPU's own thread.</summary>
    [Step(GuestEntry.SyncPirToIrr)]
    public void SyncPirToIrr()
    {
        if (!Descriptor.IsOnSet())
            return;
        Descriptor.ClearOn();
        for (var index = 0; index < PostedInterruptDescriptor.PirWords; index++)
            MergePosted(index, Descriptor.TakePir(index));
        PublishIrr();
    }

    /// <summary>Whether the entry has to be abandoned.</summary>
    [Step(GuestEntry.CheckExitRequests, When = false)]
    [Step(ForcedExit.ExitChecked, When = false)]
    [Ensures(ExitTest.NoKick, When = false)]
    [Ensures(ExitTest.NoRequest, When = false)]
    public bool ExitRequested() => IsToldToExit() || Requests.IsAnyPending();

    /// <summary>Runs the guest until it exits.</summary>
    [Commit(typeof(GuestEntry))]
    [Undo(EventInjection.Injected, IfInEffect = true)]
    [Step(ExitInterrupt.Acknowledged)]
    public ExitReason Enter() => processor.RunGuest();

    /// <summary>Serves what others have asked for. May sleep.</summary>
    [Forbids(AtomicSection.PreemptionOff)]
    [Forbids(AtomicSection.InterruptsOff)]
    public void ServiceRequests()
    {
        if (!Requests.IsAnyPending())
            return;
        if (Requests.TryTake(Request.FlushTlb))
            guest.RequestServed((ulong)Request.FlushTlb);
        if (Requests.TryTake(Request.Halt))
        {
            guest.RequestServed((ulong)Request.Halt);
            IsHalted = true;
        }
    }

    /// <summary>
    /// Fills the VM-entry fields: if an event request is pending and the host delivers interrupts, with the highest vector. An event that
    /// is in the fields already would be overwritten.
    /// </summary>
    [Step(EventInjection.Injected)]
    [Forbids(EventInjection.Injected)]
    public void InjectEvent()
    {
        if (!Requests.TryTake(Request.Event))
            return;
        var vector = Apic.HighestRequested();
        if (HostInjects() && Apic.TryBeginService(vector))
            Fields.Event = vector;
    }

    /// <summary>Whether another vector waits for the host to inject it after the one that was put in the VM-entry fields.</summary>
    [Ensures(ForcedExit.HostInjects, When = true)]
    public bool HasMoreToInject() => HostInjects() && Fields.Event != 0 && Apic.HighestRequested() >= 0;

    /// <summary>
    /// Makes the guest exit as soon as it is entered, and asks for the next injection. After the exit check on purpose: a request made
    /// before it would abandon every entry.
    /// </summary>
    [Requires(ForcedExit.ExitChecked)]
    [Requires(ForcedExit.HostInjects)]
    public void ForceExit()
    {
        Fields.ImmediateExit = true;
        Requests.Make(Request.Event);
    }

    /// <summary>Takes the event back out of the VM-entry fields, if there is one, and asks for it again.</summary>
    [Undo(EventInjection.Injected)]
    public void CancelInjection()
    {
        var vector = Fields.Event;
        if (vector == 0)
            return;
        Fields.Event = 0;
        Apic.RequestAgain(vector);
        Requests.Make(Request.Event);
    }

    [Step(ForcedExit.HostInjects, When = true)]
    private bool HostInjects() => !IsApicvActive;

    [Step(ExitTest.NoKick, When = false)]
    private bool IsToldToExit() => memory.Read(mode) == (ulong)VcpuMode.ExitingGuest;

    [Step(IrrPublication.Unpublished)]
    private void MergePosted(int index, ulong bits)
    {
        if (bits != 0)
            Apic.Merge(index, bits);
    }

    /// <summary>Tells whoever delivers: the processor by RVI, or the host by an event request.</summary>
    [Undo(IrrPublication.Unpublished, IfInEffect = true)]
    private void PublishIrr()
    {
        var highest = Apic.HighestRequested();
        if (IsApicvActive)
            Apic.WriteRvi(Math.Max(highest, 0));
        else if (highest >= 0)
            Requests.Make(Request.Event);
    }
}
