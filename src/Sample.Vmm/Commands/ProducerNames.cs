using System.Collections.Immutable;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Vcpu;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary>The producers that <c>--producers</c> can name.</summary>
internal static class ProducerNames
{
    public static ImmutableArray<(string Name, Activity Activity, string Summary)> All { get; } =
    [
        ("sender", new(AgentKind.Sender, Scenarios.Network), "a thread on another processor posts an interrupt"),
        ("sender2", new(AgentKind.Sender, Scenarios.Disk), "the same with another vector"),
        ("device", new(AgentKind.Device, Scenarios.Disk), "a device behind VT-d posts an interrupt; it never reads the mode"),
        ("host-device", new(AgentKind.HostDevice, 0), "a device interrupts the vCPU's processor; the host's handler posts"),
        ("requester", new(AgentKind.Requester, (int)Request.FlushTlb), "a thread asks for a flush of translations"),
        ("kicker", new(AgentKind.Requester, (int)Request.None), "a thread kicks the vCPU without a request"),
        ("freer", new(AgentKind.Freer, 0), "a thread frees a page of the shadow page table"),
        ("halter", new(AgentKind.Requester, (int)Request.Halt), "a thread asks the vCPU to halt"),
    ];
}
