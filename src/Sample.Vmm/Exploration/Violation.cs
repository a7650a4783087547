namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>What went wrong.</summary>
internal enum ViolationKind
{
    /// <summary>The guest runs or sleeps with an interrupt that nobody will tell it about.</summary>
    LostInterrupt,

    /// <summary>ON is set with nothing under way: every later post is silent.</summary>
    DeafToPosts,

    /// <summary>The guest runs, or the thread sleeps, with a request that nobody will tell it about.</summary>
    IgnoredRequest,

    /// <summary>The guest runs although its vCPU was told to exit: later kicks send nothing.</summary>
    Unkickable,

    /// <summary>A vector was delivered more often than it was posted.</summary>
    DeliveredTwice,

    /// <summary>The vCPU's thread goes round, with nothing else happening, and the guest executes nothing.</summary>
    NoProgress,

    /// <summary>The thread sleeps, or may sleep or be scheduled away, with interrupts or preemption off.</summary>
    SleepsInAtomicSection,

    /// <summary>A handler of the host that relies on interrupts being off runs with interrupts on.</summary>
    HandlerInterrupted,

    /// <summary>The vCPU is on the wakeup list twice.</summary>
    ListCorrupted,

    /// <summary>A page table was read after it was freed.</summary>
    ReadAfterFree,
}

/// <summary>A violation, and what to tell about it.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Text">One line.</param>
internal sealed record Violation(ViolationKind Kind, string Text);
