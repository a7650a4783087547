using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>Who acts.</summary>
internal enum AgentKind
{
    /// <summary>The vCPU's thread, and its processor while the guest runs.</summary>
    Vcpu,

    /// <summary>An interrupt handler of the host, on the vCPU's processor.</summary>
    Handler,

    /// <summary>A thread on another processor that posts an interrupt.</summary>
    Sender,

    /// <summary>A device behind VT-d.</summary>
    Device,

    /// <summary>A device that the host serves by an interrupt on the vCPU's processor.</summary>
    HostDevice,

    /// <summary>A thread on another processor that makes a request.</summary>
    Requester,

    /// <summary>A thread on another processor that frees a page of the shadow page table.</summary>
    Freer,
}

/// <summary>One thing that an agent does from beginning to end.</summary>
/// <param name="Kind">Who.</param>
/// <param name="Argument">The vector, or the request.</param>
internal readonly record struct Activity(AgentKind Kind, int Argument)
{
    /// <summary>Does it.</summary>
    public void Run(IMachine machine)
    {
        switch (Kind)
        {
            case AgentKind.Vcpu:
                machine.RunVcpuOnce();
                break;
            case AgentKind.Handler:
                machine.TakeInterrupt();
                break;
            case AgentKind.Sender:
                machine.Post(Argument);
                break;
            case AgentKind.Device:
                machine.RaiseDevice(Argument);
                break;
            case AgentKind.HostDevice:
                machine.RaiseHostDevice();
                break;
            case AgentKind.Requester:
                machine.Ask(Argument);
                break;
            case AgentKind.Freer:
                machine.FreePageTable();
                break;
        }
    }
}
