using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>In which order bodies are solved: callees before callers, those that call each other together.</summary>
internal sealed class CallOrder
{
    private readonly Func<BodyId, ImmutableArray<BodyId>> _calleesOf;
    private readonly Func<BodyId, bool> _isSolved;

    /// <param name="calleesOf">The bodies that a body leads to.</param>
    /// <param name="isSolved">Whether a body needs no solving any more.</param>
    public CallOrder(Func<BodyId, ImmutableArray<BodyId>> calleesOf, Func<BodyId, bool> isSolved)
    {
        _calleesOf = calleesOf;
        _isSolved = isSolved;
    }

    /// <summary>The strongly connected components of the calls from a body, callees first; with an explicit stack, for deep chains.</summary>
    public IEnumerable<List<BodyId>> Components(BodyId root, CancellationToken cancellation)
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
            ImmutableArray<BodyId> callees = _calleesOf(key);
            if (next < callees.Length)
            {
                walk.Push((key, next + 1));
                BodyId callee = callees[next];
                if (_isSolved(callee))
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
            components.Add(component.Count > 1 ? CalleesFirst(component) : component);
        }

        return components;
    }

    /// <summary>
    /// The bodies of a recursion, callees before callers as far as they can be, so that few of them are solved with less than their callees come to say. The walk begins at the first body
    /// of the source: the order is the same wherever the recursion is entered first.
    /// </summary>
    private List<BodyId> CalleesFirst(List<BodyId> component)
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
            ImmutableArray<BodyId> callees = _calleesOf(key);
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
}
