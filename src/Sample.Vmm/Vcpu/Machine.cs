using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>One vCPU on one processor, and all who send to it.</summary>
public sealed class Machine : IMachine
{
    /// <summary>The vector that the host-served device's handler posts.</summary>
    public const int HostDeviceVector = 0x24;

    private readonly Processor processor;
    private readonly VirtualCpu vcpu;
    private readonly VcpuBlock block;
    private readonly RunLoop loop;
    private readonly PostedInterruptSender sender;
    private readonly PostedInterruptSender handlerSender;
    private readonly Requester requester;
    private readonly VtdDevice device;
    private readonly ShadowPage page;

    /// <summary>Creates a machine at reset.</summary>
    /// <param name="memory">How every word is accessed.</param>
    /// <param name="guest">What the vCPU runs.</param>
    /// <param name="options">What is fixed.</param>
    public Machine(IMemory memory, IGuest guest, MachineOptions options)
    {
        Layout = new MemoryLayout();
        var descriptor = new PostedInterruptDescriptor(memory, Layout, destination: 0);
        var virtualApic = new VirtualApic(memory, Layout);
        var fields = new EntryFields(memory, Layout);
        processor = new Processor(memory, Layout, descriptor, virtualApic, fields, guest, options.IsApicvActive);
        vcpu = new VirtualCpu(memory, Layout, processor, descriptor, virtualApic, fields, guest, options.IsApicvActive);
        block = new VcpuBlock(memory, Layout, processor, vcpu, options.CanDevicesPost);
        sender = new PostedInterruptSender(vcpu, processor.Apic, block, runsOnVcpusProcessor: false);
        handlerSender = new PostedInterruptSender(vcpu, processor.Apic, block, runsOnVcpusProcessor: true);
        requester = new Requester(vcpu, processor.Apic, block, memory, Layout, new PassiveProcessor());
        page = new ShadowPage(memory, Layout);
        device = new VtdDevice(descriptor, processor.Apic);
        loop = new RunLoop(vcpu, new VcpuEntry(vcpu, processor, new FastPath(vcpu, handlerSender)), block, new ShadowPageWalk(memory, processor, vcpu, page));
        processor.HostHandler = Handle;
    }

    /// <inheritdoc/>
    public MemoryLayout Layout { get; }

    /// <summary>The processor.</summary>
    public Processor Processor => processor;

    /// <summary>The vCPU.</summary>
    public VirtualCpu Vcpu => vcpu;

    /// <summary>How the vCPU sleeps.</summary>
    public VcpuBlock Block => block;

    /// <inheritdoc/>
    public void RunVcpuOnce() => loop.RunOnce();

    /// <inheritdoc/>
    public void TakeInterrupt() => processor.ServiceInterrupt();

    /// <inheritdoc/>
    public void Post(int vector) => sender.Post(vector);

    /// <inheritdoc/>
    public void RaiseDevice(int vector) => device.Raise(vector);

    /// <inheritdoc/>
    public void RaiseHostDevice() => processor.Apic.Raise(HostVector.Device);

    /// <inheritdoc/>
    public void Ask(int request) => requester.Ask((Request)request);

    /// <inheritdoc/>
    public void FreePageTable()
    {
        page.Unlink();
        requester.AskAndWait(Request.FlushTlb);
        page.Free();
    }

    private void Handle(HostVector vector)
    {
        switch (vector)
        {
            case HostVector.Wakeup:
                block.HandleWakeupInterrupt();
                break;

            case HostVector.Device:
                handlerSender.Post(HostDeviceVector);
                break;

            case HostVector.CallFunction:
                requester.Answer();
                break;

            // Notification and Reschedule only interrupt: a guest that is running handles the one and exits for the other.
        }
    }
}
