using System.Collections.Immutable;

namespace EntryPath.Analyzer.Domain;

/// <summary>A value of the caller's that is known to equal a constant or, negated, to differ from it.</summary>
internal sealed record PathFact(Path Value, object? Constant, bool Negated)
{
    /// <summary>What the value is compared with instead of the constant: another value of the caller's or, for an order, a constant.</summary>
    public Path? Other { get; init; }

    /// <summary>With <see cref="Other"/>: whether the value is the smaller one, and not an equal one.</summary>
    public bool IsOrder { get; init; }

    /// <summary>Further facts, of which one holds where this one does not.</summary>
    public ImmutableArray<PathFact> Alternatives { get; init; } = ImmutableArray<PathFact>.Empty;

    /// <summary>The facts of which one holds: this one alone, where there are no others.</summary>
    public ImmutableArray<PathFact> Literals => Alternatives.IsEmpty ? ImmutableArray.Create(this) : Alternatives.Insert(0, this with { Alternatives = ImmutableArray<PathFact>.Empty });

    /// <summary>Whether it compares a number in a field, which counts up in a recursion, with a constant.</summary>
    public bool IsOfCount => Literals.Any(static fact => !fact.Value.Fields.IsEmpty && (fact.Constant is long || fact.Other is { IsConstant: true, Symbol: long }));

    /// <summary>The values that it is about.</summary>
    public IEnumerable<Path> Values => Literals.SelectMany(static fact => fact.Other is null ? new[] { fact.Value } : new[] { fact.Value, fact.Other });

    /// <summary>The fact, as text that is the same where that is the same.</summary>
    public string Text => string.Join("|", Literals.Select(static fact =>
        fact.Value.Text + (fact.Negated ? "!" : string.Empty) + (fact.IsOrder ? "<" : "==") + (fact.Other is { } other ? other.Text : fact.Constant)));

    /// <summary>One of several facts; null for none.</summary>
    public static PathFact? OneOf(ImmutableArray<PathFact> facts) => facts.IsEmpty ? null : facts.Length == 1 ? facts[0] : facts[0] with { Alternatives = facts.RemoveAt(0) };

    /// <summary>The facts that both lists have, and what follows from either of them where only one has it.</summary>
    public static ImmutableArray<PathFact> Either(ImmutableArray<PathFact> first, ImmutableArray<PathFact> second)
    {
        ImmutableArray<PathFact> common = Paths.Common(first, second);
        if (common.Length == first.Length || common.Length == second.Length)
            return common;

        List<ImmutableArray<PathFact>> clauses = Clauses.Either(OnlyIn(first, second), OnlyIn(second, first), static (left, right) => left.IsOppositeOf(right), ByText.Instance);
        return common.AddRange(clauses.Select(static clause => OneOf(clause)!).Where(clause => !common.Contains(clause)));
    }

    /// <summary>Whether two lists of facts cannot all hold at once.</summary>
    public static bool AreContrary(ImmutableArray<PathFact> first, ImmutableArray<PathFact> second) => first.Any(fact => fact.IsExcludedBy(second)) || second.Any(fact => fact.IsExcludedBy(first));

    /// <summary>Whether both cannot hold at once.</summary>
    public bool Contradicts(PathFact other)
    {
        if (!Alternatives.IsEmpty || !other.Alternatives.IsEmpty)
            return Literals.All(literal => other.Literals.All(literal.Contradicts));

        if (!Value.Equals(other.Value))
            return false;

        if (Other is not null || other.Other is not null)
            return Negated != other.Negated && IsOrder == other.IsOrder && Equals(Other, other.Other);

        return Negated ? !other.Negated && Equals(Constant, other.Constant) : other.Negated == Equals(Constant, other.Constant);
    }

    public bool Equals(PathFact? other) => other is not null && Value.Equals(other.Value) && Equals(Constant, other.Constant) && Negated == other.Negated && Equals(Other, other.Other)
        && IsOrder == other.IsOrder && Alternatives.SequenceEqual(other.Alternatives);

    public override int GetHashCode() => (Value.GetHashCode() * 31) + (Negated ? 1 : 0) + (Alternatives.Length * 7);

    private static List<ImmutableArray<PathFact>> OnlyIn(ImmutableArray<PathFact> own, ImmutableArray<PathFact> other) =>
        own.Where(fact => !fact.Literals.Any(other.Contains)).Select(static fact => fact.Literals).ToList();

    private bool IsOppositeOf(PathFact other) => Negated != other.Negated && Equals(this with { Negated = other.Negated }, other) || (Constant is bool && other.Constant is bool && Contradicts(other));

    private bool IsExcludedBy(ImmutableArray<PathFact> facts) => Literals.All(literal => facts.Any(fact => fact.Alternatives.IsEmpty && literal.Contradicts(fact)));

    private sealed class ByText : IComparer<PathFact>
    {
        public static readonly ByText Instance = new();

        public int Compare(PathFact? left, PathFact? right) => string.CompareOrdinal(left?.Text, right?.Text);
    }
}
