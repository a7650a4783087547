using System;
using System.Collections.Generic;
using System.Linq;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Vcpu;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>
/// Judges states. Losses are judged at rest: the guest runs or its thread sleeps, no interrupt is pending, and no agent is in the middle
/// of anything, so that whatever is left undelivered then waits for something unrelated to happen.
/// </summary>
internal sealed class Oracle
{
    /// <summary>
    /// How many rounds are allowed in which the guest executes nothing and nobody else acts: serve, inject, cancel, and some. It bounds the
    /// entries to a delivery as well: before the guest executes, the processor delivers.
    /// </summary>
    private const int MostIdleRounds = 6;

    private const int RoundShift = 8;
    private const ulong RoundMask = 0xff00;
    private const ulong SwallowedMark = 1ul << 16;
    private const ulong OutsideMark = 1ul << 17;
    private const ulong AtomicMark = 1ul << 18;
    private const ulong PreemptedMark = 1ul << 19;
    private const ulong ServedMark = 1ul << 20;
    private const ulong HandlerMark = 1ul << 21;
    private const ulong OutstandingNotification = 1;

    private readonly MachineMap map;
    private readonly Scenario scenario;
    private readonly StateLayout layout;
    private readonly bool marksRaces;

    public Oracle(MachineMap map, Scenario scenario, StateLayout layout, bool marksRaces)
    {
        this.map = map;
        this.scenario = scenario;
        this.layout = layout;
        this.marksRaces = marksRaces;
    }

    /// <summary>A vector begins to be posted; one delivery of it is owed.</summary>
    public void CountPost(Span<ulong> state, int vector) => state[layout.Counts] += 1ul << Shift(vector);

    /// <summary>The guest has handled a vector.</summary>
    public void CountDelivery(Span<ulong> state, int vector) => state[layout.Counts] += 1ul << (Shift(vector) + 4);

    /// <summary>The vCPU's thread has gone round.</summary>
    public void CountRound(Span<ulong> state) => state[layout.Progress] += 1ul << RoundShift;

    /// <summary>Whether the thread has come to where it may sleep, with interrupts or preemption off.</summary>
    public bool IsInAtomicSection(Span<ulong> state)
    {
        if (state[map.InterruptFlag] != 0 && state[map.PreemptionOff] == 0)
            return false;
        state[layout.Progress] |= AtomicMark;
        return true;
    }

    /// <summary>Something else has happened: the thread may go round again.</summary>
    public void ForgetRounds(Span<ulong> state) => state[layout.Progress] &= ~RoundMask;

    /// <summary>Whether the thread has gone round too often.</summary>
    public bool IsStuck(ReadOnlySpan<ulong> state) => (state[layout.Progress] & RoundMask) >> RoundShift > MostIdleRounds;

    /// <summary>Looks at an operation that is about to be made.</summary>
    public void Watch(Span<ulong> state, AgentKind agent, Operation operation)
    {
        CountMerges(state, operation);
        if (agent == AgentKind.Vcpu)
            WatchVcpu(state, operation);
        else if (marksRaces && agent == AgentKind.Handler && operation.Kind == OperationKind.And && operation.Word == map.Pending)
            state[layout.Progress] |= state[map.Mode] == (ulong)VcpuMode.InGuest || state[layout.Buffer(0)] != 0 ? SwallowedMark : OutsideMark;
    }

    /// <summary>
    /// Where a vector meets the same vector that is still under way, the two are delivered once: in the PIR, between PIR and vIRR, where an
    /// injection is taken back, and in the local APIC for the device that the host serves.
    /// </summary>
    private void CountMerges(Span<ulong> state, Operation operation)
    {
        if (operation.Kind == OperationKind.Or && operation.Word == map.Pending)
        {
            if (operation.First == 1ul << (int)HostVector.Device && (state[map.Pending] & operation.First) != 0)
                CountMerged(state, Machine.HostDeviceVector);
            return;
        }

        if (Array.IndexOf(map.Pir, operation.Word) is var pir and >= 0 && operation.Kind is OperationKind.Or or OperationKind.Exchange)
            CountMerged(state, pir, state[operation.Word] & (operation.Kind == OperationKind.Or ? operation.First : state[map.Irr[pir]]));
        else if (operation.Kind == OperationKind.Write && state[map.GuestRuns] == 0 && Array.IndexOf(map.Isr, operation.Word) is var isr and >= 0)
            CountMerged(state, isr, state[operation.Word] & ~operation.First & state[map.Irr[isr]]);
    }

    private void WatchVcpu(Span<ulong> state, Operation operation)
    {
        var isInterruptible = state[map.InterruptFlag] != 0;
        if (operation.Kind == OperationKind.Served && !(isInterruptible && state[map.PreemptionOff] == 0))
            state[layout.Progress] |= ServedMark;
        else if (operation is { Kind: OperationKind.Write, First: 0 } && operation.Word == map.PreemptionOff && !isInterruptible)
            state[layout.Progress] |= PreemptedMark;
        else if (operation is { Kind: OperationKind.Write, First: 0 } && operation.Word == map.ExitInterrupt && isInterruptible)
            state[layout.Progress] |= HandlerMark;
    }

    /// <summary>Judges a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="rest">Whether, and where, it is at rest.</param>
    /// <param name="hasWaiter">Whether an agent waits for something that cannot happen any more.</param>
    /// <param name="filter">Only this race counts; null for every violation.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public Violation? Check(ReadOnlySpan<ulong> state, Rest rest, bool hasWaiter, RaceFilter? filter)
    {
        var violation = Judge(state, rest, hasWaiter);
        if (violation is null || filter is null)
            return violation;
        return (state[layout.Progress] & (filter == RaceFilter.SwallowedInGuest ? SwallowedMark : OutsideMark)) != 0 ? violation : null;
    }

    private Violation? Judge(ReadOnlySpan<ulong> state, Rest rest, bool hasWaiter)
    {
        foreach (var vector in scenario.Vectors)
        {
            var (posted, delivered) = Counts(state, vector);
            if (delivered > posted)
                return new(ViolationKind.DeliveredTwice, $"vector 0x{vector:x} is owed {posted} deliveries and was delivered {delivered} times");
        }

        if (IsStuck(state))
            return new(ViolationKind.NoProgress, $"{MostIdleRounds} rounds of the run loop, and the guest has executed nothing");
        if ((state[layout.Progress] & AtomicMark) != 0)
            return new(ViolationKind.SleepsInAtomicSection, $"the run loop goes round, where it may sleep, with {Off(state)} off");
        if ((state[layout.Progress] & ServedMark) != 0)
            return new(ViolationKind.SleepsInAtomicSection, $"a request is served, which may sleep, with {Off(state)} off");
        if ((state[layout.Progress] & PreemptedMark) != 0)
            return new(ViolationKind.SleepsInAtomicSection, "preemption is turned on, where the thread may lose its processor, with interrupts off");
        if ((state[layout.Progress] & HandlerMark) != 0)
            return new(ViolationKind.HandlerInterrupted, "the host's handler of the interrupt that ended the guest runs with interrupts on");
        if (state[map.ReadAfterFree] != 0)
            return new(ViolationKind.ReadAfterFree, "a page table was read after it was freed");
        if (state[map.WakeupList] > 1)
            return new(ViolationKind.ListCorrupted, "the vCPU was added to the wakeup list while it was on it");
        return rest == Rest.None ? null : hasWaiter
            ? new(ViolationKind.IgnoredRequest, "a requester waits for an answer, and no interrupt is pending that could bring it")
            : JudgeRest(state, rest == Rest.InGuest ? "the guest runs" : "the thread sleeps", rest);
    }

    private Violation? JudgeRest(ReadOnlySpan<ulong> state, string where, Rest rest)
    {
        if (rest == Rest.Asleep && (state[map.InterruptFlag] == 0 || state[map.PreemptionOff] != 0))
            return new(ViolationKind.SleepsInAtomicSection, $"the thread sleeps with {Off(state)} off");
        if (Vectors(state, map.Pir) is { Count: > 0 } posted)
        {
            var isOn = (state[map.Descriptor] & OutstandingNotification) != 0;
            return new(
                ViolationKind.LostInterrupt,
                $"vector {List(posted)} is in the PIR with ON {(isOn ? "set" : "clear")} and no notification pending, and {where}: lost");
        }

        if (Vectors(state, map.Irr) is { Count: > 0 } requested)
            return new(ViolationKind.LostInterrupt, $"vector {List(requested)} is in vIRR and not in RVI, and {where}: lost");
        foreach (var vector in scenario.Vectors)
        {
            if (Counts(state, vector) is var (posts, deliveries) && deliveries < posts)
                return new(ViolationKind.LostInterrupt, $"vector 0x{vector:x} was posted and is nowhere any more, and {where}: lost");
        }

        if (state[map.Requests] != 0)
        {
            return new(
                ViolationKind.IgnoredRequest,
                $"request {(Request)state[map.Requests]} is pending with no interrupt under way, and {where}: ignored");
        }

        if ((state[map.Descriptor] & OutstandingNotification) != 0)
            return new(ViolationKind.DeafToPosts, $"ON is set with no notification under way, and {where}: later posts notify nobody");
        if (rest == Rest.InGuest && state[map.Mode] == (ulong)VcpuMode.ExitingGuest)
            return new(ViolationKind.Unkickable, "the mode is ExitingGuest with no interrupt under way, and the guest runs: unkickable");
        return null;
    }

    private string Off(ReadOnlySpan<ulong> state) => state[map.InterruptFlag] == 0 ? "interrupts" : "preemption";

    private (int Posted, int Delivered) Counts(ReadOnlySpan<ulong> state, int vector)
    {
        var counts = state[layout.Counts] >> Shift(vector);
        return ((int)(counts & 0xf), (int)((counts >> 4) & 0xf));
    }

    private void CountMerged(Span<ulong> state, int index, ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
            CountMerged(state, (index * 64) + System.Numerics.BitOperations.TrailingZeroCount(bits));
    }

    private void CountMerged(Span<ulong> state, int vector) => state[layout.Counts] -= 1ul << Shift(vector);

    private int Shift(int vector) => scenario.Vectors.IndexOf(vector) * 8;

    private static List<int>? Vectors(ReadOnlySpan<ulong> state, int[] register)
    {
        List<int>? vectors = null;
        for (var index = 0; index < register.Length; index++)
        {
            for (var bits = state[register[index]]; bits != 0; bits &= bits - 1)
                (vectors ??= []).Add((index * 64) + System.Numerics.BitOperations.TrailingZeroCount(bits));
        }

        return vectors;
    }

    private static string List(List<int> vectors) => string.Join(", ", vectors.Select(vector => $"0x{vector:x}"));
}
