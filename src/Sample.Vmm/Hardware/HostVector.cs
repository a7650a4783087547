namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>The vectors of the physical processor that matter here; a higher value has a higher priority.</summary>
public enum HostVector
{
    /// <summary>The reschedule IPI: makes a running guest exit; its host handler does nothing.</summary>
    Reschedule = 0,

    /// <summary>A device that is served by the host (VFIO without posting): its handler posts a guest interrupt from interrupt context.</summary>
    Device = 1,

    /// <summary>The wakeup vector: its handler wakes the blocked vCPUs of this processor whose descriptor has ON set.</summary>
    Wakeup = 2,

    /// <summary>
    /// The notification vector. Processed by the processor itself while a guest runs; otherwise its host handler does nothing.
    /// </summary>
    Notification = 3,

    /// <summary>Another processor calls a function here and waits: its handler answers.</summary>
    CallFunction = 4,
}
