using CsCheck;
using EntryPath.Analyzer.Domain;

namespace EntryPath.Analyzer.Tests.Domain;

/// <summary>The laws of depths: their join is that of a lattice, so that no order of the ways that meet matters.</summary>
public sealed class DepthTests
{
    [Fact]
    public void The_join_of_depths_is_associative_commutative_and_idempotent() => Gen.Select(States.Depths, States.Depths, States.Depths).Obey(static (a, b, c) =>
        a.Or(b) == b.Or(a) && a.Or(b).Or(c) == a.Or(b.Or(c)) && a.Or(a) == a);

    [Fact]
    public void The_join_of_depths_holds_both() => Gen.Select(States.Depths, States.Depths).Obey(static (a, b) => a.Or(b).Contains(a) && a.Or(b).Contains(b));

    [Fact]
    public void Two_or_three_are_not_what_their_bits_make_of_them()
    {
        Depth joined = new Depth(1, 1).Or(new Depth(2, 2));

        Assert.Equal(new Depth(1, 2), joined);
        Assert.Equal(new Depth(2, 3), joined.Plus(Depth.One));
        Assert.Equal(new Depth(1, 1), joined.Minus(Depth.One, least: 1));
    }

    [Fact]
    public void A_bracket_that_the_caller_holds_is_lost_on_one_way_if_it_was_opened_again_on_the_other_only()
    {
        StepState onEither = new StepState(Possibility.Kept).Or(new StepState(Possibility.Kept, Depth.One));

        Assert.Equal(new StepState(Possibility.Kept | Possibility.Lost, new Depth(0, 1)), onEither.Undone(States.Forms.Steps[2], Depth.One, ifInEffect: false));
    }
}
