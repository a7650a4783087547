using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>
/// The critical path: from host code into the guest and back. The order of its calls is the whole point; <c>-p:EntryOrder=Before2016</c>
/// compiles the order that KVM had before commit b95234c84004, with its two races.
/// </summary>
public sealed class VcpuEntry
{
    private readonly VirtualCpu vcpu;
    private readonly IProcessor processor;
    private readonly FastPath fastPath;

    /// <summary>Creates the entry path of one vCPU.</summary>
    public VcpuEntry(VirtualCpu vcpu, IProcessor processor, FastPath fastPath)
    {
        this.vcpu = vcpu;
        this.processor = processor;
        this.fastPath = fastPath;
    }

#if ENTRY_ORDER_BEFORE_2016
    /// <summary>Enters the guest, in the order before 2016: an interrupt posted at the wrong moment waits for the next exit.</summary>
    /// <returns>Why the guest exited, or null where the entry was abandoned and has to be tried again.</returns>
    public ExitReason? EnterGuest()
    {
        if (!Prepare())
            return null;

        processor.DisablePreemption();
        vcpu.SyncPirToIrr();
        Arm();
        if (vcpu.ExitRequested())
            return Cancel();

        ForceExitIfMoreToInject();
        ExitReason reason;
        do
            reason = vcpu.Enter();
        while (fastPath.Handles(reason) && Recheck());

        return Leave(reason);
    }

    /// <summary>From here on senders notify with an interrupt, which the host can still take.</summary>
    private void Arm()
    {
        vcpu.SetMode(VcpuMode.InGuest);
        vcpu.FullBarrier();
        processor.DisableInterrupts();
    }
#else
    /// <summary>Enters the guest.</summary>
    /// <returns>Why the guest exited, or null where the entry was abandoned and has to be tried again.</returns>
    public ExitReason? EnterGuest()
    {
        if (!Prepare())
            return null;

        processor.DisablePreemption();
        Arm();
        vcpu.SyncPirToIrr();
        if (vcpu.ExitRequested())
            return Cancel();

        ForceExitIfMoreToInject();
        ExitReason reason;
        do
            reason = vcpu.Enter();
        while (fastPath.Handles(reason) && Recheck());

        return Leave(reason);
    }

    /// <summary>From here on senders notify with an interrupt, which stays pending until the guest runs.</summary>
    private void Arm()
    {
        processor.DisableInterrupts();
        vcpu.SetMode(VcpuMode.InGuest);
        vcpu.FullBarrier();
    }
#endif

    /// <summary>The part that may sleep: interrupts and preemption are on.</summary>
    /// <returns>Whether the guest is to run; otherwise nothing has been prepared.</returns>
    private bool Prepare()
    {
        vcpu.ServiceRequests();
        if (vcpu.IsHalted)
            return false;
        vcpu.InjectEvent();
        return true;
    }

    private void ForceExitIfMoreToInject()
    {
        if (vcpu.HasMoreToInject())
            vcpu.ForceExit();
    }

    /// <summary>Before the guest is entered again from the fast path: mode and interrupts are as they were, the rest is looked at anew.</summary>
    private bool Recheck()
    {
        vcpu.SyncPirToIrr();
        return !vcpu.ExitRequested();
    }

    private ExitReason? Cancel()
    {
        vcpu.SetMode(VcpuMode.OutsideGuest);
        processor.EnableInterrupts();
        processor.EnablePreemption();
        vcpu.CancelInjection();
        return null;
    }

    private ExitReason Leave(ExitReason reason)
    {
        vcpu.SetMode(VcpuMode.OutsideGuest);
        processor.HandleExitInterrupt();
        processor.EnableInterrupts();
        processor.EnablePreemption();
        return reason;
    }
}
