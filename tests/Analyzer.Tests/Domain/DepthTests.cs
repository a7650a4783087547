using System;
using CsCheck;
using EntryPath.Analyzer.Flow;

namespace EntryPath.Analyzer.Tests.Domain;

/// <summary>The laws of what a slot can be: its join is that of a lattice, so that no order of the ways that meet matters.</summary>
public sealed class DepthTests
{
    private static readonly Gen<Depth> s_depths =
        from least in Gen.Int[0, Depth.Max]
        from more in Gen.Int[0, Depth.Max]
        select new Depth(least, Math.Min(least + more, Depth.Max));

    private static readonly Gen<int> s_states =
        from possibility in Gen.Int[0, 1023]
        from depth in s_depths
        select Effects.Value((Possibility)possibility, depth);

    [Fact]
    public void The_join_of_depths_is_associative_commutative_and_idempotent() => Gen.Select(s_depths, s_depths, s_depths).Sample((a, b, c) =>
        a.Or(b) == b.Or(a) && a.Or(b).Or(c) == a.Or(b.Or(c)) && a.Or(a) == a && a.Or(Depth.None) == a);

    [Fact]
    public void The_join_of_depths_holds_both() => Gen.Select(s_depths, s_depths).Sample((a, b) =>
        (a.IsNone || (a.Or(b).Least <= a.Least && a.Or(b).Most >= a.Most)) && (b.IsNone || (a.Or(b).Least <= b.Least && a.Or(b).Most >= b.Most)));

    [Fact]
    public void The_join_of_slots_is_associative_commutative_and_idempotent() => Gen.Select(s_states, s_states, s_states).Sample((a, b, c) =>
        Effects.Join(a, b) == Effects.Join(b, a) && Effects.Join(Effects.Join(a, b), c) == Effects.Join(a, Effects.Join(b, c)) && Effects.Join(a, a) == a && Effects.Join(a, 0) == a);

    [Fact]
    public void A_slot_keeps_its_depth_beside_what_it_can_be() => s_states.Sample(state =>
        Effects.Value(Effects.PossibilityOf(state), Effects.DepthOf(state)) == state);

    [Fact]
    public void Two_or_three_are_not_what_their_bits_make_of_them()
    {
        Depth joined = new Depth(1, 1).Or(new Depth(2, 2));

        Assert.Equal(new Depth(1, 2), joined);
        Assert.Equal(new Depth(2, 3), joined.Plus(Depth.One));
        Assert.Equal(new Depth(1, 1), joined.Minus(Depth.One, least: 1));
    }
}
