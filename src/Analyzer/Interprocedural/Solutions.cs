using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>What has been solved: each body as its names are different objects, and as some of them are one.</summary>
internal sealed class Solutions
{
    private readonly ConcurrentDictionary<BodyId, ImmutableArray<BodySolution>> _plain = new();
    private readonly ConcurrentDictionary<EnteredBody, ImmutableArray<BodySolution>> _coinciding = new();
    private readonly ConcurrentDictionary<BodyId, int> _coincidences = new();

    public bool Contains(BodyId body) => _plain.ContainsKey(body);

    public bool Contains(EnteredBody body) => body.Names is null ? _plain.ContainsKey(body.Body) : _coinciding.ContainsKey(body);

    public bool TryGet(BodyId body, out ImmutableArray<BodySolution> parts) => _plain.TryGetValue(body, out parts);

    public bool TryGet(EnteredBody body, out ImmutableArray<BodySolution> parts) =>
        body.Names is null ? _plain.TryGetValue(body.Body, out parts) : _coinciding.TryGetValue(body, out parts);

    /// <summary>In how many ways a body was solved for names that are one object.</summary>
    public int Coincidences(BodyId body) => _coincidences.TryGetValue(body, out int count) ? count : 0;

    /// <summary>Whether a body was solved for each protocol by itself.</summary>
    public bool IsSplit(BodyId body) => _plain.TryGetValue(body, out ImmutableArray<BodySolution> parts) && parts.Length > 0 && parts[0].Protocol is not null;

    /// <summary>The names of the objects that a body does something about, which may be one object where it is entered; none where it is not solved.</summary>
    public ImmutableArray<Path> SubjectsOf(BodyId body) => !_plain.TryGetValue(body, out ImmutableArray<BodySolution> parts) ? ImmutableArray<Path>.Empty
        : parts.Length == 1 ? parts[0].Summary.Subjects
        : parts.SelectMany(static part => part.Summary.Subjects).Distinct().ToImmutableArray();

    /// <summary>
    /// Keeps the solutions of bodies that were solved together, all at once: a thread that saw only some of them, and solved the others by themselves, comes too late.
    /// </summary>
    public void Publish(IEnumerable<(EnteredBody Key, ImmutableArray<BodySolution> Parts)> solved)
    {
        lock (_plain)
        {
            foreach ((EnteredBody key, ImmutableArray<BodySolution> parts) in solved)
            {
                if (key.Names is null)
                    _plain.TryAdd(key.Body, parts);
                else if (_coinciding.TryAdd(key, parts))
                    _coincidences.AddOrUpdate(key.Body, 1, static (_, count) => count + 1);
            }
        }
    }
}
