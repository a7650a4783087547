using System.Collections.Concurrent;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// In which bodies there can be something to report: those that use a member that something is declared about, and those that run a body which needs or does
/// something to a step as its callers see it. Names let nearly everything through on real code, and most of what reaches an event by symbols reaches only
/// helpers that end what they begin. All others need not be read, let alone solved, but where one of these asks what they return.
/// Threads may ask at the same time; they may look twice, with the same result.
/// </summary>
internal sealed class Reach
{
    private readonly Analysis _analysis;
    private readonly ConcurrentDictionary<BodyId, bool> _reaches = new();

    public Reach(Analysis analysis) => _analysis = analysis;

    /// <summary>Whether there can be something to report in a body.</summary>
    public bool Of(BodyId key, CancellationToken cancellation)
    {
        if (_reaches.TryGetValue(key, out bool known))
            return known;

        // All that can be run from here and is not known yet, and who runs it.
        var callers = new Dictionary<BodyId, List<BodyId>> { [key] = new List<BodyId>() };
        var found = new Stack<BodyId>();
        var work = new Stack<BodyId>();
        work.Push(key);
        while (work.Count > 0)
        {
            BodyId next = work.Pop();
            BodyUses uses = UsesOf(next, cancellation);
            if (uses.Concerns)
                found.Push(next);

            foreach (BodyId callee in uses.Callees)
            {
                if (_reaches.TryGetValue(callee, out bool does))
                {
                    if (does && IsSeenByCallers(callee, cancellation))
                        found.Push(next);
                }
                else if (callers.TryGetValue(callee, out List<BodyId>? others))
                {
                    others.Add(next);
                }
                else
                {
                    callers.Add(callee, new List<BodyId> { next });
                    work.Push(callee);
                }
            }
        }

        var reaching = new HashSet<BodyId>();
        while (found.Count > 0)
        {
            BodyId next = found.Pop();
            if (!reaching.Add(next) || !IsSeenByCallers(next, cancellation))
                continue;

            foreach (BodyId caller in callers[next])
                found.Push(caller);
        }

        foreach (BodyId body in callers.Keys)
            _reaches.TryAdd(body, reaching.Contains(body));

        return reaching.Contains(key);
    }

    private BodyUses UsesOf(BodyId key, CancellationToken cancellation) => _analysis.Bodies.Find(key, cancellation) is { } body
        ? BodyUses.Of(body.Symbol, body.Graph, _analysis.Rules, _analysis.Bodies, cancellation)
        : BodyUses.None;

    /// <summary>
    /// Whether a body needs anything, or leaves anything that its callers can be wrong about: that a step is not in effect is nothing, where nobody needs it. What
    /// an iterator does shows only in its parts, and so does what a method does around a delegate that it runs.
    /// </summary>
    private bool IsSeenByCallers(BodyId key, CancellationToken cancellation) => (key.Method is { } method && (_analysis.Bodies.IsIterator(method) || !_analysis.Bodies.GivenCallsIn(method).IsEmpty))
        || _analysis.Solve(key, cancellation).Any(static part => part.GaveUp is not null || !part.Summary.Needs.IsEmpty || part.Summary.Exits.Any(static exit =>
            exit.Effects.Any(static effect => effect.Value.Has(~(Possibility.Untouched | Possibility.Absent))) || !exit.Told.IsEmpty || !exit.Guards.IsEmpty || !exit.Tokens.IsEmpty || !exit.Restores.IsEmpty));
}
