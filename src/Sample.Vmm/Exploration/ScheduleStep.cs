using System.Linq;
using System.Numerics;
using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>One thing that happens in a schedule.</summary>
/// <param name="Lane">Where it is drawn.</param>
/// <param name="Text">What happens.</param>
/// <param name="Role">What it is in the story.</param>
/// <param name="To">The lane that it reaches at once, such as an interrupt's target; null for none.</param>
/// <param name="Change">The bracket that begins or ends here; null for none.</param>
internal sealed record ScheduleStep(Lane Lane, string Text, StepRole Role = StepRole.Access, Lane? To = null, BracketChange? Change = null)
{
    private const string Reads = "reads ";
    private const string Buffered = ", buffered";

    /// <summary>Whether it only follows from the step before: an access that cannot race. It has no number.</summary>
    public bool IsMinor => Role == StepRole.Consequence;

    /// <summary>Whether this and the next step, with nothing between, are one look of the vCPU's thread at mode and requests.</summary>
    public bool ContinuesWith(ScheduleStep next) =>
        Role == StepRole.Look && next.Role == StepRole.Look && Lane == Lane.Vcpu && next.Lane == Lane.Vcpu;

    /// <summary>Both looks as one step, in which the same finding is told once.</summary>
    public ScheduleStep Join(ScheduleStep next)
    {
        var finding = next.Text[Reads.Length..];
        return Text[Reads.Length..].Split(", ").Contains(finding) ? this : this with { Text = $"{Text}, {finding}" };
    }

    /// <summary>Tells an access.</summary>
    public static ScheduleStep? Of(AgentKind agent, Operation operation, ulong result, MachineMap map, bool guestRuns, bool buffered)
    {
        var lane = agent switch
        {
            AgentKind.Vcpu => guestRuns ? Lane.Processor : Lane.Vcpu,
            AgentKind.Handler => Lane.Processor,
            AgentKind.Device or AgentKind.HostDevice => Lane.Device,
            _ => Lane.Sender,
        };
        var word = operation.Word < 0 ? null : map.Words[operation.Word];
        switch (operation.Kind)
        {
            case OperationKind.Return:
                return null;
            case OperationKind.FullBarrier:
                return new(lane, buffered ? "full barrier: stores visible" : "full barrier");
            case OperationKind.RunGuest:
                return result == 0
                    ? new(Lane.Processor, "sees a pending interrupt")
                    : new(Lane.Processor, $"the guest exits: {(ExitReason)(result - 1)}");
            case OperationKind.IdleWhile:
                return new(lane, "runs again");
            case OperationKind.Delivered:
                return new(Lane.Processor, $"the guest handles vector 0x{operation.First:x}", StepRole.Consequence);
            case OperationKind.Served:
                return new(lane, $"serves the request {(Vcpu.Request)operation.First}", StepRole.Consequence);
        }

        if (word is null || word.Kind == WordKind.Register)
            return null;
        if (word.Kind == WordKind.Memory && map.Pir.Contains(word.Index))
            return Pir(lane, operation, result, map);
        if (word.Index == map.Descriptor)
            return Descriptor(lane, operation, result, word);
        if (word.Index == map.Pending)
            return Pending(lane, agent, operation, guestRuns);
        if (word.Index == map.GuestRuns)
            return operation.Kind == OperationKind.Write ? new(Lane.Processor, operation.First != 0 ? "VM entry" : "VM exit") : null;
        if (word.Index == map.InterruptFlag)
        {
            return operation.Kind != OperationKind.Write ? null : operation.First != 0
                ? new(lane, "interrupts on", Change: new(Bracket.InterruptsOff, Begins: false))
                : new(lane, "interrupts off", Change: new(Bracket.InterruptsOff, Begins: true));
        }

        if (word.Index == map.Mode && operation.Kind is OperationKind.Write or OperationKind.Exchange)
            return Mode(lane, operation, word, buffered && operation.Kind == OperationKind.Write);
        if (word.Index == map.ThreadState && operation.Kind == OperationKind.Exchange)
        {
            return new(
                lane,
                operation.First != 0 ? "marks itself as waiting" : result != 0 ? "wakes the thread" : "would wake the thread; it runs",
                To: operation.First == 0 && result != 0 ? Lane.Vcpu : null);
        }

        return operation.Kind switch
        {
            OperationKind.Read => new(
                lane, $"{Reads}{word}: {word.Describe(result)}", word.Index == map.Mode || word.Index == map.Requests ? StepRole.Look : StepRole.Access),
            OperationKind.Write => new(lane, $"{word} = {word.Describe(operation.First)}{(buffered ? Buffered : string.Empty)}"),
            OperationKind.Or => new(lane, $"sets {word.Describe(operation.First)} in {word}"),
            OperationKind.And => new(lane, $"clears {word.Describe(~operation.First & result)} in {word}"),
            OperationKind.CompareExchange => new(
                lane,
                result == operation.Second
                    ? $"{word}: {word.Describe(result)} to {word.Describe(operation.First)}"
                    : $"leaves {word} as it is: {word.Describe(result)}"),
            _ => new(lane, $"{word} = {word.Describe(operation.First)}"),
        };
    }

    private static ScheduleStep Mode(Lane lane, Operation operation, Word word, bool buffered) => new(
        lane,
        $"{word} = {word.Describe(operation.First)}{(buffered ? Buffered : string.Empty)}",
        Change: new(Bracket.InGuestMode, operation.First == (ulong)Vcpu.VcpuMode.InGuest));

    private static ScheduleStep? Pir(Lane lane, Operation operation, ulong result, MachineMap map)
    {
        var first = System.Array.IndexOf(map.Pir, operation.Word) * 64;
        return operation.Kind switch
        {
            OperationKind.Or => new(
                lane,
                (result & operation.First) == 0
                    ? $"sets 0x{first + BitOperations.Log2(operation.First):x} in the PIR"
                    : $"finds 0x{first + BitOperations.Log2(operation.First):x} in the PIR"),
            OperationKind.Exchange => new(lane, $"takes {List(first, result)} out of the PIR"),
            _ when result == 0 && first != 0 => null,
            _ => new(lane, result == 0 ? "finds the PIR empty" : $"finds {List(first, result)} in the PIR"),
        };
    }

    private static ScheduleStep Descriptor(Lane lane, Operation operation, ulong result, Word word) => operation switch
    {
        { Kind: OperationKind.Or, First: 1 } => new(lane, (result & 1) == 0 ? "sets ON" : "finds ON set"),
        { Kind: OperationKind.And, First: ~1ul } => new(lane, "clears ON"),
        { Kind: OperationKind.Or, First: 2 } => new(lane, "sets SN"),
        { Kind: OperationKind.And, First: ~2ul } => new(lane, "clears SN"),
        { Kind: OperationKind.Read } => new(lane, $"{Reads}{word.Describe(result)}"),
        { Kind: OperationKind.CompareExchange } when result != operation.Second => new(lane, "the descriptor has changed: tries again"),
        { Kind: OperationKind.CompareExchange } when operation.First == (operation.Second | 1) => new(lane, "sets ON"),
        _ => new(lane, $"descriptor: {word.Describe(operation.First)}"),
    };

    private static ScheduleStep? Pending(Lane lane, AgentKind agent, Operation operation, bool guestRuns) => operation.Kind switch
    {
        OperationKind.Or => new(lane, $"sends {Name(operation.First)}", To: Lane.Processor),
        OperationKind.And when guestRuns => new(Lane.Processor, $"takes {Name(~operation.First)} in guest mode"),
        OperationKind.And when (HostVector)BitOperations.Log2(~operation.First) is HostVector.Notification or HostVector.Reschedule =>
            new(Lane.Processor, $"takes {Name(~operation.First)} in host mode: the handler does nothing", StepRole.Swallowed),
        OperationKind.And => new(Lane.Processor, $"takes {Name(~operation.First)} in host mode"),
        _ => agent == AgentKind.Handler || guestRuns ? null : new(lane, "looks at the pending interrupts"),
    };

    private static string Name(ulong bit) => ((HostVector)BitOperations.Log2(bit)).ToString();

    private static string List(int first, ulong bits)
    {
        var names = string.Empty;
        for (; bits != 0; bits &= bits - 1)
            names += $"{(names.Length == 0 ? string.Empty : ", ")}0x{first + BitOperations.TrailingZeroCount(bits):x}";
        return names.Length == 0 ? "nothing" : names;
    }
}
