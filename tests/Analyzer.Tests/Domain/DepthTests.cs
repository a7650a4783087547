using System;
using CsCheck;
using EntryPath.Analyzer.Domain;

namespace EntryPath.Analyzer.Tests.Domain;

/// <summary>The laws of depths: their join is that of a lattice, so that no order of the ways that meet matters.</summary>
public sealed class DepthTests
{
    private static readonly Gen<Depth> s_depths =
        from least in Gen.Int[0, Depth.Max]
        from more in Gen.Int[0, Depth.Max]
        select new Depth(least, Math.Min(least + more, Depth.Max));

    [Fact]
    public void The_join_of_depths_is_associative_commutative_and_idempotent() => Gen.Select(s_depths, s_depths, s_depths).Sample((a, b, c) =>
        a.Or(b) == b.Or(a) && a.Or(b).Or(c) == a.Or(b.Or(c)) && a.Or(a) == a && a.Or(Depth.None) == a);

    [Fact]
    public void The_join_of_depths_holds_both() => Gen.Select(s_depths, s_depths).Sample((a, b) =>
        (a.IsNone || (a.Or(b).Least <= a.Least && a.Or(b).Most >= a.Most)) && (b.IsNone || (a.Or(b).Least <= b.Least && a.Or(b).Most >= b.Most)));

    [Fact]
    public void Two_or_three_are_not_what_their_bits_make_of_them()
    {
        Depth joined = new Depth(1, 1).Or(new Depth(2, 2));

        Assert.Equal(new Depth(1, 2), joined);
        Assert.Equal(new Depth(2, 3), joined.Plus(Depth.One));
        Assert.Equal(new Depth(1, 1), joined.Minus(Depth.One, least: 1));
    }
}
