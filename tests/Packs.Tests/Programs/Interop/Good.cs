// Programs that follow the documentation of the hypervisor interfaces. Nothing here may be reported.
using Kvm;
using Windows.Win32;
using Windows.Win32.System.Hypervisor;
using Native = AppleHypervisor.Native;

namespace Interop.Good;

internal static unsafe class WindowsHypervisor
{
    public static void RunsOnce(WHV_PARTITION_HANDLE partition)
    {
        PInvoke.WHvSetupPartition(partition);
        PInvoke.WHvCreateVirtualProcessor(partition, 0, 0);
        for (int i = 0; i < 10; i++)
            PInvoke.WHvRunVirtualProcessor(partition, 0, null, 0);
        PInvoke.WHvDeleteVirtualProcessor(partition, 0);
        PInvoke.WHvDeletePartition(partition);
    }
}

internal static unsafe class AppleSilicon
{
    public static void RunsOnce()
    {
        ulong vcpu;
        void* exit;
        Native.hv_vm_create(null);
        Native.hv_vcpu_create(&vcpu, &exit, null);
        Native.hv_vcpu_set_pending_interrupt(vcpu, 0, true);
        Native.hv_vcpu_run(vcpu);
        Native.hv_vcpu_destroy(vcpu);
        Native.hv_vm_destroy();
    }
}

internal static class LinuxKvm
{
    public static void Loop(int vcpu, ref KvmRun run, nint interrupt, bool pending)
    {
        while (run.ExitReason != 8)
        {
            if (pending && run.ReadyForInterruptInjection)
            {
                Kvm.Native.ioctl(vcpu, Kvm.Native.KVM_INTERRUPT, interrupt);
                pending = false;
            }

            run.RequestInterruptWindow = pending;
            Kvm.Native.ioctl(vcpu, Kvm.Native.KVM_RUN, 0);
        }
    }

    public static void Create(int machine)
    {
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_CREATE_IRQCHIP, 0);
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_CREATE_VCPU, 0);
        Kvm.Native.ioctl(machine, Kvm.Native.KVM_CREATE_VCPU, 1);
    }
}
