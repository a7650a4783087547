// Known bugs in the use of hypervisor interfaces: mapping, registers, interrupts and threads. A comment marks the line that has to be reported.
using System.Threading.Tasks;
using Windows.Win32;
using Windows.Win32.System.Hypervisor;
using Native = AppleHypervisor.Native;

namespace Interop.Bad.More;

internal static unsafe class WindowsHypervisor
{
    public static void MapsBeforeTheSetup(WHV_PARTITION_HANDLE partition, void* memory)
    {
        PInvoke.WHvMapGpaRange(partition, memory, 0, 4096, 0); // EPO1001
        PInvoke.WHvSetupPartition(partition);
    }

    public static void InterruptsBeforeTheSetup(WHV_PARTITION_HANDLE partition)
    {
        WHV_INTERRUPT_CONTROL control = default;
        PInvoke.WHvRequestInterrupt(partition, &control, 16); // EPO1001
        PInvoke.WHvSetupPartition(partition);
    }

    public static void ReadsRegistersOfNoProcessor(WHV_PARTITION_HANDLE partition)
    {
        PInvoke.WHvSetupPartition(partition);
        WHV_REGISTER_NAME name = WHV_REGISTER_NAME.WHvX64RegisterRip;
        WHV_REGISTER_VALUE value;
        PInvoke.WHvGetVirtualProcessorRegisters(partition, 0, &name, 1, &value); // EPO1001
    }

    public static void CancelsADeletedProcessor(WHV_PARTITION_HANDLE partition)
    {
        PInvoke.WHvSetupPartition(partition);
        PInvoke.WHvCreateVirtualProcessor(partition, 0, 0);
        PInvoke.WHvRunVirtualProcessor(partition, 0, null, 0);
        PInvoke.WHvDeleteVirtualProcessor(partition, 0);
        PInvoke.WHvCancelRunVirtualProcessor(partition, 0, 0); // EPO1001
    }

    public static void RunsTheProcessorOfAnotherPartition(WHV_PARTITION_HANDLE first, WHV_PARTITION_HANDLE second)
    {
        PInvoke.WHvSetupPartition(first);
        PInvoke.WHvCreateVirtualProcessor(first, 0, 0);
        PInvoke.WHvSetupPartition(second);
        PInvoke.WHvRunVirtualProcessor(second, 0, null, 0); // EPO1001
        PInvoke.WHvDeleteVirtualProcessor(first, 0);
    }

    public static void ReturnsWithTheProcessor(WHV_PARTITION_HANDLE partition, bool works)
    {
        PInvoke.WHvSetupPartition(partition);
        PInvoke.WHvCreateVirtualProcessor(partition, 0, 0);
        if (!works)
            return; // EPO1005
        PInvoke.WHvDeleteVirtualProcessor(partition, 0);
    }
}

internal static unsafe class AppleSilicon
{
    public static void MapsBeforeTheMachine()
    {
        Native.hv_vm_map(null, 0, 4096, 7); // EPO1001
        Native.hv_vm_create(null);
        Native.hv_vm_destroy();
    }

    public static void CreatesTheVcpuBeforeTheMachine()
    {
        ulong vcpu;
        void* exit;
        Native.hv_vcpu_create(&vcpu, &exit, null); // EPO1001
        Native.hv_vm_create(null);
    }

    public static void SetsARegisterOfNoVcpu()
    {
        ulong vcpu;
        void* exit;
        Native.hv_vm_create(null);
        Native.hv_vcpu_set_reg(0, 31, 0); // EPO1001
        Native.hv_vcpu_create(&vcpu, &exit, null);
        Native.hv_vcpu_destroy(vcpu);
        Native.hv_vm_destroy();
    }

    public static void DestroysTheMachineOnOnePath(bool fails)
    {
        ulong vcpu;
        void* exit;
        Native.hv_vm_create(null);
        Native.hv_vcpu_create(&vcpu, &exit, null);
        if (fails)
        {
            Native.hv_vm_destroy(); // EPO1004
            return;
        }

        Native.hv_vcpu_destroy(vcpu);
        Native.hv_vm_destroy();
    }
}

internal static class AppleSiliconThreads
{
    public static async Task LeavesTheThreadOfTheVcpu()
    {
        Create();
        await Task.Yield(); // EPO1008
        Destroy();
    }

    private static unsafe void Create()
    {
        ulong vcpu;
        void* exit;
        Native.hv_vm_create(null);
        Native.hv_vcpu_create(&vcpu, &exit, null);
        Native.hv_vcpu_run(vcpu);
    }

    private static void Destroy()
    {
        Native.hv_vcpu_destroy(0);
        Native.hv_vm_destroy();
    }
}

internal static class LinuxKvm
{
    public static void RaisesALineWithoutAController(int machine)
    {
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_IRQ_LINE, 0); // EPO1001
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_CREATE_IRQCHIP, 0);
    }

    public static void RaisesALineThatOnePathLacks(int machine, bool inKernel)
    {
        if (inKernel)
            Kvm.Native.ioctl(machine, Kvm.Native.KVM_CREATE_IRQCHIP, 0);
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_IRQ_LINE, 0); // EPO1001
    }
}
