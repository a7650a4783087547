using System.Collections.Immutable;

namespace EntryPath.Analyzer.Domain;

/// <summary>
/// Which names of a body are one object where it is entered: two arguments of a call, or an argument and a field. Each name is given with the one that stands for the object from there on.
/// </summary>
internal sealed class Coincidence : IEquatable<Coincidence>
{
    private readonly int _hash;

    private Coincidence(ImmutableArray<(Path Name, Path Same)> names)
    {
        Names = names;
        foreach ((Path name, Path same) in names)
            _hash ^= (name.GetHashCode() * 31) + same.GetHashCode();
    }

    /// <summary>The further names, those first through which others lead, each with the one that stands for the object.</summary>
    public ImmutableArray<(Path Name, Path Same)> Names { get; }

    /// <summary>What coincides where each of these groups of names is one object; null where nothing does that a body can be entered with.</summary>
    public static Coincidence? Of(IEnumerable<IReadOnlyCollection<Path>> objects)
    {
        var names = ImmutableArray.CreateBuilder<(Path Name, Path Same)>();
        IEnumerable<(Path Name, Path Same)> pairs = objects.Select(static same => same.OrderBy(Rank).ThenBy(static path => path.Fields.Length).ToList())
            .SelectMany(static ordered => ordered.Skip(1).Select(name => (name, ordered[0])));
        foreach ((Path further, Path first) in pairs.OrderBy(static pair => Math.Max(pair.Name.Fields.Length, pair.Same.Fields.Length)))
        {
            // What two names of one object lead to is one object as well.
            (Path name, Path same) = (Standing(names, further), Standing(names, first));
            if (!name.Equals(same) && CanBeAnother(name))
                names.Add((name, same));
        }

        return names.Count == 0 ? null : new Coincidence(names.ToImmutable());
    }

    /// <summary>What coincides by either of two; null where nothing does.</summary>
    public static Coincidence? Both(Coincidence? first, Coincidence? second) => first is null ? second : second is null ? first
        : Of(first.Names.Concat(second.Names).Select(static pair => (IReadOnlyCollection<Path>)new[] { pair.Name, pair.Same }));

    /// <summary>The name that stands for the object which a path leads to.</summary>
    public Path Standing(Path path) => Standing(Names, path);

    public bool Equals(Coincidence? other) => other is not null && _hash == other._hash && Names.Length == other.Names.Length && Names.All(other.Names.Contains);

    public override bool Equals(object? obj) => Equals(obj as Coincidence);

    public override int GetHashCode() => _hash;

    private static Path Standing(IEnumerable<(Path Name, Path Same)> names, Path path)
    {
        foreach ((Path name, Path same) in names)
        {
            if (path.StartsWith(name))
                path = same with { Fields = same.Fields.AddRange(path.Fields.Skip(name.Fields.Length)) };
        }

        return path;
    }

    /// <summary>What nothing can write names the object best, then what is given by value, and last what may hold another one later.</summary>
    private static int Rank(Path path) => path switch
    {
        { Fields.IsEmpty: true, Root: not PathRoot.Entry } => 0,
        { Root: not PathRoot.Entry } when path.Fields.All(static field => field.Member is not null && field.Reads is null && !Universe.IsMutable(field.Member)) => 1,
        { Fields.IsEmpty: true } => 2,
        _ => 3,
    };

    /// <summary>Whether a name can be made one for another object: not that of the object itself, nor that of a static, which is read by its own name.</summary>
    private static bool CanBeAnother(Path path) => path.Root == PathRoot.Entry || !path.Fields.IsEmpty;
}
