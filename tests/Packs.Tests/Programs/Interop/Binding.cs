// A sample binding for the pack Interop: the public signatures of three hypervisor interfaces.
using System.Runtime.InteropServices;

namespace Windows.Win32.Foundation
{
    public readonly struct HRESULT
    {
        public readonly int Value;
    }
}

namespace Windows.Win32.System.Hypervisor
{
    public readonly struct WHV_PARTITION_HANDLE
    {
        public readonly nint Value;
    }

    public enum WHV_MAP_GPA_RANGE_FLAGS
    {
        WHvMapGpaRangeFlagRead = 1,
        WHvMapGpaRangeFlagWrite = 2,
        WHvMapGpaRangeFlagExecute = 4,
    }

    public enum WHV_REGISTER_NAME
    {
        WHvX64RegisterRip = 0x10,
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    public struct WHV_REGISTER_VALUE
    {
        public ulong Reg64;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    public struct WHV_INTERRUPT_CONTROL
    {
        public ulong Flags;
    }
}

namespace Windows.Win32
{
    using Windows.Win32.Foundation;
    using Windows.Win32.System.Hypervisor;

    internal static unsafe class PInvoke
    {
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvCreatePartition(WHV_PARTITION_HANDLE* Partition);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvSetupPartition(WHV_PARTITION_HANDLE Partition);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvDeletePartition(WHV_PARTITION_HANDLE Partition);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvMapGpaRange(WHV_PARTITION_HANDLE Partition, void* SourceAddress, ulong GuestAddress, ulong SizeInBytes, WHV_MAP_GPA_RANGE_FLAGS Flags);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvRequestInterrupt(WHV_PARTITION_HANDLE Partition, WHV_INTERRUPT_CONTROL* Interrupt, uint InterruptControlSize);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvGetVirtualProcessorRegisters(WHV_PARTITION_HANDLE Partition, uint VpIndex, WHV_REGISTER_NAME* RegisterNames, uint RegisterCount, WHV_REGISTER_VALUE* RegisterValues);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvSetVirtualProcessorRegisters(WHV_PARTITION_HANDLE Partition, uint VpIndex, WHV_REGISTER_NAME* RegisterNames, uint RegisterCount, WHV_REGISTER_VALUE* RegisterValues);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvCancelRunVirtualProcessor(WHV_PARTITION_HANDLE Partition, uint VpIndex, uint Flags);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvCreateVirtualProcessor(WHV_PARTITION_HANDLE Partition, uint VpIndex, uint Flags);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvDeleteVirtualProcessor(WHV_PARTITION_HANDLE Partition, uint VpIndex);
        [DllImport("WinHvPlatform")] internal static extern HRESULT WHvRunVirtualProcessor(WHV_PARTITION_HANDLE Partition, uint VpIndex, void* ExitContext, uint ExitContextSizeInBytes);
    }
}

namespace AppleHypervisor
{
    public static unsafe class Native
    {
        private const string Framework = "/System/Library/Frameworks/Hypervisor.framework/Hypervisor";

        [DllImport(Framework)] public static extern int hv_vm_create(void* config);
        [DllImport(Framework)] public static extern int hv_vm_destroy();
        [DllImport(Framework)] public static extern int hv_vcpu_create(ulong* vcpu, void** exit, void* config);
        [DllImport(Framework)] public static extern int hv_vcpu_destroy(ulong vcpu);
        [DllImport(Framework)] public static extern int hv_vcpu_run(ulong vcpu);
        [DllImport(Framework)] public static extern int hv_vm_map(void* addr, ulong ipa, nuint size, ulong flags);
        [DllImport(Framework)] public static extern int hv_vm_unmap(ulong ipa, nuint size);
        [DllImport(Framework)] public static extern int hv_vcpu_get_reg(ulong vcpu, uint reg, ulong* value);
        [DllImport(Framework)] public static extern int hv_vcpu_set_reg(ulong vcpu, uint reg, ulong value);
        [DllImport(Framework)] public static extern int hv_vcpu_set_pending_interrupt(ulong vcpu, uint type, bool pending);
    }
}

namespace Kvm
{
    public static class Native
    {
        public const ulong KVM_CREATE_VCPU = 0xAE41;
        public const ulong KVM_CREATE_IRQCHIP = 0xAE60;
        public const ulong KVM_IRQ_LINE = 0x4008AE61;
        public const ulong KVM_RUN = 0xAE80;
        public const ulong KVM_INTERRUPT = 0x4004AE86;

        [DllImport("libc", SetLastError = true)] public static extern int ioctl(int fd, ulong request, nint argument);
    }

    /// <summary>The head of the page that a vCPU shares with user space.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct KvmRun
    {
        private byte requestInterruptWindow;
        private byte immediateExit;
        private fixed byte padding1[6];
        private uint exitReason;
        private byte readyForInterruptInjection;

        public readonly uint ExitReason => exitReason;

        public readonly bool ReadyForInterruptInjection => readyForInterruptInjection != 0;

        public bool RequestInterruptWindow
        {
            readonly get => requestInterruptWindow != 0;
            set => requestInterruptWindow = value ? (byte)1 : (byte)0;
        }

        public bool ImmediateExit
        {
            readonly get => immediateExit != 0;
            set => immediateExit = value ? (byte)1 : (byte)0;
        }
    }
}
