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
    private readonly bool canDevicesPost;
    private readonly Word threadState;
    private readonly Word listEntries;
    private readonly Word isLoaded;

    /// <summary>Creates the wait state of a vCPU whose thread runs.</summary>
    public VcpuBlock(IMemory memory, MemoryLayout layout, IProcessor processor, VirtualCpu vcpu, bool canDevicesPost)
    {
        this.canDevicesPost = canDevicesPost;
        this.memory = memory;
        this.processor = processor;
        this.vcpu = vcpu;
        threadState = layout.Memory("thread", describe: static value => value == Waiting ? "waiting" : "running");
        listEntries = layout.Memory("wakeup list");
        isLoaded = layout.Memory("loaded", 1);
    }

    /// <summary>Whether the vCPU's thread waits, or runs.</summary>
    public Word ThreadState => threadState;

    /// <summary>Whether the vCPU is the one that this processor runs; asked on the processor itself.</summary>
    public bool IsLoaded => memory.Read(isLoaded) != 0;

    /// <summary>Ends the halt if there is something to wake up for; otherwise sleeps until somebody wakes the thread.</summary>
    public void WaitForWork()
    {
        MarkWaiting();
        if (HasWork())
        {
            FinishWait();
            vcpu.IsHalted = false;
            return;
        }

        Sleep();
    }

    /// <summary>Makes a waiting thread run again; harmless where it runs. A full barrier.</summary>
    public void Wake() => memory.Exchange(threadState, Running);

    /// <summary>The host's handler of the wakeup vector.</summary>
    public void HandleWakeupInterrupt()
    {
        if (memory.Read(listEntries) != 0 && vcpu.Descriptor.IsOnSet())
            Wake();
    }

    /// <summary>The scheduler runs another thread for a while, although this one could run.</summary>
    public void Preempt()
    {
        vcpu.Descriptor.SuppressNotifications();
        Unload();
        Load();
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

    /// <summary>The scheduler takes the processor away until somebody wakes the thread, which unmarks it.</summary>
    [Commit(typeof(VcpuBlocking))]
    [Undo(VcpuBlocking.MarkWaiting)]
    private void Sleep()
    {
        if (canDevicesPost)
            SleepOnWakeupList();
        else
            SleepUnlisted();
    }

    /// <summary>Devices may post: they wake the thread through the wakeup vector of its processor.</summary>
    private void SleepOnWakeupList()
    {
        processor.DisablePreemption();
        processor.DisableInterrupts();
        JoinWakeupList();
        var wasPosted = RouteTo(HostVector.Wakeup);
        NotifyIfPosted(wasPosted);
        Unload();
        processor.EnableInterrupts();
        processor.EnablePreemption();

        IdleListed();

        processor.DisablePreemption();
        processor.DisableInterrupts();
        Load();
        LeaveWakeupList();
        RouteTo(HostVector.Notification);
        processor.EnableInterrupts();
        processor.EnablePreemption();
    }

    /// <summary>Only software posts, and wakes the thread itself.</summary>
    private void SleepUnlisted()
    {
        Unload();
        Idle();
        Load();
    }

    private void Unload() => memory.Write(isLoaded, 0);

    private void Load() => memory.Write(isLoaded, 1);

    private void Idle() => memory.IdleWhile(threadState, Waiting, processor);

    [Commit(typeof(WakeupRouting))]
    private void IdleListed() => Idle();

    [Step(WakeupRouting.JoinWakeupList)]
    private void JoinWakeupList() => memory.Write(listEntries, memory.Read(listEntries) + 1);

    [Undo(WakeupRouting.JoinWakeupList)]
    private void LeaveWakeupList() => memory.Write(listEntries, memory.Read(listEntries) - 1);

    [Step(WakeupRouting.RouteToWakeup, Value = HostVector.Wakeup)]
    private bool RouteTo(HostVector vector) => vcpu.Descriptor.SetNotificationVector(vector);

    /// <summary>Sends the wakeup vector to this processor if a post has notified with the vector before.</summary>
    [Step(WakeupRouting.TestOnBeforeSwitch)]
    private void NotifyIfPosted(bool wasPosted)
    {
        if (wasPosted)
            processor.Apic.Raise(HostVector.Wakeup);
    }

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
