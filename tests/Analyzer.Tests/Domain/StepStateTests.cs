using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Tests.Domain;

/// <summary>The laws of what bodies do to a step, over all single possibilities: composition is that of relations.</summary>
public sealed class StepStateTests
{
    private static readonly Possibility[] Atoms = [.. Enum.GetValues<Possibility>().Where(static one => one != Possibility.None && ((int)one & ((int)one - 1)) == 0)];

    /// <summary>
    /// What a step can be, or a body can do to it, where nothing was reported, no instant step waits for earlier ones, and nothing was handed on: whose a step is that
    /// was taken, and then handed on by a helper, depends on how the code is cut into helpers.
    /// </summary>
    private static readonly Possibility[] Undisturbed = [Possibility.Untouched, Possibility.Kept, Possibility.Gained, Possibility.Absent, Possibility.Lost, Possibility.Reduced];

    public static TheoryData<int> Steps => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_body_that_does_nothing_leaves_every_state_as_it_was(int step) => Assert.All(AllOf(step), state =>
        Assert.Equal(state, state.Then(Possibility.Untouched, States.Forms.Steps[step], StepState.None)));

    [Theory]
    [MemberData(nameof(Steps))]
    public void What_is_done_to_an_untouched_step_is_what_the_body_does(int step) => Assert.All(AllOf(step).Where(did => !did.Has(Possibility.Pending | Possibility.Excused) && (step == 2 || !did.Has(Possibility.Dropped))), did =>
        Assert.Equal(did, new StepState(Possibility.Untouched).Then(did, States.Forms.Steps[step], StepState.None)));

    [Theory]
    [MemberData(nameof(Steps))]
    public void Composition_keeps_joins_on_both_sides(int step) => Gen.Select(States.OfSteps, States.OfSteps, States.OfSteps).Obey((one, other, did) =>
        one.Or(other).Then(did, States.Forms.Steps[step], Possibility.Pending).Contains(one.Then(did, States.Forms.Steps[step], Possibility.Pending))
        && did.Then(one.Or(other), States.Forms.Steps[step], Possibility.Pending).Contains(did.Then(one, States.Forms.Steps[step], Possibility.Pending)));

    [Theory]
    [MemberData(nameof(Steps))]
    public void Composition_of_what_undisturbed_bodies_do_is_associative(int step)
    {
        var wrong = new List<string>();
        ProtocolStep of = States.Forms.Steps[step];
        StepState[] states = [.. AllOf(step).Where(static state => Undisturbed.Contains(state.Possibility))];
        foreach (StepState a in states)
        {
            foreach (StepState b in states)
            {
                foreach (StepState c in states)
                {
                    if (!Fits(a, b) || !Fits(b, c) || !Fits(a.Then(b, of, default), c) || !Fits(a, b.Then(c, of, default)))
                        continue;

                    StepState left = a.Then(b, of, default).Then(c, of, default);
                    StepState right = a.Then(b.Then(c, of, default), of, default);
                    if (left != right)
                        wrong.Add($"{a}; {b}; {c}: {left} or {right}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>
    /// Whether what a body needs holds: what it found in effect, and kept or undid, was not ended before, and it does not undo a nested bracket more often than it was
    /// performed. Otherwise the call is reported.
    /// </summary>
    private static bool Fits(StepState was, StepState did) => (!did.Has(Possibility.Kept | Possibility.Taken) || !was.Has(Possibility.NotInEffect))
        && !(was.Has(Possibility.Gained) && did.MostTaken > was.Depth.Least && !was.Depth.IsNone);

    [Fact]
    public void A_bracket_that_was_taken_from_the_caller_and_given_back_is_the_callers() =>
        Assert.Equal(Possibility.Kept, new StepState(Possibility.Lost).Then(Possibility.Gained, States.Forms.Steps[1], default));

    [Fact]
    public void A_nested_bracket_is_given_back_as_often_as_it_was_taken() =>
        Assert.Equal(new StepState(Possibility.Reduced, Depth.One), new StepState(Possibility.Lost, new Depth(2, 2)).Then(new StepState(Possibility.Gained, Depth.One), States.Forms.Steps[2], default));

    [Fact]
    public void A_state_tells_what_it_was_made_of()
    {
        var state = new StepState(Possibility.Kept | Possibility.Absent, new Depth(1, 2));

        Assert.True(state.Possibility == (Possibility.Kept | Possibility.Absent) && state.Depth == new Depth(1, 2), state.ToString());
        Assert.True(default(StepState).IsNone);
        Assert.False(state.IsNone);
        Assert.Equal("Absent", new StepState(Possibility.Absent).ToString());
        Assert.Equal("Gained (1 to 2)", new StepState(Possibility.Gained, new Depth(1, 2)).ToString());
    }

    [Fact]
    public void Only_some_are_possible_where_something_is_and_nothing_else() => Gen.Select(States.OfSteps, States.OfSteps).Obey(static (state, some) =>
        state.IsOnly(some.Possibility) == (state.Possibility != Possibility.None && (state.Possibility | some.Possibility) == some.Possibility));

    [Fact]
    public void A_body_leaves_open_what_it_performed_and_not_what_its_caller_holds()
    {
        Assert.True(new StepState(Possibility.Gained).IsLeftOpen);
        Assert.True(new StepState(Possibility.Kept, Depth.One).IsLeftOpen);
        Assert.False(new StepState(Possibility.Kept).IsLeftOpen);
        Assert.False(new StepState(Possibility.Lost, Depth.One).IsLeftOpen);
    }

    [Fact]
    public void What_is_stored_is_in_effect_and_nobodys_to_undo()
    {
        Assert.Equal(Possibility.Granted, new StepState(Possibility.Gained).HandedOn);
        Assert.Equal(Possibility.Granted | Possibility.Absent, new StepState(Possibility.Gained | Possibility.Absent).HandedOn);
        Assert.Equal(new StepState(Possibility.Granted, Depth.One), new StepState(Possibility.Gained, new Depth(2, 2)).HandedOn);
        Assert.Equal(Possibility.Kept, new StepState(Possibility.Kept).HandedOn);
    }

    [Fact]
    public void An_instant_step_of_a_callee_is_what_it_is_where_it_ran() =>
        Assert.Equal(Possibility.Gained, new StepState(Possibility.Untouched).Then(Possibility.Pending, States.Forms.Steps[0], Possibility.Gained));

    [Fact]
    public void What_a_commit_uses_up_of_the_callers_bracket_is_taken_from_it()
    {
        Assert.Equal(Possibility.Lost, new StepState(Possibility.Kept).Then(Possibility.UsedUp, States.Forms.Steps[1], default));
        Assert.Equal(Possibility.UsedUp, new StepState(Possibility.Gained).Then(Possibility.UsedUp, States.Forms.Steps[1], default));
    }

    [Fact]
    public void A_harmless_undo_leaves_what_is_not_in_effect()
    {
        Assert.Equal(new StepState(Possibility.Lost, Depth.One), new StepState(Possibility.Lost, Depth.One).Then(Possibility.Dropped, States.Forms.Steps[2], default));
        Assert.Equal(Possibility.Excused, new StepState(Possibility.Excused).Then(Possibility.Dropped, States.Forms.Steps[1], default));
    }

    [Fact]
    public void An_undo_takes_what_was_handed_on_from_nobody_and_what_is_untouched_from_the_caller()
    {
        Assert.Equal(Possibility.Absent, new StepState(Possibility.Granted).Undone(States.Forms.Steps[1], Depth.One, ifInEffect: false));
        Assert.Equal(Possibility.Absent, new StepState(Possibility.Untouched).Undone(States.Forms.Steps[1], Depth.One, ifInEffect: true));
        Assert.Equal(Possibility.Dropped, new StepState(Possibility.Untouched).Undone(States.Forms.Steps[2], Depth.One, ifInEffect: true));
        Assert.Equal(Possibility.Lost, new StepState(Possibility.Lost).Undone(States.Forms.Steps[1], Depth.One, ifInEffect: false));
        Assert.Equal(new StepState(Possibility.Lost, new Depth(2, 2)), new StepState(Possibility.Lost, Depth.One).Undone(States.Forms.Steps[2], Depth.One, ifInEffect: false));
    }

    [Fact]
    public void A_bracket_that_is_performed_is_the_bodys_where_it_was_not_the_callers()
    {
        ProtocolStep plain = States.Forms.Steps[1];
        ProtocolStep nested = States.Forms.Steps[2];

        Assert.Equal(Possibility.Gained, new StepState(Possibility.Untouched).Performed(plain));
        Assert.Equal(Possibility.Gained, new StepState(Possibility.Forgiven).Performed(plain));
        Assert.Equal(Possibility.Kept, new StepState(Possibility.Kept).Performed(plain));
        Assert.Equal(Possibility.Kept, new StepState(Possibility.Lost).Performed(plain));
        Assert.Equal(new StepState(Possibility.Gained, Depth.One), new StepState(Possibility.Absent).Performed(nested));
        Assert.Equal(new StepState(Possibility.Kept, Depth.One), new StepState(Possibility.Kept).Performed(nested));
        Assert.Equal(new StepState(Possibility.Reduced, Depth.One), new StepState(Possibility.Lost, new Depth(2, 2)).Performed(nested));
        Assert.Equal(new StepState(Possibility.Kept, default, 1), new StepState(Possibility.Reduced, Depth.One).Performed(nested));
        Assert.Equal(new StepState(Possibility.Reduced, Depth.One), new StepState(Possibility.Kept, default, 1).Undone(nested, Depth.One, ifInEffect: false));
        Assert.Equal(new StepState(Possibility.Lost, new Depth(2, 2)), new StepState(Possibility.Reduced, Depth.One).Undone(nested, Depth.One, ifInEffect: false));
    }

    /// <summary>Each single possibility, for a nested bracket with each depth that it can have.</summary>
    private static IEnumerable<StepState> AllOf(int step) => step < 2 ? Atoms.Where(static atom => atom != Possibility.Reduced).Select(static atom => new StepState(atom))
        : Atoms.SelectMany(static atom => atom is Possibility.Gained or Possibility.Lost or Possibility.Reduced ? [new StepState(atom, Depth.One), new StepState(atom, new Depth(2, 2))]
            : atom is Possibility.Kept or Possibility.Granted ? [new StepState(atom), new StepState(atom, Depth.One)]
            : new[] { new StepState(atom) });
}
