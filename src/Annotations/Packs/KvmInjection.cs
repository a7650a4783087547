namespace EntryPath.Packs;

/// <summary>
/// Pack <c>Interop</c>: injecting an interrupt from user space with <c>KVM_INTERRUPT</c>. It belongs to the thread, as the ioctls of a vCPU do.
/// </summary>
[EntryProtocol(Ordered = false, Scope = ProtocolScope.Thread)]
public enum KvmInjection
{
    /// <summary>The vCPU takes an interrupt: <c>ready_for_interrupt_injection</c> was seen true since the last run.</summary>
    [Because("a second interrupt overwrites one that the guest has not taken")]
    WindowOpen,
}
