using System;
using System.Collections.Generic;
using System.Threading;
using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>
/// Explores every interleaving of one machine's agents in one scenario, breadth first, so that the first violation found has the shortest
/// schedule. Agents interleave at accesses to memory and control registers; accesses to registers cannot race and follow at once.
/// </summary>
internal sealed class Explorer
{
    /// <summary>The agents that are always there; activities follow.</summary>
    private const int VcpuAgent = 0;
    private const int HandlerAgent = 1;
    private const int FirstActivity = 2;

    private const ulong NotBegun = 0;
    private const ulong Done = 1;
    private const ulong FirstPoint = 2;

    private readonly CodeTree tree;
    private readonly MachineMap map;
    private readonly Scenario scenario;
    private readonly MemoryModel memoryModel;
    private readonly RaceFilter? filter;
    private readonly StateLayout layout;
    private readonly Oracle oracle;
    private readonly Activity[] agents;
    private readonly bool[] isLocal;

    /// <summary>Prepares an exploration.</summary>
    /// <param name="tree">The code; it grows, and can be used for further explorations of the same machine.</param>
    /// <param name="scenario">What happens around the vCPU.</param>
    /// <param name="memoryModel">When stores become visible.</param>
    /// <param name="filter">Only violations of this kind count; null for all.</param>
    public Explorer(CodeTree tree, Scenario scenario, MemoryModel memoryModel, RaceFilter? filter = null)
    {
        this.tree = tree;
        this.scenario = scenario;
        this.memoryModel = memoryModel;
        this.filter = filter;
        map = new MachineMap(tree.Machine.Layout);
        agents = [new(AgentKind.Vcpu, 0), new(AgentKind.Handler, 0), .. scenario.Activities];
        layout = new StateLayout(map.Words.Length, agents.Length);
        oracle = new Oracle(map, scenario, layout, marksRaces: filter is not null);
        isLocal = Array.ConvertAll(map.Words, word => word.Kind == WordKind.Register || IsQuiet(word.Index));
    }

    /// <summary>Explores.</summary>
    /// <param name="limit">The most states to keep. Reaching it makes the result incomplete.</param>
    /// <param name="progress">Told the number of states from time to time.</param>
    /// <param name="cancellation">Ends the exploration with an <see cref="OperationCanceledException"/>.</param>
    public ExplorationResult Run(int limit = 4_000_000, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var states = new StateSet(layout.Width);
        var origins = new List<(int Parent, Move Move)>();
        var transitions = 0L;
        Span<ulong> state = stackalloc ulong[layout.Width];
        Initial(state);
        states.Add(state);
        origins.Add((-1, default));
        var violation = oracle.Check(state, RestOf(state, out var waits), waits, filter);
        for (var current = 0; violation is null && current < states.Count; current++)
        {
            if (current % 8192 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(states.Count);
            }

            if (states.Count >= limit)
                return new ExplorationResult(states.Count, transitions, IsComplete: false, null, []);

            for (var agent = 0; agent < agents.Length && violation is null; agent++)
            {
                for (var kind = MoveKind.Step; kind <= MoveKind.GuestExit && violation is null; kind++)
                {
                    var move = new Move((byte)agent, kind);
                    states[current].CopyTo(state);
                    if (!IsEnabled(state, move))
                        continue;
                    transitions++;
                    Apply(state, move, null);
                    if (!states.Add(state))
                        continue;
                    origins.Add((current, move));
                    violation = oracle.Check(state, RestOf(state, out waits), waits, filter);
                }
            }
        }

        if (violation is null)
            return new ExplorationResult(states.Count, transitions, IsComplete: true, null, []);
        return new ExplorationResult(states.Count, transitions, IsComplete: true, violation, Retell(origins));
    }

    /// <summary>Tells the schedule that led to the state that was added last.</summary>
    private List<ScheduleStep> Retell(List<(int Parent, Move Move)> origins)
    {
        var moves = new List<Move>();
        for (var index = origins.Count - 1; index > 0; index = origins[index].Parent)
            moves.Add(origins[index].Move);
        moves.Reverse();
        var steps = new List<ScheduleStep>();
        Span<ulong> state = stackalloc ulong[layout.Width];
        Initial(state);
        foreach (var move in moves)
            Apply(state, move, steps);
        return steps;
    }

    private void Initial(Span<ulong> state)
    {
        state.Clear();
        for (var index = 0; index < map.Words.Length; index++)
            state[index] = map.Words[index].Initial;
        state[layout.Point(VcpuAgent)] = FirstPoint + (ulong)tree.Root(agents[VcpuAgent]);
        Settle(state, VcpuAgent, null);
    }

    private bool IsEnabled(Span<ulong> state, Move move)
    {
        var agent = move.Agent;
        var buffer = state[layout.Buffer(agent)];
        if (move.Kind == MoveKind.Flush)
            return agent != HandlerAgent && buffer != 0;

        var point = state[layout.Point(agent)];
        if (agent == VcpuAgent && state[layout.Point(HandlerAgent)] != NotBegun)
            return false;
        if (point == Done)
            return false;
        if (point == NotBegun)
        {
            return move.Kind == MoveKind.Step
                && (agent != HandlerAgent
                    || (state[map.InterruptFlag] != 0 && state[map.GuestRuns] == 0 && state[map.Pending] != 0));
        }

        var operation = tree.At((int)(point - FirstPoint));
        switch (operation.Kind)
        {
            case OperationKind.RunGuest:
                return move.Kind == MoveKind.Step
                    ? state[map.Pending] != 0
                    : (int)(state[layout.Progress] & 0xff) < scenario.Script.Length;
            case OperationKind.IdleWhile:
                return move.Kind == MoveKind.Step && Load(state, agent, operation.Word) != operation.First;
            case OperationKind.Write when memoryModel == MemoryModel.Tso && IsBuffered(operation.Word):
                return move.Kind == MoveKind.Step && !StateLayout.IsFull(buffer);
            default:
                return move.Kind == MoveKind.Step;
        }
    }

    private void Apply(Span<ulong> state, Move move, List<ScheduleStep>? story)
    {
        int agent = move.Agent;
        if (move.Kind == MoveKind.Flush)
        {
            Flush(state, agent, story);
            return;
        }

        var point = state[layout.Point(agent)];
        if (point == NotBegun)
        {
            point = FirstPoint + (ulong)tree.Root(agents[agent]);
            state[layout.Point(agent)] = point;
            if (agents[agent].Kind is AgentKind.Sender or AgentKind.Device)
                oracle.CountPost(state, agents[agent].Argument);
            else if (agents[agent].Kind == AgentKind.HostDevice)
                oracle.CountPost(state, Vcpu.Machine.HostDeviceVector);
        }

        if (agent != VcpuAgent)
            oracle.ForgetRounds(state);
        Perform(state, agent, move.Kind == MoveKind.GuestExit, story);
        Settle(state, agent, story);
    }

    /// <summary>Makes the accesses that cannot race, up to the next one that can.</summary>
    private void Settle(Span<ulong> state, int agent, List<ScheduleStep>? story)
    {
        while (true)
        {
            var operation = tree.At((int)(state[layout.Point(agent)] - FirstPoint));
            if (operation.Kind == OperationKind.Return)
            {
                if (agent != VcpuAgent)
                {
                    state[layout.Point(agent)] = agent == HandlerAgent ? NotBegun : Done;
                    return;
                }

                oracle.CountRound(state);
                if (oracle.IsInAtomicSection(state))
                    return;
                state[layout.Point(agent)] = FirstPoint + (ulong)tree.Root(agents[agent]);
                if (oracle.IsStuck(state))
                    return;
                continue;
            }

            var isLocalStep = operation.Kind is OperationKind.Delivered or OperationKind.Served
                || (operation.Word >= 0 && isLocal[operation.Word]
                    && operation.Kind is not (OperationKind.RunGuest or OperationKind.IdleWhile));
            if (!isLocalStep)
            {
                if (operation.Kind == OperationKind.RunGuest)
                    oracle.ForgetRounds(state);
                return;
            }

            Perform(state, agent, guestExits: false, story);
        }
    }

    private void Perform(Span<ulong> state, int agent, bool guestExits, List<ScheduleStep>? story)
    {
        var point = (int)(state[layout.Point(agent)] - FirstPoint);
        var operation = tree.At(point);
        if (operation.Word >= 0 && agent != VcpuAgent && map.Words[operation.Word].Kind == WordKind.Register)
            throw new InvalidOperationException($"{map.Words[operation.Word]} is accessed by an agent other than the vCPU.");
        oracle.Watch(state, agents[agent].Kind, operation);
        var result = Result(state, agent, operation, guestExits);
        if (story is not null && Describe(state, agent, operation, result) is { } step)
        {
            if (story.Count > 0 && story[^1].ContinuesWith(step))
                story[^1] = story[^1].Join(step);
            else
                story.Add(step);
        }

        state[layout.Point(agent)] = FirstPoint + (ulong)tree.After(point, result);
    }

    private ulong Result(Span<ulong> state, int agent, Operation operation, bool guestExits)
    {
        var word = operation.Word;
        switch (operation.Kind)
        {
            case OperationKind.Read:
                return Load(state, agent, word);

            case OperationKind.Write when memoryModel == MemoryModel.Tso && IsBuffered(word):
                ref var buffer = ref state[layout.Buffer(agent)];
                buffer = StateLayout.Enqueue(buffer, word, operation.First);
                return 0;

            case OperationKind.Write:
                Store(state, word, operation.First);
                return 0;

            case OperationKind.FullBarrier:
                Drain(state, agent);
                return 0;

            case OperationKind.Or or OperationKind.And or OperationKind.Exchange or OperationKind.CompareExchange:
                Drain(state, agent);
                var before = state[word];
                var after = operation.Kind switch
                {
                    OperationKind.Or => before | operation.First,
                    OperationKind.And => before & operation.First,
                    OperationKind.Exchange => operation.First,
                    _ => before == operation.Second ? operation.First : before,
                };
                Store(state, word, after);
                return before;

            case OperationKind.RunGuest when guestExits:
                var reason = scenario.Script[(int)(state[layout.Progress] & 0xff)];
                state[layout.Progress]++;
                if (reason == ExitReason.TimerDeadline)
                    oracle.CountPost(state, Vcpu.FastPath.TimerVector);
                return 1 + (ulong)reason;

            case OperationKind.Delivered:
                oracle.CountDelivery(state, (int)operation.First);
                return 0;

            default:
                return 0;
        }
    }

    private ulong Load(Span<ulong> state, int agent, int word) =>
        IsBuffered(word) && StateLayout.TryForward(state[layout.Buffer(agent)], word, out var value) ? value : state[word];

    private void Store(Span<ulong> state, int word, ulong value)
    {
        if (isLocal[word] && map.Words[word].Kind == WordKind.Memory && state[word] != value)
            throw new InvalidOperationException($"{map.Words[word]} was taken for a word that nobody writes.");
        state[word] = value;
    }

    private void Drain(Span<ulong> state, int agent)
    {
        while (state[layout.Buffer(agent)] != 0)
            Flush(state, agent, null);
    }

    private void Flush(Span<ulong> state, int agent, List<ScheduleStep>? story)
    {
        ref var buffer = ref state[layout.Buffer(agent)];
        var word = (int)((buffer >> 8) & 0xff) - 1;
        var value = buffer & 0xff;
        state[word] = value;
        buffer >>= 16;
        story?.Add(new ScheduleStep(Lane.Processor, $"{map.Words[word]} = {map.Words[word].Describe(value)} becomes visible"));
    }

    /// <summary>A word of the PIR to which nobody posts in this scenario.</summary>
    private bool IsQuiet(int word)
    {
        var index = Array.IndexOf(map.Pir, word);
        if (index < 0)
            return false;
        foreach (var vector in scenario.Vectors)
        {
            if (vector >> 6 == index)
                return false;
        }

        return true;
    }

    private bool IsBuffered(int word) => map.Words[word].Kind == WordKind.Memory;

    /// <summary>Nothing is under way: only something that has not begun, or the guest by itself, could change anything.</summary>
    private Rest RestOf(Span<ulong> state, out bool hasWaiter)
    {
        hasWaiter = false;
        for (var agent = 0; agent < agents.Length; agent++)
        {
            if (state[layout.Buffer(agent)] != 0)
                return Rest.None;
            var point = state[layout.Point(agent)];
            if (agent == VcpuAgent || point is NotBegun or Done)
                continue;
            if (IsEnabled(state, new Move((byte)agent, MoveKind.Step)))
                return Rest.None;
            hasWaiter = true;
        }

        if (IsEnabled(state, new Move(HandlerAgent, MoveKind.Step)) || IsEnabled(state, new Move(VcpuAgent, MoveKind.Step)))
            return Rest.None;
        return tree.At((int)(state[layout.Point(VcpuAgent)] - FirstPoint)).Kind == OperationKind.RunGuest ? Rest.InGuest : Rest.Asleep;
    }

    private ScheduleStep? Describe(Span<ulong> state, int agent, Operation operation, ulong result) =>
        ScheduleStep.Of(agents[agent].Kind, operation, result, map, state[map.GuestRuns] != 0, memoryModel == MemoryModel.Tso);
}
