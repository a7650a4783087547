using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Solves bodies on demand, callees before callers and recursion to a fixpoint, and keeps the solutions for the compilation.
/// Threads may ask at the same time: what one of them is solving the others wait for, a while; then they do the same work again, with the same result.
/// </summary>
internal sealed class Analysis
{
    /// <summary>So many rounds over the bodies of a recursion before the analysis gives up on it.</summary>
    public const int MaxRounds = 24;

    /// <summary>In a recursion of so many bodies virtual calls without contracts are followed.</summary>
    private const int MaxDispatched = 12;

    /// <summary>In so many rounds of a recursion counts are told, which may grow from one to the next.</summary>
    private const int RoundsWithCounts = 3;

    /// <summary>So many needs and effects of one body of a recursion, which over a tree grow with each round.</summary>
    public const int MaxEffects = 200;

    /// <summary>In so many ways a body is entered with names that are one object; with more, they are taken for different ones.</summary>
    public const int MaxCoincidences = 16;

    /// <summary>So many bodies are entered so from each other, before the names of the next one are taken for different objects.</summary>
    private const int MaxDepth = 32;

    /// <summary>So long a thread waits for what another one is solving, before it does so itself.</summary>
    private const int MaxWaits = 100;

    /// <summary>How long one of these waits lasts at the most, in milliseconds: so soon a cancellation is seen.</summary>
    private const int Wait = 50;

    private readonly BodyReader _reader;
    private readonly BodySolver _solver;
    private readonly IKnownBodies _known;
    private readonly ConcurrentDictionary<BodyId, BodyCode?> _codes = new();
    private readonly Solutions _solutions = new();
    private readonly ConcurrentDictionary<BodyId, HashSet<BodyId>> _cuts = new();
    private readonly ConcurrentDictionary<BodyId, HashSet<BodyId>> _recursions = new();
    private readonly ConcurrentDictionary<BodyId, object> _gates = new();

    public Analysis(RuleSet rules, Bodies bodies, ThrowLevel countedLevel, IKnownBodies? known = null)
    {
        _known = known ?? NothingKnown.Instance;
        Rules = rules;
        Bodies = bodies;
        Reach = new Reach(this);
        _reader = new BodyReader(rules, bodies, countedLevel);
        _solver = new BodySolver(rules, bodies, (body, cancellation) => ProtocolsOf(new[] { body }, cancellation));
    }

    /// <summary>Which bodies there is anything to say about.</summary>
    public Reach Reach { get; }

    public RuleSet Rules { get; }

    public Bodies Bodies { get; }

    /// <summary>
    /// The solutions of a body: one for all protocols or, where their combinations are over the bound, one for each of them; none
    /// where there is no such body.
    /// </summary>
    public ImmutableArray<BodySolution> Solve(BodyId key, CancellationToken cancellation)
    {
        if (_solutions.TryGet(key, out ImmutableArray<BodySolution> known))
            return known;

        if (Code(key, cancellation) is null)
            return ImmutableArray<BodySolution>.Empty;

        var order = new CallOrder(
            body => CalleesOf(body, cancellation),
            body => _solutions.Contains(body) || (body.Member is { } symbol && _known.IsInert(symbol)));
        foreach (List<BodyId> component in order.Components(key, cancellation))
        {
            if (component.Count <= MaxDispatched || !Cut(component, cancellation))
            {
                SolveOnce(component, cancellation);
                continue;
            }

            foreach (BodyId body in component)
                Solve(body, cancellation);
        }

        return _solutions.TryGet(key, out known) ? known : ImmutableArray<BodySolution>.Empty;
    }

    /// <summary>The bodies that a body leads to, without those to which virtual calls are not followed.</summary>
    private ImmutableArray<BodyId> CalleesOf(BodyId body, CancellationToken cancellation) => Code(body, cancellation) is not { } code ? ImmutableArray<BodyId>.Empty
        : _cuts.TryGetValue(body, out HashSet<BodyId>? cut) ? code.Reached.RemoveAll(callee => code.Dispatched.Contains(callee) && cut.Contains(callee))
        : code.Reached;

    /// <summary>
    /// Leaves out the virtual calls between the bodies of a recursion that has too many; false where there are none. All bodies that call each other are found together, whoever asks
    /// first, so that it does not depend on that which calls are left out.
    /// </summary>
    private bool Cut(List<BodyId> component, CancellationToken cancellation)
    {
        if (_cuts.ContainsKey(component[0]))
            return false;

        var bodies = new HashSet<BodyId>(component);
        if (!component.Exists(body => Code(body, cancellation)?.Dispatched.Overlaps(bodies) == true))
            return false;

        foreach (BodyId body in component)
            _cuts.TryAdd(body, bodies);

        return true;
    }

    /// <summary>The same for a body as it is entered; none where its names are one object there and that is over a bound: then it is as if they were different ones.</summary>
    public ImmutableArray<BodySolution> Solve(EnteredBody body, CancellationToken cancellation) =>
        body.Names is null ? Solve(body.Body, cancellation) : SolveCoinciding(body, 0, cancellation);

    /// <summary>The names of the objects that a body does something about, which may be one object where it is entered.</summary>
    public ImmutableArray<Path> SubjectsOf(BodyId key, CancellationToken cancellation) => Solve(key, cancellation).IsEmpty ? ImmutableArray<Path>.Empty : _solutions.SubjectsOf(key);

    /// <summary>Solutions for a body whose entry state a contract gives: that of the delegate which it becomes.</summary>
    public ImmutableArray<BodySolution> SolveAs(BodyId key, ImmutableArray<MemberEvent> contract, CancellationToken cancellation)
    {
        ImmutableArray<BodySolution> plain = Solve(key, cancellation);
        return contract.IsEmpty
            ? plain
            : plain.Select(part => _solver.Solve(part.Body, part.Code, Summaries(key, part.Protocol, 0), null, contract, cancellation)).ToImmutableArray();
    }

    /// <summary>
    /// A solution like another one, for the caller alone: the values and slots of a solution grow while paths are looked for, so that only
    /// the thread which judges its body may do that.
    /// </summary>
    public BodySolution SolveAnew(BodySolution solution, CancellationToken cancellation) =>
        _solver.Solve(solution.Body, solution.Code, Summaries(solution.Body.Key, solution.Protocol, 0), solution.Names, solution.Contract, cancellation);

    /// <summary>Whether a call is seen through: of a member with rules, or of a body that is known.</summary>
    public bool IsFollowed(IMethodSymbol method) => Rules.For(method) is { Events.IsEmpty: false } || Bodies.IsKnown(method);

    public BodyCode? Code(BodyId key, CancellationToken cancellation) => ReadCode(key, cancellation);

    private BodyCode? ReadCode(BodyId key, CancellationToken cancellation)
    {
        if (_codes.TryGetValue(key, out BodyCode? code))
            return code;

        code = key.Part is { } part ? CutCode(part, cancellation) : Bodies.Find(key, cancellation) switch
        {
            null => null,
            { Graph: { } graph } body => _reader.Read(graph, body.Symbol, body.Syntax, cancellation),
            var implied => _reader.ReadImplied(implied.Symbol, cancellation),
        };
        return _codes.GetOrAdd(key, code);
    }

    private BodyCode? CutCode(IteratorPart part, CancellationToken cancellation) => Code(part.Body, cancellation) is { } whole
        ? whole with
        {
            Graph = whole.Graph is null ? null : IteratorCut.Of(whole.Graph, part),
            Conversions = ImmutableArray<DelegateConversion>.Empty,
            Nested = ImmutableArray<LambdaBody>.Empty,
        }
        : null;

    private Body? Find(BodyId key, CancellationToken cancellation) =>
        key.Part is { } part ? Bodies.Find(part.Body, cancellation) is { } whole ? whole with { Key = part } : null : Bodies.Find(key, cancellation);

    private FoundSummaries Summaries(BodyId body, Protocol? protocol, int depth, CancellationToken cancellation = default) =>
        new(_solutions, _known, (entered, token) => SolveCoinciding(entered, depth + 1, token), protocol, cancellation) { Cut = _cuts.TryGetValue(body, out HashSet<BodyId>? cut) ? cut : null };

    /// <summary>Solves a body, which is solved already for names of different objects, once more for names of which some are one.</summary>
    private ImmutableArray<BodySolution> SolveCoinciding(EnteredBody entered, int depth, CancellationToken cancellation)
    {
        if (_solutions.TryGet(entered, out ImmutableArray<BodySolution> known))
            return known;

        ImmutableArray<BodySolution> plain = Solve(entered.Body, cancellation);
        if (depth > MaxDepth || plain.IsEmpty || plain.Any(static part => part.GaveUp is not null)
            || _solutions.Coincidences(entered.Body) >= MaxCoincidences)
        {
            return ImmutableArray<BodySolution>.Empty;
        }

        var parts = plain.Select(part => SolveRounds(new List<EnteredBody> { entered }, part.Protocol, canWiden: true, cancellation, depth)!).ToList();
        bool isOverBound = parts.Exists(static part => part.Values.Any(static solution => solution.GaveUp is not null));
        _solutions.Publish(parts[0].Keys.Where(body => isOverBound ? body.Equals(entered) : parts.TrueForAll(part => part.ContainsKey(body)))
            .Select(body => (body, isOverBound ? ImmutableArray<BodySolution>.Empty : parts.Select(part => part[body]).ToImmutableArray())));
        return _solutions.TryGet(entered, out known) ? known : ImmutableArray<BodySolution>.Empty;
    }

    /// <summary>Solves bodies that call each other, unless another thread does so: much of what two threads ask for at the same time is the same.</summary>
    private void SolveOnce(List<BodyId> bodies, CancellationToken cancellation)
    {
        object gate = _gates.GetOrAdd(bodies[0], static _ => new object());
        bool isOwn = false;
        try
        {
            for (int i = 0; i < MaxWaits && !isOwn && !_solutions.Contains(bodies[0]); i++)
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.TryEnter(gate, Wait, ref isOwn);
            }

            if (!_solutions.Contains(bodies[0]))
                SolveComponent(bodies, cancellation);
        }
        finally
        {
            if (isOwn)
                Monitor.Exit(gate);
        }
    }

    private void SolveComponent(List<BodyId> bodies, CancellationToken cancellation)
    {
        List<EnteredBody> component = bodies.ConvertAll(static body => (EnteredBody)body);
        if (IsRecursion(bodies, cancellation))
        {
            foreach (BodyId body in bodies)
                _recursions.TryAdd(body, new HashSet<BodyId>(bodies));
        }

        List<Protocol> protocols = ProtocolsOf(bodies, cancellation);
        bool isSplit = bodies.Exists(key => Code(key, cancellation) is { } code && code.Callees.Any(_solutions.IsSplit));
        Dictionary<EnteredBody, BodySolution>? together = isSplit && protocols.Count > 1
            ? null
            : SolveRounds(component, null, canWiden: protocols.Count <= 1, cancellation);
        if (together is not null)
        {
            _solutions.Publish(together.Select(static solution => (solution.Key, ImmutableArray.Create(solution.Value))));
            foreach (KeyValuePair<EnteredBody, BodySolution> solution in together)
            {
                if (solution.Value.IsInert && solution.Key is { Names: null, Body.Member: { } symbol })
                    _known.NoteInert(symbol);
            }

            return;
        }

        var parts = new Dictionary<EnteredBody, ImmutableArray<BodySolution>.Builder>();
        foreach (Protocol protocol in protocols)
        {
            foreach (KeyValuePair<EnteredBody, BodySolution> solution in SolveRounds(component, protocol, canWiden: true, cancellation)!)
            {
                if (!parts.TryGetValue(solution.Key, out ImmutableArray<BodySolution>.Builder? ofBody))
                    parts.Add(solution.Key, ofBody = ImmutableArray.CreateBuilder<BodySolution>());

                ofBody.Add(solution.Value);
            }
        }

        // What is entered in a recursion so for one protocol and not for another is solved where somebody asks for all of them.
        _solutions.Publish(parts.Where(ofBody => ofBody.Key.Names is null || ofBody.Value.Count == protocols.Count).Select(static ofBody => (ofBody.Key, ofBody.Value.ToImmutable())));
    }

    /// <summary>Whether bodies that call each other, or one that may call itself, do.</summary>
    private bool IsRecursion(List<BodyId> component, CancellationToken cancellation) =>
        component.Count > 1 || CalleesOf(component[0], cancellation).Contains(component[0]);

    /// <summary>The protocols that bodies, or what they call, have events of.</summary>
    private List<Protocol> ProtocolsOf(IReadOnlyList<BodyId> component, CancellationToken cancellation)
    {
        var protocols = new HashSet<Protocol>();
        foreach (BodyId key in component)
        {
            if (Code(key, cancellation) is not { Graph: { } graph } code)
                continue;

            foreach (FlowNode node in graph.Nodes)
                protocols.UnionWith(node.Instructions.OfType<Instruction.Event>().Select(static happening => happening.Protocol));

            foreach (BodyId callee in code.Callees)
            {
                if (!_solutions.TryGet(callee, out ImmutableArray<BodySolution> parts))
                    continue;

                foreach (BodySolution part in parts)
                {
                    protocols.UnionWith(part.Summary.Exits.SelectMany(static exit => exit.Effects).Select(static effect => effect.Step.Protocol));
                    protocols.UnionWith(part.Summary.Needs.SelectMany(static need => need.Slots).Select(static slot => slot.Step.Protocol));
                }
            }

            if (Find(key, cancellation) is { } body && Rules.For(body.Symbol) is { } rules)
                protocols.UnionWith(rules.Events.Select(static happening => happening.Protocol));
        }

        return protocols.OrderBy(static protocol => protocol.DocumentationId, StringComparer.Ordinal).ToList();
    }

    /// <summary>Solves bodies until nothing changes; null where that would need more cells than the bound.</summary>
    private Dictionary<EnteredBody, BodySolution>? SolveRounds(List<EnteredBody> component, Protocol? protocol, bool canWiden, CancellationToken cancellation, int depth = 0)
    {
        var found = Summaries(component[0].Body, protocol, depth, cancellation);
        bool isRecursive = _recursions.TryGetValue(component[0].Body, out HashSet<BodyId>? recursion);
        if (isRecursive)
        {
            found.Recursion = recursion;
            foreach (EnteredBody key in component)
                found.Provide(key, Summary.Bottom);
        }

        var solutions = new Dictionary<EnteredBody, BodySolution>();
        var prints = new Dictionary<EnteredBody, string>();
        ILookup<BodyId, BodyId> callers = (recursion ?? Enumerable.Empty<BodyId>())
            .SelectMany(caller => (Code(caller, cancellation)?.Reached ?? ImmutableArray<BodyId>.Empty).Select(callee => (caller, callee)))
            .ToLookup(static call => call.callee, static call => call.caller);
        var stale = new HashSet<EnteredBody>(component);
        try
        {
            return Solve();
        }
        finally
        {
            found.Close();
        }

        Dictionary<EnteredBody, BodySolution>? Solve()
        {
            for (int round = 0; stale.Count > 0; round++)
            {
                if (round > MaxRounds)
                {
                    GiveUp("GaveUpRecursion");
                    break;
                }

                foreach (EnteredBody key in component)
                {
                    if (!stale.Remove(key) || Code(key.Body, cancellation) is not { } code || Find(key.Body, cancellation) is not { } body)
                        continue;

                    BodySolution solution = _solver.Solve(body, code, found, key.Names, ImmutableArray<MemberEvent>.Empty, cancellation, canWiden);
                    if (solution.IsOverBound)
                        return null;

                    solutions[key] = solution;
                    if (!isRecursive)
                        continue;

                    (solution.Summary, bool isCut) = SummaryBuilder.Bound(solution.Summary, isLate: round > MaxRounds / 2, tellsCounts: round < RoundsWithCounts);
                    if (isCut)
                        solution.GiveUp("GaveUpFurther", isUnchecked: false);

                    string print = SummaryBuilder.Fingerprint(solution.Summary);
                    if (prints.TryGetValue(key, out string? before) && before == print)
                        continue;

                    if (solution.Summary.Needs.Length + solution.Summary.Exits.Sum(static exit => exit.Effects.Length) > MaxEffects)
                    {
                        GiveUp("GaveUpObjects");
                        return solutions;
                    }

                    prints[key] = print;
                    found.Provide(key, solution.Summary);
                    stale.UnionWith(component.Where(caller => callers[key.Body].Contains(caller.Body)));
                }

                // What the recursion enters with names that are one object is solved with it from the next round on.
                component.AddRange(found.Asked);
                stale.UnionWith(found.Asked);
                found.Asked.Clear();
            }

            return solutions;
        }

        // What was found so far is reported; all bodies of the recursion, also those that it has not come to, may do anything.
        void GiveUp(string why)
        {
            Summary unknown = Summary.Unknown(ProtocolsOf(component.Select(static key => key.Body).Distinct().ToList(), cancellation));
            foreach (EnteredBody key in component)
            {
                if (!solutions.ContainsKey(key) && Code(key.Body, cancellation) is { } code && Find(key.Body, cancellation) is { } body)
                    solutions[key] = _solver.Solve(body, code, found, key.Names, ImmutableArray<MemberEvent>.Empty, cancellation);
            }

            foreach (BodySolution solution in solutions.Values)
            {
                solution.GiveUp(why, isUnchecked: true);
                solution.Summary = unknown with { Needs = solution.Summary.Needs };
            }
        }
    }
}
