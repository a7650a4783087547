using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>Who calls a body, and whether any of them does what it needs.</summary>
internal sealed class Callers
{
    private readonly Analysis _analysis;
    private readonly ConcurrentDictionary<NeedOrigin, bool> _met = new();
    private readonly ConcurrentDictionary<BodyId, ImmutableArray<BodySolution>> _asHandlers = new();
    private readonly ConcurrentDictionary<string, Uses> _uses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<BodyId, Site?> _firstCalls = new();
    private readonly ConcurrentDictionary<BodyId, ImmutableArray<EnteredBody>> _entered = new();

    public Callers(Analysis analysis) => _analysis = analysis;

    /// <summary>Whether some call, in some caller of callers, meets a need of an operation.</summary>
    public bool IsMet(NeedOrigin origin, CancellationToken cancellation)
    {
        if (_met.TryGetValue(origin, out bool known))
            return known;

        bool found = false;
        var seen = new HashSet<EnteredBody> { origin.Body };
        var work = new Queue<EnteredBody>(seen);
        while (work.Count > 0 && !found)
        {
            foreach (BodySolution caller in Of(work.Dequeue(), cancellation))
            {
                if (caller.Met.Contains(origin))
                {
                    found = true;
                    break;
                }

                if (caller.Needs.Any(entry => entry.Need.Origin.Equals(origin)) && seen.Add(caller.Entered))
                    work.Enqueue(caller.Entered);
            }
        }

        return _met.GetOrAdd(origin, found);
    }

    /// <summary>
    /// The steps of a need that is met nowhere which some call lacks, where nobody is left to see to them. None: at every call it is told already that they are missing. Null: nothing that is
    /// known calls the body.
    /// </summary>
    public ImmutableHashSet<ProtocolStep>? Lacking(NeedOrigin origin, CancellationToken cancellation)
    {
        bool isCalled = false;
        var lacking = ImmutableHashSet.CreateBuilder<ProtocolStep>();
        var seen = new HashSet<EnteredBody> { origin.Body };
        var work = new Queue<EnteredBody>(seen);
        while (work.Count > 0)
        {
            foreach (BodySolution caller in Of(work.Dequeue(), cancellation))
            {
                isCalled |= caller.Excused.Contains(origin);
                foreach (Finding finding in caller.Findings.Where(finding => origin.Equals(finding.Need?.Origin)))
                    lacking.UnionWith(finding.Slots.Select(static slot => slot.Step));

                foreach (Need need in caller.Needs.Select(static entry => entry.Need).Where(need => need.Origin.Equals(origin)))
                {
                    if (!Of(caller.Entered, cancellation).Any(outer => !outer.Entered.Equals(caller.Entered)))
                        lacking.UnionWith(need.Slots.Select(static slot => slot.Step));
                    else if (seen.Add(caller.Entered))
                        work.Enqueue(caller.Entered);
                }
            }
        }

        return isCalled || lacking.Count > 0 ? lacking.ToImmutable() : null;
    }

    /// <summary>The bodies with calls that do not meet a need, wherever they are.</summary>
    public IEnumerable<BodySolution> Failing(NeedOrigin origin, CancellationToken cancellation)
    {
        var seen = new HashSet<EnteredBody> { origin.Body };
        var work = new Queue<EnteredBody>(seen);
        while (work.Count > 0)
        {
            foreach (BodySolution caller in Of(work.Dequeue(), cancellation))
            {
                if (caller.Findings.Any(finding => origin.Equals(finding.Need?.Origin)))
                    yield return caller;

                if (caller.Needs.Any(entry => entry.Need.Origin.Equals(origin)) && seen.Add(caller.Entered))
                    work.Enqueue(caller.Entered);
            }
        }
    }

    /// <summary>The contract of the delegates that a method becomes, if each of them has the same one.</summary>
    public ImmutableArray<MemberEvent> HandlerContract(BodyId key, CancellationToken cancellation)
    {
        if (key.Method is not { } method || !_analysis.Rules.HasDelegateContracts)
            return ImmutableArray<MemberEvent>.Empty;

        ImmutableArray<MemberEvent>? contract = null;
        foreach (DelegateConversion conversion in UsesOf(method, cancellation).Conversions[key])
        {
            if (contract is { } other && !other.SequenceEqual(conversion.Contract))
                return ImmutableArray<MemberEvent>.Empty;

            contract = conversion.Contract;
        }

        return contract ?? ImmutableArray<MemberEvent>.Empty;
    }

    /// <summary>The bodies that call a body, and enter it so.</summary>
    public IEnumerable<BodySolution> Of(EnteredBody entered, CancellationToken cancellation)
    {
        foreach ((BodyId caller, ImmutableArray<MemberEvent> contract) in CallersOf(entered.Body, cancellation))
        {
            foreach (BodySolution solution in Solve(caller, contract, cancellation))
            {
                if (solution.Enters(entered.Body).Contains(entered))
                    yield return solution;
            }
        }
    }

    /// <summary>
    /// Whether some loop over an iterator leaves it at a <c>yield</c>: by a statement that stands in it, or since the iterator that the loop is part of is left in turn.
    /// </summary>
    public bool Leave(BodyId iterator, int position, CancellationToken cancellation) => Leave(iterator, position, new HashSet<(BodyId, int)>(), cancellation);

    private bool Leave(BodyId iterator, int position, HashSet<(BodyId, int)> seen, CancellationToken cancellation)
    {
        if (!seen.Add((iterator, position)) || _analysis.Bodies.PositionsOf(iterator) == 0)
            return false;

        var part = new IteratorPart(iterator, position, IsLeft: true);
        foreach ((BodyId caller, ImmutableArray<MemberEvent> contract) in CallersOf(iterator, cancellation))
        {
            if (Solve(caller, contract, cancellation).SelectMany(static solution => solution.Left).Any(left => part.Equals(left.Part) && LoopStatement.IsLeftEarly(left.Call.Site.Location, cancellation)))
                return true;

            int positions = _analysis.Bodies.PositionsOf(caller);
            for (int outer = 1; outer <= positions; outer++)
            {
                if (_analysis.Solve(new IteratorPart(caller, outer, IsLeft: true), cancellation).Any(solution => solution.Left.Any(left => part.Equals(left.Part))) && Leave(caller, outer, seen, cancellation))
                    return true;
            }
        }

        return false;
    }

    /// <summary>
    /// How the callers of a body enter it: with names that are different objects, with names that are one, or both. What nothing calls, or others than those that are known here can call, is entered
    /// with different objects as well.
    /// </summary>
    public ImmutableArray<EnteredBody> AsEntered(BodyId key, CancellationToken cancellation)
    {
        if (_entered.TryGetValue(key, out ImmutableArray<EnteredBody> known))
            return known;

        if (!CanCoincide(key, cancellation))
            return _entered.GetOrAdd(key, ImmutableArray.Create<EnteredBody>(key));

        // How a body is entered depends on how those are that call it, and so on.
        var callers = new Dictionary<BodyId, List<(BodyId Caller, ImmutableArray<MemberEvent> Contract)>>();
        var rest = new Stack<BodyId>();
        rest.Push(key);
        while (rest.Count > 0)
        {
            BodyId body = rest.Pop();
            if (callers.ContainsKey(body))
                continue;

            callers.Add(body, CallersOf(body, cancellation).ToList());
            foreach ((BodyId caller, ImmutableArray<MemberEvent> contract) in callers[body])
            {
                if (contract.IsEmpty && CanCoincide(caller, cancellation))
                    rest.Push(caller);
            }
        }

        var entered = callers.Keys.ToDictionary(static body => body, static _ => new List<EnteredBody>());
        var work = new Queue<EnteredBody>();
        foreach (KeyValuePair<BodyId, List<(BodyId Caller, ImmutableArray<MemberEvent> Contract)>> called in callers)
        {
            if (called.Value.TrueForAll(call => call.Caller == called.Key) || IsOpen(called.Key, cancellation))
                Enter(called.Key);

            foreach ((BodyId caller, ImmutableArray<MemberEvent> contract) in called.Value)
            {
                if (contract.IsEmpty && callers.ContainsKey(caller))
                    continue;

                foreach (BodySolution solution in contract.IsEmpty ? _analysis.Solve(caller, cancellation) : Solve(caller, contract, cancellation))
                    EnterFrom(solution, called.Key);
            }
        }

        GoOn();

        // What is called only by bodies that nothing calls.
        foreach (BodyId body in callers.Keys)
        {
            if (entered[body].Count == 0)
                Enter(body);

            GoOn();
        }

        foreach (KeyValuePair<BodyId, List<EnteredBody>> ways in entered)
            _entered.TryAdd(ways.Key, ways.Value.OrderBy(static way => way.Names is not null).ToImmutableArray());

        return _entered[key];

        void GoOn()
        {
            while (work.Count > 0)
            {
                EnteredBody next = work.Dequeue();
                foreach (BodySolution solution in _analysis.Solve(next, cancellation))
                {
                    foreach (BodyId callee in solution.Code.Calls)
                    {
                        if (callers.ContainsKey(callee))
                            EnterFrom(solution, callee);
                    }
                }
            }
        }

        void EnterFrom(BodySolution solution, BodyId callee)
        {
            foreach (EnteredBody way in solution.Enters(callee))
                Enter(way);
        }

        void Enter(EnteredBody way)
        {
            // Where it could not be solved for names that are one object, it is judged as if they were not.
            if (way.Names is not null && _analysis.Solve(way, cancellation).IsEmpty)
                way = way.Body;

            if (entered[way.Body].Contains(way))
                return;

            entered[way.Body].Add(way);
            work.Enqueue(way);
        }
    }

    /// <summary>Whether what a body does something about can be one object under two names.</summary>
    private bool CanCoincide(BodyId key, CancellationToken cancellation) =>
        _analysis.Code(key, cancellation) is not null && _analysis.SubjectsOf(key, cancellation).Length > 1
        && !(_analysis.Bodies.Find(key, cancellation) is { } body && _analysis.Rules.For(body.Symbol) is { Events.IsEmpty: false });

    /// <summary>Whether a body is run by others than those that are seen to call it.</summary>
    private bool IsOpen(BodyId key, CancellationToken cancellation) =>
        (key.Method is { } method && (OutsideCode.Names(method) || method.IsVirtual || method.IsOverride || OutsideCode.CallsByInterface(method))) || IsConverted(key, cancellation);

    /// <summary>The bodies that call a body, each with the contract of the delegate that it is, if it is one.</summary>
    private IEnumerable<(BodyId Caller, ImmutableArray<MemberEvent> Contract)> CallersOf(BodyId key, CancellationToken cancellation)
    {
        IEnumerable<BodyId> candidates = key switch
        {
            { Lambda: { } lambda } => Containing(lambda.Syntax, cancellation),
            { Method: { } method } => Mentioning(method).SelectMany(declaration => _analysis.Bodies.MentionersIn(declaration, cancellation)),
            { Member: { } initialized } => initialized.ContainingType.InstanceConstructors.Select(BodyId.Of),
            _ => Enumerable.Empty<BodyId>(),
        };
        var seen = new HashSet<BodyId>();
        var contracts = new Dictionary<BodyId, ImmutableArray<MemberEvent>>();
        var work = new Stack<BodyId>(candidates);
        while (work.Count > 0)
        {
            BodyId candidate = work.Pop();
            if (!seen.Add(candidate) || _analysis.Code(candidate, cancellation) is not { } code)
                continue;

            foreach (LambdaBody nested in code.Nested)
                work.Push(nested);

            foreach (DelegateConversion conversion in code.Conversions)
            {
                if (conversion.Body.Lambda is not null && !conversion.Contract.IsEmpty)
                    contracts[conversion.Body] = conversion.Contract;
            }

            if (!code.Calls.Contains(key))
                continue;

            yield return (candidate, ContractOf(candidate, contracts, cancellation));
        }
    }

    /// <summary>
    /// The call of a body that comes first, for messages to name: in its own file, then in others by their paths; null where only the body
    /// itself calls it. Bodies are read until one is found.
    /// </summary>
    public Site? FirstCall(BodyId key, CancellationToken cancellation) =>
        _firstCalls.TryGetValue(key, out Site? known) ? known : _firstCalls.GetOrAdd(key, FindFirstCall(key, cancellation));

    /// <summary>The call that comes first of those at which names of a body are one object.</summary>
    public Site? FirstCall(EnteredBody entered, CancellationToken cancellation) => entered.Names is null ? FirstCall(entered.Body, cancellation)
        : Of(entered, cancellation).SelectMany(static caller => caller.Calls).Where(call => call.Callee.Equals(entered)).Select(static call => call.Call.Site)
            .OrderBy(static site => site.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static site => site.Location.SourceSpan.Start).FirstOrDefault();

    /// <summary>The body that readers know a body by: a lambda is a part of the member or local function that it stands in.</summary>
    public static BodyId Readable(BodyId key)
    {
        while (key.Lambda is { Symbol: { MethodKind: MethodKind.AnonymousFunction, ContainingSymbol: { } outer } })
        {
            key = outer is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } function
                ? new LambdaBody(function, function.DeclaringSyntaxReferences[0].GetSyntax())
                : BodyId.Of(outer);
        }

        return key;
    }

    private Site? FindFirstCall(BodyId key, CancellationToken cancellation)
    {
        SyntaxNode? own = key.Lambda is { } lambda ? lambda.Syntax : key.Method?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (own is null)
            return null;

        IEnumerable<BodyId> members = key.Method is { } method
            ? Mentioning(method)
                .OrderBy(declaration => declaration.SyntaxTree != own.SyntaxTree)
                .ThenBy(static declaration => declaration.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(static declaration => declaration.SpanStart)
                .SelectMany(declaration => _analysis.Bodies.MentionersIn(declaration, cancellation))
            : Containing(own, cancellation);
        return members.Select(member => FirstCallIn(member, key, cancellation)).FirstOrDefault(static call => call is not null);
    }

    private Site? FirstCallIn(BodyId member, BodyId key, CancellationToken cancellation)
    {
        Site? first = null;
        var work = new Stack<BodyId>();
        work.Push(member);
        while (work.Count > 0)
        {
            BodyId body = work.Pop();
            if (body == key || _analysis.Code(body, cancellation) is not { } code)
                continue;

            foreach (LambdaBody nested in code.Nested)
                work.Push(nested);

            if (code.Graph is not { } graph || !code.Calls.Contains(key))
                continue;

            foreach (Instruction.Call call in graph.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Call>())
            {
                if (call.Callee == key && (first is null || call.Site.Location.SourceSpan.Start < first.Location.SourceSpan.Start))
                    first = call.Site;
            }
        }

        return first;
    }

    /// <summary>The declarations that mention a method, by its name.</summary>
    private IEnumerable<SyntaxNode> Mentioning(IMethodSymbol method)
    {
        IEnumerable<SyntaxNode> named = _analysis.Bodies.Index.MentionersOf(Bodies.NameOf(method));
        return method.MethodKind == MethodKind.Constructor ? named.Concat(_analysis.Bodies.Index.MentionersOf("new()")) : named;
    }

    /// <summary>A body as it runs: one that is only ever a delegate starts in the state that its delegate's contract gives.</summary>
    private IEnumerable<BodySolution> Solve(BodyId body, ImmutableArray<MemberEvent> contract, CancellationToken cancellation)
    {
        if (contract.IsEmpty)
            return AsEntered(body, cancellation).SelectMany(way => _analysis.Solve(way, cancellation));

        return _asHandlers.TryGetValue(body, out ImmutableArray<BodySolution> known)
            ? known
            : _asHandlers.GetOrAdd(body, _analysis.SolveAs(body, contract, cancellation));
    }

    /// <summary>What holds where a body starts that becomes a delegate and that nothing calls otherwise.</summary>
    public ImmutableArray<MemberEvent> ContractOf(
        BodyId body, IReadOnlyDictionary<BodyId, ImmutableArray<MemberEvent>> ofLambdas, CancellationToken cancellation)
    {
        if (body.Lambda is not null)
            return ofLambdas.TryGetValue(body, out ImmutableArray<MemberEvent> own) ? own : ImmutableArray<MemberEvent>.Empty;

        ImmutableArray<MemberEvent> contract = HandlerContract(body, cancellation);
        return contract.IsEmpty || IsCalled(body, cancellation) ? ImmutableArray<MemberEvent>.Empty : contract;
    }

    /// <summary>Whether a method becomes a delegate somewhere and is called nowhere.</summary>
    public bool IsOnlyDelegate(BodyId body, CancellationToken cancellation) =>
        body.Method is { } method && !IsCalled(body, cancellation) && UsesOf(method, cancellation).Conversions.Contains(body);

    /// <summary>Whether the body becomes a delegate: where it runs, its delegate's contract holds, and EPO1009 says what it lacks.</summary>
    public bool IsConverted(BodySolution solution, CancellationToken cancellation) => IsConverted(solution.Body.Key, cancellation);

    private bool IsConverted(BodyId key, CancellationToken cancellation)
    {
        if (key.Lambda is not { } lambda)
            return IsOnlyDelegate(key, cancellation);

        for (SyntaxNode? node = lambda.Syntax.Parent; node is not null; node = node.Parent)
        {
            foreach (BodyId around in _analysis.Bodies.KeysOf(node, cancellation))
            {
                if (_analysis.Code(around, cancellation) is { } outer && IsConvertedIn(outer, lambda, cancellation))
                    return true;
            }
        }

        return false;
    }

    private bool IsConvertedIn(BodyCode outer, LambdaBody lambda, CancellationToken cancellation) =>
        outer.Conversions.Any(conversion => conversion.Body == lambda)
        || outer.Nested.Any(nested => !nested.Equals(lambda) && nested.Syntax.Span.Contains(lambda.Syntax.Span)
            && _analysis.Code(nested, cancellation) is { } inner && IsConvertedIn(inner, lambda, cancellation));

    private bool IsCalled(BodyId body, CancellationToken cancellation) => body.Method is { } method && UsesOf(method, cancellation).Called.Contains(body);

    /// <summary>How the methods of a name are used where it is mentioned: found once for all of them.</summary>
    private Uses UsesOf(IMethodSymbol method, CancellationToken cancellation)
    {
        string name = Bodies.NameOf(method);
        if (_uses.TryGetValue(name, out Uses? known))
            return known;

        List<BodyCode> mentioners = _analysis.Bodies.MentionersOf(name, cancellation).SelectMany(mentioner => WithNested(mentioner, cancellation)).ToList();
        return _uses.GetOrAdd(name, new Uses(
            new HashSet<BodyId>(mentioners.SelectMany(static code => code.Calls)),
            mentioners.SelectMany(static code => code.Conversions).ToLookup(static conversion => conversion.Body)));
    }

    private sealed record Uses(HashSet<BodyId> Called, ILookup<BodyId, DelegateConversion> Conversions);

    private IEnumerable<BodyCode> WithNested(BodyId body, CancellationToken cancellation)
    {
        var work = new Stack<BodyId>();
        work.Push(body);
        while (work.Count > 0)
        {
            if (_analysis.Code(work.Pop(), cancellation) is not { } code)
                continue;

            yield return code;
            foreach (LambdaBody nested in code.Nested)
                work.Push(nested);
        }
    }

    private IEnumerable<BodyId> Containing(SyntaxNode syntax, CancellationToken cancellation)
    {
        for (SyntaxNode? node = syntax.Parent; node is not null; node = node.Parent)
        {
            foreach (BodyId key in _analysis.Bodies.KeysOf(node, cancellation))
                yield return key;
        }
    }
}
