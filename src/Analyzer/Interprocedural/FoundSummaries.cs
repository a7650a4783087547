using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>The summaries that are there, and those of a recursion while it is being solved.</summary>
internal sealed class FoundSummaries : ISummaries
{
    /// <summary>So many bodies of a recursion are solved together for names that are one object, where it leads to ever further ones.</summary>
    private const int MaxRecursiveCoincidences = 8;

    private readonly Solutions _solutions;
    private readonly IKnownBodies _known;
    private readonly Func<EnteredBody, CancellationToken, ImmutableArray<BodySolution>> _solveCoinciding;
    private readonly ConcurrentDictionary<EnteredBody, Summary?> _projected = new();
    private readonly ConcurrentDictionary<BodyId, ImmutableArray<Path>> _subjects = new();
    private readonly Dictionary<EnteredBody, Summary> _provisional = new();
    private CancellationToken _cancellation;

    /// <param name="solutions">What has been solved.</param>
    /// <param name="known">What is known of bodies without solving them.</param>
    /// <param name="solveCoinciding">Solves a body for names of which some are one object; gives none where that is over a bound.</param>
    /// <param name="protocol">The only protocol that is looked at; null: all.</param>
    /// <param name="cancellation">Ends the solving.</param>
    public FoundSummaries(
        Solutions solutions,
        IKnownBodies known,
        Func<EnteredBody, CancellationToken, ImmutableArray<BodySolution>> solveCoinciding,
        Protocol? protocol,
        CancellationToken cancellation = default)
    {
        _solutions = solutions;
        _known = known;
        _solveCoinciding = solveCoinciding;
        _cancellation = cancellation;
        Protocol = protocol;
    }

    /// <summary>The only protocol that is looked at; null: all.</summary>
    public Protocol? Protocol { get; }

    /// <summary>The bodies to which virtual calls are not followed from those that are solved; null: all are.</summary>
    public HashSet<BodyId>? Cut { get; init; }

    /// <inheritdoc/>
    public bool IsCut(BodyId body) => Cut?.Contains(body) == true;

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
        if (_solutions.TryGet(body, out ImmutableArray<BodySolution> parts) && parts.Length > 0)
            found = Projected(parts);
        else if (body.Member is { } symbol && _known.IsInert(symbol))
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

        if (Recursion?.Contains(body.Body) == true && !_solutions.Contains(body))
        {
            if (_provisional.Keys.Count(static key => key.Names is not null) >= MaxRecursiveCoincidences)
                return null;

            Asked.Add(body);
            Provide(body, Summary.Bottom);
            return Summary.Bottom;
        }

        return _projected.GetOrAdd(body, entered => _solveCoinciding(entered, _cancellation) is { IsEmpty: false } parts ? Projected(parts) : null);
    }

    public ImmutableArray<Path> SubjectsOf(BodyId body) =>
        _subjects.TryGetValue(body, out ImmutableArray<Path> known) ? known : _subjects.GetOrAdd(body, _solutions.SubjectsOf(body));

    private Summary Projected(ImmutableArray<BodySolution> parts)
    {
        BodySolution? own = parts.FirstOrDefault(part => part.Protocol is null || ReferenceEquals(part.Protocol, Protocol));
        return own is null ? new Summary { IsNeutral = true }
            : own.Protocol is null && Protocol is not null ? SummaryBuilder.Project(own.Summary, Protocol)
            : own.Summary;
    }
}
