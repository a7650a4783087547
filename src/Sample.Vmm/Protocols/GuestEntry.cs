namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>What must have happened, in this order, before the guest runs.</summary>
[EntryProtocol]
public enum GuestEntry
{
    /// <summary>Host interrupts are off: a notification stays pending until the guest runs, and the processor then handles it.</summary>
    [Scope(ProtocolScope.Thread)]
    [Because("a notification taken by the host after the mode write is swallowed by its handler")]
    DisableInterrupts,

    /// <summary>The mode tells senders to notify with an interrupt.</summary>
    [Because("a sender that reads another mode does not notify")]
    SetInGuestMode,

    /// <summary>The mode write is visible before anything that follows is read.</summary>
    [Because("the processor may otherwise read PIR and requests before its mode write is visible to senders")]
    FullBarrier,

    /// <summary>What was posted so far is moved to the virtual APIC.</summary>
    [Repeat]
    [Because("a poster that still saw OutsideGuest sends no notification, so only a sync after the mode write can see it")]
    SyncPirToIrr,

    /// <summary>No request and no kick is outstanding.</summary>
    [Repeat]
    [Because("a requester that still saw OutsideGuest sends no interrupt, and the sync itself may raise a request")]
    CheckExitRequests,
}
