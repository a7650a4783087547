// Pack Interop: run discipline of hypervisor bindings. See docs/packs/Interop.md for what it finds and what it cannot see.
using EntryPath;
using EntryPath.Packs;

namespace Windows.Win32
{
    // The Windows Hypervisor Platform as CsWin32 generates it.
    internal static unsafe class PInvoke
    {
        [Step(WhpPartition.SetUp)]
        internal static extern Foundation.HRESULT WHvSetupPartition([Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition);

        [Step(WhpPartition.VirtualProcessor)]
        internal static extern Foundation.HRESULT WHvCreateVirtualProcessor([Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition, uint VpIndex, uint Flags);

        [Undo(WhpPartition.VirtualProcessor)]
        internal static extern Foundation.HRESULT WHvDeleteVirtualProcessor([Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition, uint VpIndex);

        [Commit(typeof(WhpPartition))]
        internal static extern Foundation.HRESULT WHvRunVirtualProcessor([Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition, uint VpIndex, void* ExitContext, uint ExitContextSizeInBytes);

        [Requires(WhpPartition.SetUp)]
        internal static extern Foundation.HRESULT WHvMapGpaRange(
            [Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition, void* SourceAddress, ulong GuestAddress, ulong SizeInBytes, System.Hypervisor.WHV_MAP_GPA_RANGE_FLAGS Flags);

        [Requires(WhpPartition.SetUp)]
        internal static extern Foundation.HRESULT WHvRequestInterrupt(
            [Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition, System.Hypervisor.WHV_INTERRUPT_CONTROL* Interrupt, uint InterruptControlSize);

        [Requires(WhpPartition.VirtualProcessor)]
        internal static extern Foundation.HRESULT WHvGetVirtualProcessorRegisters(
            [Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition, uint VpIndex, System.Hypervisor.WHV_REGISTER_NAME* RegisterNames, uint RegisterCount, System.Hypervisor.WHV_REGISTER_VALUE* RegisterValues);

        [Requires(WhpPartition.VirtualProcessor)]
        internal static extern Foundation.HRESULT WHvSetVirtualProcessorRegisters(
            [Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition, uint VpIndex, System.Hypervisor.WHV_REGISTER_NAME* RegisterNames, uint RegisterCount, System.Hypervisor.WHV_REGISTER_VALUE* RegisterValues);

        [Requires(WhpPartition.VirtualProcessor)]
        internal static extern Foundation.HRESULT WHvCancelRunVirtualProcessor([Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition, uint VpIndex, uint Flags);

        [Forbids(WhpPartition.VirtualProcessor)]
        internal static extern Foundation.HRESULT WHvDeletePartition([Subject] System.Hypervisor.WHV_PARTITION_HANDLE Partition);
    }
}

namespace AppleHypervisor
{
    // Hypervisor.framework by the names and parameters of its C header.
    public static unsafe class Native
    {
        [Step(AppleVcpu.Machine)] public static extern int hv_vm_create(void* config);
        [Undo(AppleVcpu.Machine)] public static extern int hv_vm_destroy();
        [Step(AppleVcpu.Vcpu)] public static extern int hv_vcpu_create(ulong* vcpu, void** exit, void* config);
        [Undo(AppleVcpu.Vcpu)] public static extern int hv_vcpu_destroy(ulong vcpu);
        [Commit(typeof(AppleVcpu))] public static extern int hv_vcpu_run(ulong vcpu);
        [Requires(AppleVcpu.Vcpu)] public static extern int hv_vcpu_set_pending_interrupt(ulong vcpu, uint type, bool pending);
        [Requires(AppleVcpu.Vcpu)] public static extern int hv_vcpu_get_reg(ulong vcpu, uint reg, ulong* value);
        [Requires(AppleVcpu.Vcpu)] public static extern int hv_vcpu_set_reg(ulong vcpu, uint reg, ulong value);
        [Requires(AppleVcpu.Machine)] public static extern int hv_vm_map(void* addr, ulong ipa, nuint size, ulong flags);
        [Requires(AppleVcpu.Machine)] public static extern int hv_vm_unmap(ulong ipa, nuint size);
    }
}

namespace Kvm
{
    // KVM by the ioctl numbers of <linux/kvm.h>, and the shared page of a vCPU.
    public static class Native
    {
        [Step(KvmMachine.InterruptController, Value = 0xAE60, Parameter = "request")] // KVM_CREATE_IRQCHIP
        [Requires(KvmMachine.InterruptController, Value = 0x4008AE61, Parameter = "request")] // KVM_IRQ_LINE
        [Step(KvmMachine.Vcpu, Value = 0xAE41, Parameter = "request")] // KVM_CREATE_VCPU
        [Undo(KvmInjection.WindowOpen, Value = 0xAE80, Parameter = "request", IfInEffect = true)] // KVM_RUN: what was read before it is old
        [Requires(KvmInjection.WindowOpen, Value = 0x4004AE86, Parameter = "request")] // KVM_INTERRUPT
        [Undo(KvmInjection.WindowOpen, Value = 0x4004AE86, Parameter = "request", IfInEffect = true)]
        public static extern int ioctl([Subject] int fd, ulong request, nint argument);
    }

    public unsafe struct KvmRun
    {
        [Tells(KvmInjection.WindowOpen)] public extern bool ReadyForInterruptInjection { get; }
    }
}
