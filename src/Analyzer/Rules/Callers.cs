using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Events;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Summaries;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>Who calls a body, and whether any of them does what it needs.</summary>
internal sealed class Callers
{
    private readonly Analysis _analysis;
    private readonly ConcurrentDictionary<NeedOrigin, bool> _met = new();

    public Callers(Analysis analysis) => _analysis = analysis;

    /// <summary>Whether some call, in some caller of callers, meets a need of an operation.</summary>
    public bool IsMet(NeedOrigin origin, CancellationToken cancellation)
    {
        if (_met.TryGetValue(origin, out bool known))
            return known;

        bool found = false;
        var seen = new HashSet<object> { origin.Body };
        var work = new Queue<object>(seen);
        while (work.Count > 0 && !found)
        {
            foreach (BodySolution caller in Of(work.Dequeue(), cancellation))
            {
                if (caller.Met.Contains(origin))
                {
                    found = true;
                    break;
                }

                if (caller.Needs.Any(entry => entry.Need.Origin.Equals(origin)) && seen.Add(caller.Body.Key))
                    work.Enqueue(caller.Body.Key);
            }
        }

        return _met.GetOrAdd(origin, found);
    }

    /// <summary>The bodies with calls that do not meet a need, wherever they are.</summary>
    public IEnumerable<BodySolution> Failing(NeedOrigin origin, CancellationToken cancellation)
    {
        var seen = new HashSet<object> { origin.Body };
        var work = new Queue<object>(seen);
        while (work.Count > 0)
        {
            foreach (BodySolution caller in Of(work.Dequeue(), cancellation))
            {
                if (caller.Findings.Any(finding => origin.Equals(finding.Need?.Origin)))
                    yield return caller;

                if (caller.Needs.Any(entry => entry.Need.Origin.Equals(origin)) && seen.Add(caller.Body.Key))
                    work.Enqueue(caller.Body.Key);
            }
        }
    }

    /// <summary>The contract of the delegates that a method becomes, if each of them has the same one.</summary>
    public ImmutableArray<MemberEvent> HandlerContract(object key, CancellationToken cancellation)
    {
        if (key is not IMethodSymbol method)
            return ImmutableArray<MemberEvent>.Empty;

        ImmutableArray<MemberEvent>? contract = null;
        foreach (object mentioner in _analysis.Bodies.MentionersOf(Bodies.NameOf(method), cancellation))
        {
            if (_analysis.Code(mentioner, cancellation) is not { } code)
                continue;

            foreach (DelegateConversion conversion in code.Conversions.Where(conversion => conversion.Body.Equals(key)))
            {
                if (contract is { } other && !other.SequenceEqual(conversion.Contract))
                    return ImmutableArray<MemberEvent>.Empty;

                contract = conversion.Contract;
            }
        }

        return contract ?? ImmutableArray<MemberEvent>.Empty;
    }

    /// <summary>The bodies that call a body.</summary>
    public IEnumerable<BodySolution> Of(object key, CancellationToken cancellation)
    {
        IEnumerable<object> candidates = key switch
        {
            LambdaBody lambda => Containing(lambda.Syntax, cancellation),
            IMethodSymbol method => _analysis.Bodies.MentionersOf(Bodies.NameOf(method), cancellation)
                .Concat(method.MethodKind == MethodKind.Constructor ? _analysis.Bodies.MentionersOf("new()", cancellation) : Enumerable.Empty<object>()),
            _ => Enumerable.Empty<object>(),
        };
        var seen = new HashSet<object>();
        var work = new Stack<object>(candidates);
        while (work.Count > 0)
        {
            object candidate = work.Pop();
            if (!seen.Add(candidate) || _analysis.Code(candidate, cancellation) is not { } code)
                continue;

            foreach (LambdaBody nested in code.Nested)
                work.Push(nested);

            if (!code.Callees.Contains(key) || code.Conversions.Any(conversion => conversion.Body.Equals(key)))
                continue;

            foreach (BodySolution solution in _analysis.Solve(candidate, cancellation))
                yield return solution;
        }
    }

    private IEnumerable<object> Containing(SyntaxNode syntax, CancellationToken cancellation)
    {
        for (SyntaxNode? node = syntax.Parent; node is not null; node = node.Parent)
        {
            foreach (object key in _analysis.Bodies.KeysOf(node, cancellation))
                yield return key;
        }
    }
}
