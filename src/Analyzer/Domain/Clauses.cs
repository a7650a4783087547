using System.Collections.Immutable;

namespace EntryPath.Analyzer.Domain;

/// <summary>
/// What is left of the knowledge of two ways that come together: where one of them knows <c>a</c> and the other one <c>not a</c> and <c>b</c>, then <c>a</c> or <c>b</c> holds behind both. That is how
/// <c>if (a || b) return;</c> is known to have been decided.
/// </summary>
internal static class Clauses
{
    /// <summary>Maximum number of conditions in one clause.</summary>
    private const int MaxLiterals = 4;

    /// <summary>Maximum number of clauses that a join adds.</summary>
    private const int MaxClauses = 4;

    /// <summary>Maximum number of conditions that only one of two ways knows; with more, nothing is told of them.</summary>
    private const int MaxDistinguishing = 6;

    /// <summary>The clauses that follow from either of two lists of them, each of which all hold on its way; none where one follows by itself.</summary>
    /// <param name="first">What holds on one way and is not known on the other.</param>
    /// <param name="second">What holds on the other way and is not known on the first.</param>
    /// <param name="areOpposite">Whether one condition holds where the other one does not.</param>
    /// <param name="order">An order of conditions, in which the same are equal.</param>
    public static List<ImmutableArray<T>> Either<T>(IReadOnlyList<ImmutableArray<T>> first, IReadOnlyList<ImmutableArray<T>> second, Func<T, T, bool> areOpposite, IComparer<T> order)
    {
        var clauses = new List<ImmutableArray<T>>();
        if (first.Count > MaxDistinguishing || second.Count > MaxDistinguishing)
            return clauses;

        foreach (ImmutableArray<T> one in first)
        {
            foreach (ImmutableArray<T> other in second)
            {
                var literals = new SortedSet<T>(one.Concat(other), order);
                if (literals.Count <= MaxLiterals && !one.Any(literal => other.Any(further => areOpposite(literal, further))))
                    clauses.Add(literals.ToImmutableArray());
            }
        }

        clauses.Sort((left, right) => Compare(left, right, order));
        if (clauses.Count > MaxClauses)
            clauses.RemoveRange(MaxClauses, clauses.Count - MaxClauses);

        return clauses;
    }

    private static int Compare<T>(ImmutableArray<T> left, ImmutableArray<T> right, IComparer<T> order)
    {
        for (int i = 0; i < left.Length && i < right.Length; i++)
        {
            if (left.Length == right.Length && order.Compare(left[i], right[i]) is var difference and not 0)
                return difference;
        }

        return left.Length.CompareTo(right.Length);
    }
}
