namespace EntryPath.Packs;

/// <summary>Pack <c>Interop</c>: a vCPU of Apple's Hypervisor framework, up to its run.</summary>
[EntryProtocol]
public enum AppleVcpu
{
    /// <summary>The process has its virtual machine, from <c>hv_vm_create</c> to <c>hv_vm_destroy</c>.</summary>
    [Scope(ProtocolScope.Program)]
    [Because("a process has one virtual machine, and vCPUs belong to it")]
    Machine,

    /// <summary>This thread has its vCPU, from <c>hv_vcpu_create</c> to <c>hv_vcpu_destroy</c>.</summary>
    [Scope(ProtocolScope.Thread)]
    [Because("a vCPU can be run and destroyed only by the thread that created it")]
    Vcpu,
}
