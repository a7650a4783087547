using EntryPath.Sample.Vmm.Protocols;

namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>The physical processor that runs a vCPU's thread, as the run loop sees it.</summary>
public interface IProcessor : IInterruptible
{
    /// <summary>Its local APIC.</summary>
    LocalApic Apic { get; }

    /// <summary>Keeps the thread on this processor (<c>preempt_disable</c>).</summary>
    [Step(AtomicSection.PreemptionOff)]
    void DisablePreemption();

    /// <summary>Lets the scheduler take the processor again (<c>preempt_enable</c>).</summary>
    [Undo(AtomicSection.PreemptionOff)]
    void EnablePreemption();

    /// <summary>From here on interrupts stay pending (<c>cli</c>). They are taken by the guest entry, or when enabled again.</summary>
    [Step(GuestEntry.DisableInterrupts)]
    [Step(AtomicSection.InterruptsOff)]
    [Step(ShadowPageRead.InterruptsOff)]
    void DisableInterrupts();

    /// <summary>Pending interrupts are taken at once (<c>sti</c>).</summary>
    [Undo(GuestEntry.DisableInterrupts)]
    [Undo(AtomicSection.InterruptsOff)]
    [Undo(ShadowPageRead.InterruptsOff)]
    [Forbids(ExitInterrupt.Acknowledged)]
    void EnableInterrupts();

    /// <summary>
    /// Runs the host's handler of the interrupt that ended the guest, if one did (<c>handle_exit_irqoff</c>): the exit has acknowledged it, so
    /// nobody else will.
    /// </summary>
    [Undo(ExitInterrupt.Acknowledged, IfInEffect = true)]
    void HandleExitInterrupt();

    /// <summary>Runs the guest until it exits: VM entry, non-root operation with posted-interrupt processing, VM exit.</summary>
    /// <returns>Why the guest exited.</returns>
    ExitReason RunGuest();
}
