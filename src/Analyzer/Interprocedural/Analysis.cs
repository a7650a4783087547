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

    /// <summary>So many needs and effects of one body of a recursion, which over a tree grow with each round.</summary>
    public const int MaxEffects = 200;

    /// <summary>So many objects are looked at one after the other, where all their combinations are over the bound.</summary>
    public const int MaxFocuses = 24;

    /// <summary>In so many ways a body is entered with names that are one object; with more, they are taken for different ones.</summary>
    public const int MaxCoincidences = 16;

    /// <summary>So many of these are solved together, where a recursion leads to ever further ones.</summary>
    private const int MaxRecursiveCoincidences = 8;

    /// <summary>So many bodies are entered so from each other, before the names of the next one are taken for different objects.</summary>
    private const int MaxDepth = 32;

    /// <summary>So long a thread waits for what another one is solving, before it does so itself.</summary>
    private const int MaxWaits = 100;

    /// <summary>How long one of these waits lasts at the most, in milliseconds: so soon a cancellation is seen.</summary>
    private const int Wait = 50;

    public const string Widened = "GaveUpWidened";

    private readonly BodyReader _reader;
    private readonly IKnownBodies _known;
    private readonly ConcurrentDictionary<BodyId, BodyCode?> _codes = new();
    private readonly ConcurrentDictionary<BodyId, ImmutableArray<BodySolution>> _solutions = new();
    private readonly ConcurrentDictionary<EnteredBody, ImmutableArray<BodySolution>> _coinciding = new();
    private readonly ConcurrentDictionary<BodyId, int> _coincidences = new();
    private readonly ConcurrentDictionary<BodyId, HashSet<BodyId>> _recursions = new();
    private readonly ConcurrentDictionary<BodyId, object> _gates = new();

    public Analysis(RuleSet rules, Bodies bodies, ThrowLevel countedLevel, IKnownBodies? known = null)
    {
        _known = known ?? NothingKnown.Instance;
        Rules = rules;
        Bodies = bodies;
        Reach = new Reach(this);
        _reader = new BodyReader(rules, bodies, countedLevel);
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
        if (_solutions.TryGetValue(key, out ImmutableArray<BodySolution> known))
            return known;

        if (Code(key, cancellation) is null)
            return ImmutableArray<BodySolution>.Empty;

        foreach (List<BodyId> component in Components(key, cancellation))
            SolveOnce(component, cancellation);

        return _solutions.TryGetValue(key, out known) ? known : ImmutableArray<BodySolution>.Empty;
    }

    /// <summary>The same for a body as it is entered; none where its names are one object there and that is over a bound: then it is as if they were different ones.</summary>
    public ImmutableArray<BodySolution> Solve(EnteredBody body, CancellationToken cancellation) =>
        body.Names is null ? Solve(body.Body, cancellation) : SolveCoinciding(body, 0, cancellation);

    /// <summary>The names of the objects that a body does something about, which may be one object where it is entered.</summary>
    public ImmutableArray<Path> SubjectsOf(BodyId key, CancellationToken cancellation) => SubjectsOf(Solve(key, cancellation));

    /// <summary>Solutions for a body whose entry state a contract gives: that of the delegate which it becomes.</summary>
    public ImmutableArray<BodySolution> SolveAs(BodyId key, ImmutableArray<MemberEvent> contract, CancellationToken cancellation)
    {
        ImmutableArray<BodySolution> plain = Solve(key, cancellation);
        return contract.IsEmpty
            ? plain
            : plain.Select(part => SolveBody(part.Body, part.Code, new Found(this, part.Protocol), null, contract, cancellation)).ToImmutableArray();
    }

    /// <summary>
    /// A solution like another one, for the caller alone: the values and slots of a solution grow while paths are looked for, so that only
    /// the thread which judges its body may do that.
    /// </summary>
    public BodySolution SolveAnew(BodySolution solution, CancellationToken cancellation) =>
        SolveBody(solution.Body, solution.Code, new Found(this, solution.Protocol), solution.Names, solution.Contract, cancellation);

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

    /// <summary>The strongly connected components of the calls from a body, callees first; with an explicit stack, for deep chains.</summary>
    private IEnumerable<List<BodyId>> Components(BodyId root, CancellationToken cancellation)
    {
        var number = new Dictionary<BodyId, int>();
        var low = new Dictionary<BodyId, int>();
        var stack = new Stack<BodyId>();
        var onStack = new HashSet<BodyId>();
        var walk = new Stack<(BodyId Key, int Next)>();
        var components = new List<List<BodyId>>();

        void Enter(BodyId key)
        {
            number[key] = low[key] = number.Count + 1;
            stack.Push(key);
            onStack.Add(key);
            walk.Push((key, 0));
        }

        Enter(root);
        while (walk.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            (BodyId key, int next) = walk.Pop();
            ImmutableArray<BodyId> callees = Code(key, cancellation)?.Reached ?? ImmutableArray<BodyId>.Empty;
            if (next < callees.Length)
            {
                walk.Push((key, next + 1));
                BodyId callee = callees[next];
                if (_solutions.ContainsKey(callee) || (callee.Member is { } symbol && _known.IsInert(symbol)))
                    continue;

                if (!number.ContainsKey(callee))
                    Enter(callee);
                else if (onStack.Contains(callee))
                    low[key] = Math.Min(low[key], number[callee]);

                continue;
            }

            if (walk.Count > 0)
                low[walk.Peek().Key] = Math.Min(low[walk.Peek().Key], low[key]);

            if (low[key] != number[key])
                continue;

            var component = new List<BodyId>();
            BodyId member;
            do
            {
                member = stack.Pop();
                onStack.Remove(member);
                component.Add(member);
            }
            while (!member.Equals(key));
            components.Add(component.Count > 1 ? CalleesFirst(component, cancellation) : component);
        }

        return components;
    }

    /// <summary>
    /// The bodies of a recursion, callees before callers as far as they can be, so that few of them are solved with less than their callees come to say. The walk begins at the first body
    /// of the source: the order is the same wherever the recursion is entered first.
    /// </summary>
    private List<BodyId> CalleesFirst(List<BodyId> component, CancellationToken cancellation)
    {
        var waiting = new HashSet<BodyId>(component);
        var order = new List<BodyId>();
        var walk = new Stack<(BodyId Key, int Next)>();
        component.Sort(CompareByPlace);
        waiting.Remove(component[0]);
        walk.Push((component[0], 0));
        while (walk.Count > 0)
        {
            (BodyId key, int next) = walk.Pop();
            ImmutableArray<BodyId> callees = Code(key, cancellation)?.Reached ?? ImmutableArray<BodyId>.Empty;
            if (next == callees.Length)
            {
                order.Add(key);
                continue;
            }

            walk.Push((key, next + 1));
            if (waiting.Remove(callees[next]))
                walk.Push((callees[next], 0));
        }

        return order;
    }

    /// <summary>The order of bodies in the source.</summary>
    private static int CompareByPlace(BodyId first, BodyId second)
    {
        (string file, int start, string name) = PlaceOf(first);
        (string otherFile, int otherStart, string otherName) = PlaceOf(second);
        int order = string.CompareOrdinal(file, otherFile);
        order = order != 0 ? order : start.CompareTo(otherStart);
        return order != 0 ? order : string.CompareOrdinal(name, otherName);
    }

    private static (string File, int Start, string Name) PlaceOf(BodyId key) => key switch
    {
        { Lambda: { } lambda } => (lambda.Syntax.SyntaxTree.FilePath, lambda.Syntax.SpanStart, string.Empty),
        { Part: { } part } => PlaceOf(part.Body) is var whole ? (whole.File, whole.Start, part.From + " " + part.IsLeft) : default,
        { Member: { Locations: { IsEmpty: false } places } symbol } => (places[0].SourceTree?.FilePath ?? string.Empty, places[0].SourceSpan.Start, symbol.ToDisplayString()),
        _ => (string.Empty, 0, key.ToString()),
    };

    private static ImmutableArray<Path> SubjectsOf(ImmutableArray<BodySolution> parts) => parts.Length == 1 ? parts[0].Summary.Subjects
        : parts.SelectMany(static part => part.Summary.Subjects).Distinct().ToImmutableArray();

    /// <summary>Solves a body, which is solved already for names of different objects, once more for names of which some are one.</summary>
    private ImmutableArray<BodySolution> SolveCoinciding(EnteredBody entered, int depth, CancellationToken cancellation)
    {
        if (_coinciding.TryGetValue(entered, out ImmutableArray<BodySolution> known))
            return known;

        ImmutableArray<BodySolution> plain = Solve(entered.Body, cancellation);
        if (depth > MaxDepth || plain.IsEmpty || plain.Any(static part => part.GaveUp is not null)
            || (_coincidences.TryGetValue(entered.Body, out int others) && others >= MaxCoincidences))
        {
            return ImmutableArray<BodySolution>.Empty;
        }

        var parts = plain.Select(part => SolveRounds(new List<EnteredBody> { entered }, part.Protocol, canWiden: true, cancellation, depth)!).ToList();
        bool isOverBound = parts.Exists(static part => part.Values.Any(static solution => solution.GaveUp is not null));
        Publish(parts[0].Keys.Where(body => isOverBound ? body.Equals(entered) : parts.TrueForAll(part => part.ContainsKey(body)))
            .Select(body => (body, isOverBound ? ImmutableArray<BodySolution>.Empty : parts.Select(part => part[body]).ToImmutableArray())));
        return _coinciding.TryGetValue(entered, out known) ? known : ImmutableArray<BodySolution>.Empty;
    }

    /// <summary>Solves bodies that call each other, unless another thread does so: much of what two threads ask for at the same time is the same.</summary>
    private void SolveOnce(List<BodyId> bodies, CancellationToken cancellation)
    {
        object gate = _gates.GetOrAdd(bodies[0], static _ => new object());
        bool isOwn = false;
        try
        {
            for (int i = 0; i < MaxWaits && !isOwn && !_solutions.ContainsKey(bodies[0]); i++)
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.TryEnter(gate, Wait, ref isOwn);
            }

            if (!_solutions.ContainsKey(bodies[0]))
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
        bool isSplit = bodies.Exists(key => Code(key, cancellation) is { } code && code.Callees.Any(IsSplit));
        Dictionary<EnteredBody, BodySolution>? together = isSplit && protocols.Count > 1
            ? null
            : SolveRounds(component, null, canWiden: protocols.Count <= 1, cancellation);
        if (together is not null)
        {
            Publish(together.Select(static solution => (solution.Key, ImmutableArray.Create(solution.Value))));
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
        Publish(parts.Where(ofBody => ofBody.Key.Names is null || ofBody.Value.Count == protocols.Count).Select(static ofBody => (ofBody.Key, ofBody.Value.ToImmutable())));
    }

    /// <summary>
    /// Keeps the solutions of bodies that were solved together, all at once: a thread that saw only some of them, and solved the others by themselves, comes too late.
    /// </summary>
    private void Publish(IEnumerable<(EnteredBody Key, ImmutableArray<BodySolution> Parts)> solved)
    {
        lock (_solutions)
        {
            foreach ((EnteredBody key, ImmutableArray<BodySolution> parts) in solved)
            {
                if (key.Names is null)
                    _solutions.TryAdd(key.Body, parts);
                else if (_coinciding.TryAdd(key, parts))
                    _coincidences.AddOrUpdate(key.Body, 1, static (_, count) => count + 1);
            }
        }
    }

    /// <summary>Whether bodies that call each other, or one that may call itself, do.</summary>
    private bool IsRecursion(List<BodyId> component, CancellationToken cancellation) =>
        component.Count > 1 || (Code(component[0], cancellation)?.Reached.Contains(component[0]) ?? false);

    private bool IsSplit(BodyId callee) =>
        _solutions.TryGetValue(callee, out ImmutableArray<BodySolution> parts) && parts.Length > 0 && parts[0].Protocol is not null;

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
                if (!_solutions.TryGetValue(callee, out ImmutableArray<BodySolution> parts))
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
        var found = new Found(this, protocol, depth, cancellation);
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

                    BodySolution solution = SolveBody(body, code, found, key.Names, ImmutableArray<MemberEvent>.Empty, cancellation, canWiden);
                    if (solution.IsOverBound)
                        return null;

                    solutions[key] = solution;
                    if (!isRecursive)
                        continue;

                    (solution.Summary, bool isCut) = SummaryBuilder.Bound(solution.Summary, isLate: round > MaxRounds / 2);
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
                    solutions[key] = SolveBody(body, code, found, key.Names, ImmutableArray<MemberEvent>.Empty, cancellation);
            }

            foreach (BodySolution solution in solutions.Values)
            {
                solution.GiveUp(why, isUnchecked: true);
                solution.Summary = unknown with { Needs = solution.Summary.Needs };
            }
        }
    }

    private BodySolution SolveBody(
        Body body, BodyCode code, Found summaries, Coincidence? names, ImmutableArray<MemberEvent> contract, CancellationToken cancellation, bool canWiden = true)
    {
        var universe = new Universe { Instructions = code.Graph?.Nodes.SelectMany(static node => node.Instructions) ?? Enumerable.Empty<Instruction>() };
        var paths = new Paths(universe);
        Performers? performers = code.Graph is null ? null : new Performers(code.Graph, summaries, names);
        var transfer = new Transfer(
            universe,
            new Effects(universe, (slot, instruction) => performers!.Later(slot.Step, paths.Of(slot.Subject), instruction) is not null),
            summaries,
            Bodies.Assembly,
            Bodies.IsOnlyFilled,
            summaries.Protocol);
        MemberRules? rules = Rules.For(body.Symbol);
        Cell entry = EntryStates.Of(universe, body.Symbol, rules, contract, summaries.Protocol, names);
        var solution = new BodySolution(body, code, summaries.Protocol, universe, transfer, entry, performers) { Rules = Rules, Contract = contract, Names = names };
        if (code.GaveUp is { } unread)
        {
            solution.GiveUp(unread, isUnchecked: true);
            solution.Summary = Summary.Unknown(Rules.Protocols);
            if (code.Graph is null)
                return solution;
        }

        bool returnsObject = body.Symbol is IMethodSymbol { ReturnType: { IsReferenceType: true, SpecialType: SpecialType.None or SpecialType.System_Object } }
            || (body.Symbol is IMethodSymbol given && Bodies.ReturnsSubject(given));
        if (code.Graph is not { } graph || !(returnsObject || body.Key.Part is not null || Matters(graph, summaries) || rules is { Events.IsEmpty: false } || !contract.IsEmpty))
        {
            solution.Summary = new Summary { IsNeutral = true };
            solution.IsInert = code is { Graph: not null, GaveUp: null };
            return solution;
        }

        var solver = new Solver(graph, universe, transfer);
        solver.Solve(entry, canWiden, cancellation);
        if (solver.HasWidened && !canWiden)
        {
            solution.IsOverBound = true;
            return solution;
        }

        if (solver.GaveUp)
        {
            Observe(solution, graph, solver, cancellation);
            solution.GiveUp("GaveUpStates", isUnchecked: true);
            solution.Summary = Summary.Unknown(ProtocolsOf(new List<BodyId> { body.Key }, cancellation)) with { Needs = SummaryBuilder.Build(solution).Needs };
            return solution;
        }

        if (solver.HasWidened && FocusesOf(universe) is { Count: > 1 and <= MaxFocuses } focuses)
        {
            ObserveFocused(solution, graph, solver, focuses, cancellation);
        }
        else
        {
            if (solver.HasWidened)
                solution.GiveUp(Widened, isUnchecked: false);

            Observe(solution, graph, solver, cancellation);
        }

        solution.Summary = SummaryBuilder.Build(solution);
        if (body.Key.Part is not null)
            solution.Summary = solution.Summary with { Assigned = AssignedIn(graph, summaries).Distinct().ToImmutableArray() };

        return solution;
    }

    /// <summary>Whether a body, or something that it calls, has an event after all, since names only said that it might, or is left by a throw.</summary>
    private static bool Matters(FlowGraph graph, Found summaries) => graph.Nodes.Any(node =>
        node.Exit is { Kind: ExitKind.Throw, Level: < ThrowLevel.AnyCall }
        || node.Instructions.Any(instruction => instruction switch
        {
            Instruction.Event or Instruction.DisposeGuard => true,
            Instruction.Call call => summaries.Of(call.Callee) is { IsNeutral: false },
            _ => false,
        }));

    /// <summary>The variables that a part of an iterator assigns, itself or as it runs a part of another one.</summary>
    private static IEnumerable<LocalId> AssignedIn(FlowGraph graph, Found summaries) => graph.Nodes.SelectMany(static node => node.Instructions).SelectMany(instruction => instruction switch
    {
        Instruction.Assign assign => new[] { assign.Variable },
        Instruction.StoreField { Holder: { } holder } => new[] { holder },
        Instruction.Call { Enumeration: { } enumeration } call => (summaries.Of(call.Callee)?.Assigned ?? ImmutableArray<LocalId>.Empty)
            .Select(enumeration.VariableOf).OfType<LocalId>().Concat(call.Captured),
        Instruction.Call call => call.ByReference.OfType<LocalId>().Concat(call.Captured),
        _ => Enumerable.Empty<LocalId>(),
    });

    /// <summary>What there is to look at by itself.</summary>
    private static List<Focus> FocusesOf(Universe universe) => Enumerable.Range(0, universe.SlotCount).Select(universe.Slot)
        .Where(slot => slot.Subject != universe.Terms.Null && slot.Subject != universe.Terms.AnyObject)
        .Select(Focus.Of).Distinct()
        .Where(focus => focus.Step is not null || (focus.Subject != universe.Terms.Thread && focus.Subject != universe.Terms.Program))
        .ToList();

    /// <summary>
    /// Solves a body for one object after the other, each with the conditions that it goes with: all combinations at once are too many. What an exit does to a slot is then
    /// what it does where that slot is looked at.
    /// </summary>
    private static void ObserveFocused(BodySolution solution, FlowGraph graph, Solver together, List<Focus> focuses, CancellationToken cancellation)
    {
        var observations = new Observations(solution.Entered, new Paths(solution.Universe));
        var focused = ImmutableDictionary.CreateBuilder<Focus, ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)>>();
        foreach (Focus focus in focuses)
        {
            var solver = new Solver(graph, solution.Universe, solution.Transfer, focus);
            solver.Solve(solution.Entry, canWiden: true, cancellation);
            if (solver.HasWidened || solver.GaveUp)
                solution.GiveUp(Widened, isUnchecked: false);

            observations.Focus = focus;
            focused.Add(focus, Observe(solution, graph, solver, observations, cancellation));
        }

        solution.Focused = focused.ToImmutable();
        Universe universe = solution.Universe;
        solution.Exits = graph.Nodes.Where(node => node.Exit is not null && together.At(node).Count > 0)
            .Select(node => (node, together.At(node).Select(cell => cell with { Slots = cell.Slots.Select((slot, value) => At(universe.Slot(slot), node)?.Bits ?? value) }).ToImmutableArray()))
            .ToImmutableArray();
        Record(solution, observations);

        StepState? At(Slot slot, FlowNode node)
        {
            if (!solution.Focused.TryGetValue(Focus.Of(slot), out ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)> exits))
                return null;

            ImmutableArray<Cell> cells = exits.FirstOrDefault(exit => exit.Node == node).Cells;
            return cells.IsDefaultOrEmpty ? null : cells.Select(cell => universe.Raw(cell, slot.Step, slot.Subject)).Aggregate(static (one, other) => one.Or(other));
        }
    }

    private static void Observe(BodySolution solution, FlowGraph graph, Solver solver, CancellationToken cancellation)
    {
        var observations = new Observations(solution.Entered, new Paths(solution.Universe));
        solution.Exits = Observe(solution, graph, solver, observations, cancellation);
        Record(solution, observations);
    }

    private static ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)> Observe(
        BodySolution solution, FlowGraph graph, Solver solver, Observations observations, CancellationToken cancellation)
    {
        var exits = ImmutableArray.CreateBuilder<(FlowNode, ImmutableArray<Cell>)>();
        foreach (FlowNode node in graph.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<Cell> cells = solver.At(node);
            if (cells.Count == 0)
                continue;

            if (node.Exit is not null)
                exits.Add((node, cells.ToImmutableArray()));

            if (!solution.Transfer.IsHeard(node))
                continue;

            foreach (Cell cell in cells)
                solution.Transfer.Run(node, cell, null, observations, static (_, _, _) => { });
        }

        return exits.ToImmutable();
    }

    private static void Record(BodySolution solution, Observations observations)
    {
        solution.Findings = observations.Findings;
        solution.Needs = observations.Needs;
        solution.Ended = observations.Ended.ToImmutableHashSet();
        solution.Ends = observations.Ends.ToImmutableHashSet();
        solution.Changes = observations.Changes;
        solution.Touched = observations.Touched;
        solution.Known = observations.Known.ToImmutableHashSet();
        solution.Calls = observations.Entered.ToImmutableHashSet();
        solution.Met = observations.MetNeeds.ToImmutableHashSet();
        solution.Excused = observations.ExcusedNeeds.ToImmutableHashSet();
    }

    /// <summary>The summaries that are there, and those of a recursion while it is being solved.</summary>
    private sealed class Found : ISummaries
    {
        private readonly Analysis _analysis;
        private readonly int _depth;
        private readonly ConcurrentDictionary<EnteredBody, Summary?> _projected = new();
        private readonly ConcurrentDictionary<BodyId, ImmutableArray<Path>> _subjects = new();
        private readonly Dictionary<EnteredBody, Summary> _provisional = new();
        private CancellationToken _cancellation;

        public Found(Analysis analysis, Protocol? protocol, int depth = 0, CancellationToken cancellation = default)
        {
            _analysis = analysis;
            _depth = depth;
            _cancellation = cancellation;
            Protocol = protocol;
        }

        /// <summary>The only protocol that is looked at; null: all.</summary>
        public Protocol? Protocol { get; }

        /// <summary>The bodies of the recursion that is being solved; null where it is none, or is done.</summary>
        public HashSet<BodyId>? Recursion { get; set; }

        /// <summary>What the recursion enters, and is not solved with it yet.</summary>
        public List<EnteredBody> Asked { get; } = new();

        /// <summary>Gives what is known of a body of the recursion so far.</summary>
        public void Provide(EnteredBody body, Summary summary)
        {
            _provisional[body] = summary;
            if (body.Names is null)
                _subjects[body.Body] = summary.Subjects;
        }

        /// <summary>Ends the solving: what is asked for from here on is looked for on the way to a report, for whoever asks then.</summary>
        public void Close()
        {
            Recursion = null;
            _cancellation = CancellationToken.None;
        }

        public Summary? Of(BodyId body)
        {
            if (_provisional.TryGetValue(body, out Summary? provisional))
                return provisional;

            if (_projected.TryGetValue(body, out Summary? known))
                return known;

            Summary? found = null;
            if (_analysis._solutions.TryGetValue(body, out ImmutableArray<BodySolution> parts) && parts.Length > 0)
                found = Projected(parts);
            else if (body.Member is { } symbol && _analysis._known.IsInert(symbol))
                found = new Summary { IsNeutral = true };

            _projected[body] = found;
            return found;
        }

        public Summary? Of(EnteredBody body)
        {
            if (body.Names is null)
                return Of(body.Body);

            if (_provisional.TryGetValue(body, out Summary? provisional))
                return provisional;

            if (Recursion?.Contains(body.Body) == true && !_analysis._coinciding.ContainsKey(body))
            {
                if (_provisional.Keys.Count(static key => key.Names is not null) >= MaxRecursiveCoincidences)
                    return null;

                Asked.Add(body);
                Provide(body, Summary.Bottom);
                return Summary.Bottom;
            }

            return _projected.GetOrAdd(body, entered => _analysis.SolveCoinciding(entered, _depth + 1, _cancellation) is { IsEmpty: false } parts ? Projected(parts) : null);
        }

        public ImmutableArray<Path> SubjectsOf(BodyId body) =>
            _subjects.TryGetValue(body, out ImmutableArray<Path> known) ? known
            : _subjects.GetOrAdd(body, _analysis._solutions.TryGetValue(body, out ImmutableArray<BodySolution> parts) ? Analysis.SubjectsOf(parts) : ImmutableArray<Path>.Empty);

        private Summary Projected(ImmutableArray<BodySolution> parts)
        {
            BodySolution? own = parts.FirstOrDefault(part => part.Protocol is null || ReferenceEquals(part.Protocol, Protocol));
            return own is null ? new Summary { IsNeutral = true }
                : own.Protocol is null && Protocol is not null ? SummaryBuilder.Project(own.Summary, Protocol)
                : own.Summary;
        }
    }
}
