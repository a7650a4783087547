using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>Exits that are handled with interrupts off and the mode unchanged, after which the guest is entered again.</summary>
public sealed class FastPath
{
    /// <summary>The vector of the guest's timer.</summary>
    public const int TimerVector = 0x22;

    private readonly VirtualCpu vcpu;
    private readonly PostedInterruptSender timer;

    /// <summary>Creates the fast path.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="timer">Posts from the vCPU's own thread.</param>
    public FastPath(VirtualCpu vcpu, PostedInterruptSender timer)
    {
        this.vcpu = vcpu;
        this.timer = timer;
    }

    /// <summary>Handles an exit, if it is one that needs no more.</summary>
    /// <returns>Whether the guest can be entered again at once.</returns>
    public bool Handles(ExitReason reason)
    {
        switch (reason)
        {
            case ExitReason.TimerDeadline:
                timer.Post(TimerVector);
                return true;

            case ExitReason.SelfKick:
                // A kick of the running vCPU by its own thread needs no interrupt and no atomic: nobody else leaves InGuest for Outside.
                vcpu.SetMode(VcpuMode.ExitingGuest);
                return true;

            default:
                return false;
        }
    }
}
