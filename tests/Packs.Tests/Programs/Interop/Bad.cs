// Known bugs in the use of hypervisor interfaces. A comment marks the line that has to be reported.
using Kvm;
using Windows.Win32;
using Windows.Win32.System.Hypervisor;
using Native = AppleHypervisor.Native;

namespace Interop.Bad;

internal static unsafe class WindowsHypervisor
{
    public static void CreatesAProcessorTooEarly(WHV_PARTITION_HANDLE partition)
    {
        PInvoke.WHvCreateVirtualProcessor(partition, 0, 0); // EPO1001
        PInvoke.WHvSetupPartition(partition);
    }

    public static void RunsWithoutAProcessor(WHV_PARTITION_HANDLE partition)
    {
        PInvoke.WHvSetupPartition(partition);
        PInvoke.WHvRunVirtualProcessor(partition, 0, null, 0); // EPO1001
    }

    public static void DeletesThePartitionFirst(WHV_PARTITION_HANDLE partition)
    {
        PInvoke.WHvSetupPartition(partition);
        PInvoke.WHvCreateVirtualProcessor(partition, 0, 0);
        PInvoke.WHvDeletePartition(partition); // EPO1003
        PInvoke.WHvDeleteVirtualProcessor(partition, 0);
    }
}

internal static unsafe class AppleSilicon
{
    public static void RunsAfterDestroying()
    {
        ulong vcpu;
        void* exit;
        Native.hv_vm_create(null);
        Native.hv_vcpu_create(&vcpu, &exit, null);
        Native.hv_vcpu_destroy(vcpu);
        Native.hv_vcpu_run(vcpu); // EPO1001
    }

    public static void DestroysTheMachineUnderTheVcpu()
    {
        ulong vcpu;
        void* exit;
        Native.hv_vm_create(null);
        Native.hv_vcpu_create(&vcpu, &exit, null);
        Native.hv_vm_destroy(); // EPO1004
        Native.hv_vcpu_destroy(vcpu);
    }
}

internal static class LinuxKvm
{
    public static void InjectsUnseen(int vcpu, ref KvmRun run, nint interrupt)
    {
        if (run.ReadyForInterruptInjection)
        {
            Kvm.Native.ioctl(vcpu, Kvm.Native.KVM_RUN, 0);
            Kvm.Native.ioctl(vcpu, Kvm.Native.KVM_INTERRUPT, interrupt); // EPO1001
        }
    }

    public static void InjectsTwice(int vcpu, ref KvmRun run, nint interrupt)
    {
        if (run.ReadyForInterruptInjection)
        {
            Kvm.Native.ioctl(vcpu, Kvm.Native.KVM_INTERRUPT, interrupt);
            Kvm.Native.ioctl(vcpu, Kvm.Native.KVM_INTERRUPT, interrupt); // EPO1001
        }
    }

    public static void ControllerAfterTheVcpu(int machine)
    {
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_CREATE_VCPU, 0);
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_CREATE_IRQCHIP, 0); // EPO1002
    }
}
