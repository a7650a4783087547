using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Protocols;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>How a vCPU's thread sleeps while its guest is halted, and how it is woken.</summary>
public sealed class VcpuBlock
{
    private const ulong Waiting = 1;
    private const ulong Running = 0;

    private readonly IMemory memory;
    private readonly IProcessor processor;
    private readonly VirtualCpu vcpu;
    private readonly Word threadState;
    private readonly Word isListed;
    private readonly Word isLoaded;

    /// <summary>Creates the wait state of a vCPU whose thread runs.</summary>
    public VcpuBlock(IMemory memory, MemoryLayout layout, IProcessor processor, VirtualCpu vcpu)
    {
        this.memory = memory;
        this.processor = processor;
        this.vcpu = vcpu;
        threadState = layout.Shared("thread", describe: static value => value == Waiting ? "waiting" : "running");
        isListed = layout.Private("wakeup list");
        isLoaded = layout.Private("loaded", 1);
    }

    /// <summary>Whether the vCPU's thread waits, or runs.</summary>
    public Word ThreadState => threadState;

    /// <summary>Whether the vCPU is the one that this processor runs; asked on the processor itself.</summary>
    public bool IsLoaded => memory.Read(isLoaded) != 0;

    /// <summary>Sleeps until the vCPU has an interrupt or a request.</summary>
    public void UntilWork()
    {
        while (true)
        {
            MarkWaiting();
            if (HasWork())
                break;
            Sleep();
        }

        FinishWait();
        vcpu.IsHalted = false;
    }

    /// <summary>Makes a waiting thread run again; harmless where it runs. A full barrier.</summary>
    public void Wake() => memory.Exchange(threadState, Running);

    /// <summary>The host's handler of the wakeup vector.</summary>
    public void HandleWakeupInterrupt()
    {
        if (memory.Read(isListed) != 0 && vcpu.Descriptor.IsOnSet())
            Wake();
    }

    /// <summary>The scheduler runs another thread for a while, although this one could run.</summary>
    public void Preempt()
    {
        vcpu.Descriptor.SuppressNotifications();
        memory.Write(isLoaded, 0);
        memory.Write(isLoaded, 1);
        ResumeNotifications();
    }

    /// <summary>A device may have posted without ON while SN was set; the sync before the entry only looks if ON is set.</summary>
    private void ResumeNotifications()
    {
        vcpu.Descriptor.AllowNotifications();
        RecomputeOn();
        FinishResume();
    }

    [Step(VcpuBlocking.MarkWaiting)]
    private void MarkWaiting() => memory.Exchange(threadState, Waiting);

    [Undo(VcpuBlocking.MarkWaiting)]
    private void FinishWait() => memory.Write(threadState, Running);

    [Step(VcpuBlocking.CheckWakeCondition, When = false)]
    private bool HasWork()
    {
        vcpu.SyncPirToIrr();
        return vcpu.Apic.HighestRequested() >= 0 || vcpu.Requests.IsAnyPending();
    }

    /// <summary>The scheduler takes the processor away until somebody wakes the thread.</summary>
    [Commit(typeof(VcpuBlocking))]
    private void Sleep()
    {
        processor.DisablePreemption();
        processor.DisableInterrupts();
        JoinWakeupList();
        var wasPosted = RouteTo(HostVector.Wakeup);
        NotifyIfPosted(wasPosted);
        memory.Write(isLoaded, 0);
        processor.EnableInterrupts();
        processor.EnablePreemption();

        Idle();

        processor.DisablePreemption();
        processor.DisableInterrupts();
        memory.Write(isLoaded, 1);
        LeaveWakeupList();
        RouteTo(HostVector.Notification);
        processor.EnableInterrupts();
        processor.EnablePreemption();
    }

    [Step(WakeupRouting.JoinWakeupList)]
    private void JoinWakeupList() => memory.Write(isListed, 1);

    [Undo(WakeupRouting.JoinWakeupList)]
    private void LeaveWakeupList() => memory.Write(isListed, 0);

    [Step(WakeupRouting.RouteToWakeup, Value = HostVector.Wakeup)]
    private bool RouteTo(HostVector vector) => vcpu.Descriptor.SetNotificationVector(vector);

    /// <summary>Sends the wakeup vector to this processor if a post has notified with the vector before.</summary>
    [Step(WakeupRouting.TestOnBeforeSwitch)]
    private void NotifyIfPosted(bool wasPosted)
    {
        if (wasPosted)
            processor.Apic.Raise(HostVector.Wakeup);
    }

    [Commit(typeof(WakeupRouting))]
    private void Idle() => memory.IdleWhile(threadState, Waiting, processor);

    [Step(NotificationResume.RecomputeOn)]
    private void RecomputeOn()
    {
        if (!vcpu.Descriptor.IsPirEmpty())
            vcpu.Descriptor.SetOn();
    }

    [Commit(typeof(NotificationResume))]
    private void FinishResume()
    {
    }
}
