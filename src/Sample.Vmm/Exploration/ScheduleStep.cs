using System.Linq;
using System.Numerics;
using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>The lanes of a sequence diagram.</summary>
internal enum Lane
{
    /// <summary>The vCPU's thread.</summary>
    Vcpu,

    /// <summary>Threads on other processors: senders and requesters.</summary>
    Sender,

    /// <summary>Devices.</summary>
    Device,

    /// <summary>The vCPU's processor: what it does while the guest runs, its store buffer, and its interrupts.</summary>
    Processor,
}

/// <summary>One thing that happens in a schedule.</summary>
/// <param name="Lane">Where it is drawn.</param>
/// <param name="Text">What happens.</param>
/// <param name="IsMinor">Whether it only follows from the step before: an access that cannot race.</param>
/// <param name="To">The lane that it reaches at once, such as an interrupt's target; null for none.</param>
internal sealed record ScheduleStep(Lane Lane, string Text, bool IsMinor = false, Lane? To = null)
{
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
                return new(lane, buffered ? "full barrier: its stores are visible" : "full barrier");
            case OperationKind.RunGuest:
                return result == 0
                    ? new(Lane.Processor, "an interrupt is pending for the running guest")
                    : new(Lane.Processor, $"the guest exits: {(ExitReason)(result - 1)}");
            case OperationKind.IdleWhile:
                return new(lane, "the thread runs again");
            case OperationKind.Delivered:
                return new(Lane.Processor, $"the guest handles vector 0x{operation.First:x}", IsMinor: true);
            case OperationKind.Served:
                return new(lane, $"serves the request {(Vcpu.Request)operation.First}", IsMinor: true);
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
            return operation.Kind == OperationKind.Write ? new(lane, operation.First != 0 ? "interrupts on" : "interrupts off") : null;
        if (word.Index == map.ThreadState && operation.Kind == OperationKind.Exchange)
        {
            return new(
                lane,
                operation.First != 0 ? "marks itself as waiting" : result != 0 ? "wakes the thread" : "would wake the thread; it runs",
                To: operation.First == 0 && result != 0 ? Lane.Vcpu : null);
        }

        return operation.Kind switch
        {
            OperationKind.Read => new(lane, $"reads {word}: {word.Describe(result)}"),
            OperationKind.Write => new(lane, $"{word} = {word.Describe(operation.First)}{(buffered ? " (in the store buffer)" : string.Empty)}"),
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

    private static ScheduleStep Pir(Lane lane, Operation operation, ulong result, MachineMap map)
    {
        var first = System.Array.IndexOf(map.Pir, operation.Word) * 64;
        return operation.Kind switch
        {
            OperationKind.Or => new(
                lane,
                (result & operation.First) == 0
                    ? $"sets vector 0x{first + BitOperations.Log2(operation.First):x} in the PIR"
                    : $"finds vector 0x{first + BitOperations.Log2(operation.First):x} in the PIR"),
            OperationKind.Exchange => new(lane, $"takes {List(first, result)} out of the PIR"),
            _ => new(lane, result == 0 ? "finds the PIR empty" : $"finds {List(first, result)} in the PIR", IsMinor: first != 0),
        };
    }

    private static ScheduleStep Descriptor(Lane lane, Operation operation, ulong result, Word word) => operation switch
    {
        { Kind: OperationKind.Or, First: 1 } => new(lane, (result & 1) == 0 ? "sets ON" : "finds ON set"),
        { Kind: OperationKind.And, First: ~1ul } => new(lane, "clears ON"),
        { Kind: OperationKind.Or, First: 2 } => new(lane, "sets SN"),
        { Kind: OperationKind.And, First: ~2ul } => new(lane, "clears SN"),
        { Kind: OperationKind.Read } => new(lane, $"reads the descriptor: {word.Describe(result)}"),
        { Kind: OperationKind.CompareExchange } => new(
            lane,
            result == operation.Second ? $"descriptor: {word.Describe(operation.First)}" : "the descriptor has changed: tries again"),
        _ => new(lane, $"descriptor: {word.Describe(operation.First)}"),
    };

    private static ScheduleStep? Pending(Lane lane, AgentKind agent, Operation operation, bool guestRuns) => operation.Kind switch
    {
        OperationKind.Or => new(lane, $"sends {Name(operation.First)}", To: Lane.Processor),
        OperationKind.And when guestRuns => new(Lane.Processor, $"takes {Name(~operation.First)} in guest mode"),
        OperationKind.And when (HostVector)BitOperations.Log2(~operation.First) is HostVector.Notification or HostVector.Reschedule =>
            new(Lane.Processor, $"{Name(~operation.First)} is taken by the host, whose handler does nothing"),
        OperationKind.And => new(Lane.Processor, $"{Name(~operation.First)} is taken by the host's handler"),
        _ => agent == AgentKind.Handler || guestRuns ? null : new(lane, "looks at the pending interrupts"),
    };

    private static string Name(ulong bit) => $"the {(HostVector)BitOperations.Log2(bit)} interrupt";

    private static string List(int first, ulong bits)
    {
        var names = string.Empty;
        for (; bits != 0; bits &= bits - 1)
            names += $"{(names.Length == 0 ? string.Empty : ", ")}0x{first + BitOperations.TrailingZeroCount(bits):x}";
        return names.Length == 0 ? "nothing" : names;
    }
}
