namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>What can happen next.</summary>
internal enum MoveKind : byte
{
    /// <summary>An agent makes its next access; in guest mode the processor notices a pending interrupt.</summary>
    Step,

    /// <summary>The oldest store of a buffer becomes visible.</summary>
    Flush,

    /// <summary>The guest does the next thing of its script.</summary>
    GuestExit,
}

/// <summary>One transition.</summary>
internal readonly record struct Move(byte Agent, MoveKind Kind);
