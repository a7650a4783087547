using System.Collections.Immutable;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Vcpu;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>The standard scenarios. Together they give every mutant that can lose something the chance to do so.</summary>
internal static class Scenarios
{
    public const int Network = 0x31;
    public const int Disk = 0x2a;

    private static readonly Activity Sender = new(AgentKind.Sender, Network);
    private static readonly Activity SecondSender = new(AgentKind.Sender, Disk);
    private static readonly Activity Device = new(AgentKind.Device, Disk);
    private static readonly Activity HostDevice = new(AgentKind.HostDevice, 0);
    private static readonly Activity Kicker = new(AgentKind.Requester, (int)Request.None);
    private static readonly Activity Flusher = new(AgentKind.Requester, (int)Request.FlushTlb);
    private static readonly Activity Freer = new(AgentKind.Freer, 0);
    private static readonly Activity Halter = new(AgentKind.Requester, (int)Request.Halt);

    public static Scenario SenderAlone { get; } = new("sender", "software posts one interrupt", [Sender], []);

    public static Scenario DeviceAlone { get; } = new("device", "a VT-d device posts one interrupt", [Device], []);

    public static ImmutableArray<Scenario> All { get; } =
    [
        SenderAlone,
        DeviceAlone,
        new("same-vector", "two senders post the same vector", [Sender, Sender], []),
        new("requester", "a request to flush translations", [Flusher], []),
        new("fast-timer", "the guest's timer on the fast path", [], [ExitReason.TimerDeadline]),
        new("fast-timer+requester", "a request while the fast path is taken", [Flusher], [ExitReason.TimerDeadline]),
        new("self-kick", "the fast path kicks its own vCPU", [], [ExitReason.SelfKick]),
        new("apicv-off", "a device posts to a vCPU without APICv", [Device], [], IsApicvActive: false),
        new("apicv-off+fast-timer", "the guest's timer on the fast path, without APICv", [], [ExitReason.TimerDeadline], IsApicvActive: false),
        new("halt+requester", "a request to a guest that halts", [Flusher], [ExitReason.Halt]),
        new("halt+sender", "a sender posts to a guest that halts", [Sender], [ExitReason.Halt]),
        new("halt+device", "a device posts to a guest that halts", [Device], [ExitReason.Halt]),
        new("halt+host-device", "an interrupt handler posts to a guest that halts", [HostDevice], [ExitReason.Halt]),
        new("page-fault+freer", "a page table is freed while it may be read", [Freer], [ExitReason.PageFault]),
        new("preempted+device", "a device posts while the thread is preempted", [Device], [ExitReason.Preempted]),

        // The larger ones come last: most mutants have lost something by then.
        new("senders", "two senders post two vectors", [Sender, SecondSender], [ExitReason.Instruction]),
        new("sender+device", "a sender and a device post", [Sender, Device], [ExitReason.Instruction]),
        new("requester+kicker", "a request and a kick without one", [Flusher, Kicker], [ExitReason.Instruction]),
        new("sender+requester", "a post and a request", [Sender, Flusher], [ExitReason.Instruction]),
        new("apicv-off+requester", "the same, and a request", [Device, Flusher], [], IsApicvActive: false),
        new("apicv-off-senders", "two vectors for the host to inject", [Sender, Device], [], IsApicvActive: false),
        new("halt+sender+device", "both post to a guest that halts", [Sender, Device], [ExitReason.Halt]),
        new("halt-twice+senders", "two senders post to a guest that halts twice", [Sender, SecondSender], [ExitReason.Halt, ExitReason.Halt], HasIdleDevice: true),
        new("halt-request+sender", "a request to halt, and a post", [Halter, Sender], []),
        new("halt-request+device", "a request to halt, and a device", [Halter, Device], []),
        new("freer+sender", "a page table is freed, and a sender posts", [Freer, Sender], [ExitReason.PageFault]),
    ];
}
