using System.Collections.Immutable;
using System.Linq;
using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>What happens around the vCPU: every order of these things is explored.</summary>
/// <param name="Name">How the command line names it.</param>
/// <param name="Summary">What it is about, in a few words.</param>
/// <param name="Activities">What the agents do, each once; at most four.</param>
/// <param name="Script">What the guest does, at any time but in this order; after that it idles.</param>
/// <param name="IsApicvActive">Whether the processor delivers posted interrupts.</param>
/// <param name="HasIdleDevice">Whether there is a device that could post, although it does not.</param>
internal sealed record Scenario(
    string Name,
    string Summary,
    ImmutableArray<Activity> Activities,
    ImmutableArray<ExitReason> Script,
    bool IsApicvActive = true,
    bool HasIdleDevice = false)
{
    /// <summary>How the machine is created.</summary>
    public MachineOptions Options { get; } = new(IsApicvActive, HasIdleDevice || Activities.Any(a => a.Kind == AgentKind.Device));

    /// <summary>The vectors that can be posted, at most four.</summary>
    public ImmutableArray<int> Vectors { get; } =
    [
        .. Activities.Where(a => a.Kind is AgentKind.Sender or AgentKind.Device).Select(a => a.Argument)
            .Concat(Activities.Any(a => a.Kind == AgentKind.HostDevice) ? [Vcpu.Machine.HostDeviceVector] : [])
            .Concat(Script.Contains(ExitReason.TimerDeadline) ? [Vcpu.FastPath.TimerVector] : [])
            .Distinct().Order(),
    ];
}
