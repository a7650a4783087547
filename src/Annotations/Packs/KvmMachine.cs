namespace EntryPath.Packs;

/// <summary>Pack <c>Interop</c>: setting up a KVM machine, by the ioctls on its file descriptor.</summary>
[EntryProtocol]
public enum KvmMachine
{
    /// <summary><c>KVM_CREATE_IRQCHIP</c>.</summary>
    [Optional, Strict]
    [Because("KVM refuses an in-kernel interrupt controller once there is a vCPU")]
    InterruptController,

    /// <summary><c>KVM_CREATE_VCPU</c>.</summary>
    [Optional, Strict]
    Vcpu,
}
