using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Which operations of a body perform or undo a step, and where they stand to another operation.</summary>
internal sealed class Performers
{
    private readonly FlowGraph _graph;
    private readonly ISummaries _summaries;
    private readonly Coincidence? _names;
    private readonly Dictionary<(ProtocolStep, Path?, int), Site?> _later = new();
    private readonly Dictionary<ProtocolStep, bool> _any = new();
    private readonly Dictionary<ProtocolStep, bool> _guarded = new();
    private readonly Dictionary<(ProtocolStep, int), (Site, Site)?> _early = new();
    private HashSet<ISymbol>? _written;

    /// <param name="graph">The graph of the body.</param>
    /// <param name="summaries">What callees do.</param>
    /// <param name="names">Which of its names are one object where it is entered.</param>
    public Performers(FlowGraph graph, ISummaries summaries, Coincidence? names = null)
    {
        _names = names;
        _graph = graph;
        _summaries = summaries;
    }

    /// <summary>
    /// An operation that performs the step, for the same subject, after this one: on no way back to it, and not to make good for
    /// an undo in between. Null if there is none.
    /// </summary>
    public Site? Later(ProtocolStep step, Path? subject, Instruction from)
    {
        if (!_any.TryGetValue(step, out bool any))
            _any[step] = any = _graph.Nodes.Any(node => node.Instructions.Any(instruction => PerformedBy(node, instruction, step, null) is not null));

        if (!any)
            return null;

        if (!_later.TryGetValue((step, subject, from.Id), out Site? known))
            _later[(step, subject, from.Id)] = known = FindLater(step, subject, from);

        return known;
    }

    /// <summary>
    /// Where an instant step ran on every way to an exit, and the operation after it that performs a step which it has to follow; null
    /// where it is not so.
    /// </summary>
    public (Site Performed, Site Passed)? RanEarly(ProtocolStep step, FlowNode exit)
    {
        if (_early.TryGetValue((step, exit.Index), out (Site, Site)? known))
            return known;

        var performers = new Dictionary<FlowNode, (int Index, Site Site)>();
        foreach (FlowNode node in _graph.Nodes)
        {
            for (int i = 0; i < node.Instructions.Length; i++)
            {
                if (PerformedBy(node, node.Instructions[i], step, null) is { } site)
                    performers[node] = (i, site);
            }
        }

        (Site, Site)? found = null;
        if (performers.Count > 0 && !ReachesAround(exit, performers))
        {
            foreach (KeyValuePair<FlowNode, (int Index, Site Site)> performer in performers)
            {
                if (EarlierAfter(step, performer.Key, performer.Value.Index) is { } passed)
                    found = (performer.Value.Site, passed);
            }
        }

        return _early[(step, exit.Index)] = found;
    }

    private bool ReachesAround(FlowNode exit, Dictionary<FlowNode, (int Index, Site Site)> performers)
    {
        if (performers.ContainsKey(_graph.Entry))
            return false;

        var seen = new HashSet<FlowNode> { _graph.Entry };
        var work = new Stack<FlowNode>(seen);
        while (work.Count > 0)
        {
            FlowNode node = work.Pop();
            if (node == exit)
                return true;

            foreach (FlowNode target in FlowGraph.Targets(node))
            {
                if (!performers.ContainsKey(target) && seen.Add(target))
                    work.Push(target);
            }
        }

        return false;
    }

    private Site? EarlierAfter(ProtocolStep step, FlowNode from, int index)
    {
        IEnumerable<(FlowNode Node, Instruction Instruction)> after = from.Instructions.Skip(index + 1).Select(instruction => (from, instruction))
            .Concat(Reachable(FlowGraph.Targets(from)).OrderBy(static node => node.Index).SelectMany(static node => node.Instructions.Select(instruction => (node, instruction))));
        foreach ((FlowNode node, Instruction instruction) in after)
        {
            foreach (ProtocolStep earlier in step.Protocol.Steps.Take(step.Index))
            {
                if (PerformedBy(node, instruction, earlier, null) is { } site)
                    return site;
            }
        }

        return null;
    }

    /// <summary>Whether an operation that performs the step can come before this one.</summary>
    public bool IsPerformedBefore(ProtocolStep step, Instruction end) => PerformedBefore(step, end) is not null;

    /// <summary>An operation that performs the step, for whatever object, and can come before this one.</summary>
    public Site? PerformedBefore(ProtocolStep step, Instruction end)
    {
        Site? found = null;
        foreach (FlowNode node in _graph.Nodes)
        {
            for (int i = 0; i < node.Instructions.Length; i++)
            {
                if (PerformedBy(node, node.Instructions[i], step, null) is not { } site)
                    continue;

                if (IndexOf(node, end) > i || Reachable(FlowGraph.Targets(node)).Any(later => IndexOf(later, end) >= 0))
                    found = site;
            }
        }

        return found;
    }

    /// <summary>
    /// Whether it depends on a condition of a path what becomes of a step: what performs or undoes it does not stand on both of its sides. Where results or
    /// values decide whether an operation performs it, every condition may be about them.
    /// </summary>
    public bool Decides(Story branch, ProtocolStep step)
    {
        bool isFound = false;
        foreach (FlowNode node in _graph.Nodes)
        {
            if (!node.Successors.Exists(edge => branch.Site.Equals(edge.Site)))
                continue;

            isFound = true;
            List<HashSet<int>> sides = node.Successors.Select(edge => Changers(edge.Target, node, step)).ToList();
            if (sides.Exists(side => !side.SetEquals(sides[0])))
                return true;
        }

        return !isFound || _graph.Nodes.SelectMany(static node => node.Instructions).Any(instruction =>
            instruction is Instruction.Event { Conditions.IsEmpty: false } happening && ReferenceEquals(happening.Step, step));
    }

    /// <summary>The operations that perform or undo a step on the ways from one node that do not lead through another.</summary>
    private HashSet<int> Changers(FlowNode from, FlowNode around, ProtocolStep step)
    {
        var changers = new HashSet<int>();
        var seen = new HashSet<FlowNode> { around };
        var work = new Stack<FlowNode>();
        work.Push(from);
        while (work.Count > 0)
        {
            FlowNode node = work.Pop();
            if (!seen.Add(node))
                continue;

            foreach (Instruction instruction in node.Instructions)
            {
                if (PerformedBy(node, instruction, step, null) is not null || Undoes(instruction, step))
                    changers.Add(instruction.Id);
            }

            foreach (FlowNode target in FlowGraph.Targets(node))
                work.Push(target);
        }

        return changers;
    }

    /// <summary>The last call of a helper that the predicate accepts by its place.</summary>
    public Site? HelperCall(Func<Site, bool> accepts) => _graph.Nodes
        .SelectMany(static node => node.Instructions).OfType<Instruction.Call>().Select(static call => call.Site).LastOrDefault(accepts);

    /// <summary>The first call of a helper that performs the step.</summary>
    public Site? HelperCall(ProtocolStep step) => _graph.Nodes
        .SelectMany(static node => node.Instructions, static (node, instruction) => (node, instruction))
        .Where(at => at.instruction is Instruction.Call && PerformedBy(at.node, at.instruction, step, null) is not null)
        .Select(static at => ((Instruction.Call)at.instruction).Site)
        .FirstOrDefault();

    /// <summary>Whether the body, or a helper that says what it leaves there, writes a field.</summary>
    public bool Writes(ISymbol field) => (_written ??= new HashSet<ISymbol>(_graph.Nodes.SelectMany(static node => node.Instructions).SelectMany(Written), SymbolEqualityComparer.Default)).Contains(field);

    private IEnumerable<ISymbol> Written(Instruction instruction) => instruction switch
    {
        Instruction.StoreField store => new[] { store.Member },
        Instruction.Call call when _summaries.Of(call.Callee) is { } summary => summary.Exits.SelectMany(static exit => exit.Outputs).Where(static output => !output.Value.Equals(output.Place))
            .Select(static output => output.Place.Fields.LastOrDefault()?.Member ?? output.Place.Symbol as ISymbol).OfType<ISymbol>(),
        _ => Enumerable.Empty<ISymbol>(),
    };

    /// <summary>Whether an operation changes the step of one object at a time.</summary>
    public bool ChangesOne(Site site, ProtocolStep step) => _graph.Nodes.SelectMany(static node => node.Instructions).All(instruction => instruction switch
    {
        Instruction.Call call when call.Site.Equals(site) => _summaries.Of(call.Callee) is not { } summary
            || summary.Exits.All(exit => exit.Effects.Count(effect => ReferenceEquals(effect.Step, step)) <= 1),
        _ => true,
    });

    /// <summary>Whether anything in the body undoes the step.</summary>
    public bool IsUndoneSomewhere(ProtocolStep step) => _graph.Nodes.Any(node => node.Instructions.Any(instruction => Undoes(instruction, step)));

    private static int IndexOf(FlowNode node, Instruction instruction)
    {
        for (int i = 0; i < node.Instructions.Length; i++)
        {
            if (ReferenceEquals(node.Instructions[i], instruction))
                return i;
        }

        return -1;
    }

    private static HashSet<FlowNode> Reachable(IEnumerable<FlowNode> from)
    {
        var reached = new HashSet<FlowNode>(from);
        var work = new Stack<FlowNode>(reached);
        while (work.Count > 0)
        {
            foreach (FlowNode target in FlowGraph.Targets(work.Pop()))
            {
                if (reached.Add(target))
                    work.Push(target);
            }
        }

        return reached;
    }

    private Site? FindLater(ProtocolStep step, Path? subject, Instruction from)
    {
        // A helper that needs it and ends it: what performs it afterwards makes good for that.
        if (Undoes(from, step))
            return null;

        var seen = new HashSet<FlowNode>();
        var work = new Queue<(FlowNode Node, int Start)>();
        foreach (FlowNode node in _graph.Nodes)
        {
            int index = IndexOf(node, from);
            if (index >= 0)
                work.Enqueue((node, index + 1));
        }

        while (work.Count > 0)
        {
            (FlowNode node, int start) = work.Dequeue();
            bool isUndone = false;
            for (int i = start; i < node.Instructions.Length && !isUndone; i++)
            {
                Instruction instruction = node.Instructions[i];
                if (PerformedBy(node, instruction, step, subject) is { } site && !LeadsBack(node, i, from, step))
                    return site;

                isUndone = Undoes(instruction, step) || MayEndOfCallers(node, instruction, step);
            }

            if (isUndone)
                continue;

            foreach (FlowNode target in FlowGraph.Targets(node))
            {
                if (seen.Add(target))
                    work.Enqueue((target, 0));
            }
        }

        return null;
    }

    /// <summary>Whether what was performed can still be in effect when the operation is reached again.</summary>
    private bool LeadsBack(FlowNode node, int index, Instruction to, ProtocolStep step)
    {
        var seen = new HashSet<FlowNode>();
        var work = new Stack<(FlowNode Node, int Start)>();
        work.Push((node, index + 1));
        while (work.Count > 0)
        {
            (FlowNode next, int start) = work.Pop();
            bool isUndone = false;
            for (int i = start; i < next.Instructions.Length && !isUndone; i++)
            {
                if (ReferenceEquals(next.Instructions[i], to))
                    return true;

                isUndone = Undoes(next.Instructions[i], step);
            }

            if (isUndone)
                continue;

            foreach (FlowNode target in FlowGraph.Targets(next))
            {
                if (seen.Add(target))
                    work.Push((target, 0));
            }
        }

        return false;
    }

    /// <summary>The operation, if it performs the step for the subject; a null subject is any.</summary>
    private Site? PerformedBy(FlowNode node, Instruction instruction, ProtocolStep step, Path? subject)
    {
        switch (instruction)
        {
            case Instruction.Event { Kind: EventKind.Step or EventKind.Ensures } happening when ReferenceEquals(happening.Step, step):
                return subject is null || step.Scope != StepScope.Object || IsSame(subject, PathOf(node, happening.Subject)) ? happening.Site : null;

            case Instruction.Call call when _summaries.Of(call.Callee) is { } summary:
                foreach (SlotEffect effect in summary.Exits.SelectMany(static exit => exit.Effects))
                {
                    if (ReferenceEquals(effect.Step, step)
                        && effect.Value.Has(Possibility.Gained | Possibility.Pending)
                        && (subject is null || step.Scope != StepScope.Object || IsSame(subject, PathOf(node, call, effect.Subject))))
                    {
                        return call.Site;
                    }
                }

                return null;

            default:
                return null;
        }
    }

    private bool IsSame(Path subject, Path? other) => other is not null && subject.Equals(_names?.Standing(other) ?? other);

    /// <summary>How the body names what a register holds, as far as its own node tells.</summary>
    private static Path? PathOf(FlowNode node, int register)
    {
        if (register == Instruction.Event.ProgramSubject)
            return Path.Of(PathRoot.Program);

        foreach (Instruction instruction in node.Instructions)
        {
            if (instruction is not Instruction.Define define || define.Target != register)
                continue;

            switch (define.Value)
            {
                case Expression.This:
                    return Path.Of(PathRoot.This);
                case Expression.Load load:
                    return Path.Of(load.Variable);
                case Expression.Static symbol:
                    return Path.Of(PathRoot.Static, symbol.Symbol);
                case Expression.LoadField { Part: true, Base: >= 0 } part:
                    return PathOf(node, part.Base);
                case Expression.LoadField { Base: >= 0 } field when PathOf(node, field.Base) is { } owner:
                    return owner with { Fields = owner.Fields.Add(new Universe.FieldIdentity(field.Member, false)) };
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>How the body names what a callee calls by a path of its own.</summary>
    private static Path? PathOf(FlowNode node, Instruction.Call call, Path path)
    {
        Path? root = path.Root switch
        {
            PathRoot.This when call.Receiver >= 0 => PathOf(node, call.Receiver),
            PathRoot.Entry when path.Symbol is IParameterSymbol { Ordinal: var ordinal } && ordinal < call.Arguments.Length && call.Arguments[ordinal] >= 0 =>
                PathOf(node, call.Arguments[ordinal]),
            PathRoot.Static or PathRoot.Thread or PathRoot.Program => Path.Of(path.Root, path.Symbol),
            _ => null,
        };
        return root is null ? null : root with { Fields = root.Fields.AddRange(path.Fields) };
    }

    private bool Undoes(Instruction instruction, ProtocolStep step) => instruction switch
    {
        Instruction.Event { Kind: EventKind.Undo or EventKind.EnsuresUndone or EventKind.TakesOver } happening => ReferenceEquals(happening.Step, step),
        Instruction.DisposeGuard or Instruction.Call { Guard: >= 0 } when HasGuard(step) => true,
        Instruction.Call call => _summaries.Of(call.Callee) is { } summary && summary.Exits.Any(exit => exit.Effects.Any(effect =>
            ReferenceEquals(effect.Step, step) && effect.Value.Has(Possibility.Taken | Possibility.Dropped))),
        _ => false,
    };

    /// <summary>Whether an operation disposes of an object of the callers', which may be their guard of a bracket.</summary>
    private bool MayEndOfCallers(FlowNode node, Instruction instruction, ProtocolStep step) => step.IsBracket && instruction switch
    {
        Instruction.DisposeGuard dispose => PathOf(node, dispose.Guard) is not null,
        Instruction.Call { Guard: >= 0 and var guard } => PathOf(node, guard) is not null,
        _ => false,
    };

    /// <summary>Whether the body gets a guard of the step: only then can something that it disposes end it.</summary>
    public bool HasGuard(ProtocolStep step)
    {
        if (!_guarded.TryGetValue(step, out bool has))
        {
            _guarded[step] = has = _graph.Nodes.SelectMany(static node => node.Instructions).Any(instruction => instruction switch
            {
                Instruction.Event { Guard: >= 0 } happening => ReferenceEquals(happening.Step, step),
                Instruction.Call call => _summaries.Of(call.Callee) is { } summary
                    && summary.Exits.Any(exit => exit.Guards.Any(guard => ReferenceEquals(guard.Step.Step, step))),
                Instruction.GuardStep guarded => ReferenceEquals(guarded.Step, step),
                Instruction.GuardDelegate guarded => _summaries.Of(guarded.Later.Callee) is { } run && run.Exits.Any(exit => exit.Effects.Any(effect => ReferenceEquals(effect.Step, step))),
                _ => false,
            });
        }

        return has;
    }
}
