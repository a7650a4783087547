// Programs that follow the documentation of the hypervisor interfaces: mapping, registers and interrupts. Nothing here may be reported.
using Windows.Win32;
using Windows.Win32.System.Hypervisor;
using Native = AppleHypervisor.Native;

namespace Interop.Good.More;

internal static unsafe class WindowsHypervisor
{
    public static void MapsSetsRegistersAndRuns(WHV_PARTITION_HANDLE partition, void* memory)
    {
        PInvoke.WHvSetupPartition(partition);
        PInvoke.WHvMapGpaRange(partition, memory, 0, 4096, WHV_MAP_GPA_RANGE_FLAGS.WHvMapGpaRangeFlagRead);
        PInvoke.WHvCreateVirtualProcessor(partition, 0, 0);
        WHV_REGISTER_NAME name = WHV_REGISTER_NAME.WHvX64RegisterRip;
        WHV_REGISTER_VALUE value = default;
        PInvoke.WHvSetVirtualProcessorRegisters(partition, 0, &name, 1, &value);
        PInvoke.WHvRunVirtualProcessor(partition, 0, null, 0);
        PInvoke.WHvGetVirtualProcessorRegisters(partition, 0, &name, 1, &value);
        PInvoke.WHvDeleteVirtualProcessor(partition, 0);
        PInvoke.WHvDeletePartition(partition);
    }

    public static void TwoProcessors(WHV_PARTITION_HANDLE partition)
    {
        PInvoke.WHvSetupPartition(partition);
        for (uint i = 0; i < 2; i++)
            PInvoke.WHvCreateVirtualProcessor(partition, i, 0);
        for (uint i = 0; i < 2; i++)
            PInvoke.WHvDeleteVirtualProcessor(partition, i);
        PInvoke.WHvDeletePartition(partition);
    }
}

internal static unsafe class AppleSilicon
{
    public static void MapsSetsRegistersAndRuns()
    {
        Native.hv_vm_create(null);
        Native.hv_vm_map(null, 0, 4096, 7);
        ulong vcpu;
        void* exit;
        Native.hv_vcpu_create(&vcpu, &exit, null);
        try
        {
            Native.hv_vcpu_set_reg(vcpu, 31, 0);
            for (int i = 0; i < 3; i++)
            {
                Native.hv_vcpu_set_pending_interrupt(vcpu, 0, true);
                Native.hv_vcpu_run(vcpu);
            }
        }
        finally
        {
            Native.hv_vcpu_destroy(vcpu);
            Native.hv_vm_unmap(0, 4096);
            Native.hv_vm_destroy();
        }
    }
}

internal static class LinuxKvm
{
    public static void RaisesALine(int machine)
    {
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_CREATE_IRQCHIP, 0);
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_CREATE_VCPU, 0);
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_IRQ_LINE, 0);
    }
}
