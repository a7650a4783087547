namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>Why the guest stopped running.</summary>
public enum ExitReason
{
    /// <summary>An interrupt for the host is pending.</summary>
    ExternalInterrupt,

    /// <summary>The guest executed an instruction that the host handles on the slow path.</summary>
    Instruction,

    /// <summary>The guest set a timer that is due at once: handled on the fast path, which posts the timer's vector to itself.</summary>
    TimerDeadline,

    /// <summary>The guest did something on the fast path that makes the vCPU kick itself out of guest mode.</summary>
    SelfKick,

    /// <summary>The guest executed <c>hlt</c>.</summary>
    Halt,

    /// <summary>The guest used a page that the host has to look up in the shadow page table.</summary>
    PageFault,

    /// <summary>The host's scheduler wants the processor for another thread.</summary>
    Preempted,
}
