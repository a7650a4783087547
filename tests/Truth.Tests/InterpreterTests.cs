using System.Collections.Immutable;
using EntryPath.Truth.Tests.Judging;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Rules;
using Xunit;
using static EntryPath.Truth.Tests.Rules.PreludeRules;

namespace EntryPath.Truth.Tests;

/// <summary>The judge is judged: programs whose verdict the rules state plainly.</summary>
public sealed class InterpreterTests
{
    private static readonly Subject s_u = new(SubjectKind.Parameter, 0);
    private static readonly Subject s_w = new(SubjectKind.Parameter, 1);
    private static readonly Flag s_p = new(FlagKind.Parameter, 0);
    private static readonly Flag s_f = new(FlagKind.Local, 0);
    private static readonly Statement[] s_leave = [Of(Disarm), Of(Unmask)];
    private static readonly Statement[] s_enter = [Of(Mask), Of(Arm), Of(Fence), Of(Drain), Leave(Stop()), Of(Enter)];

    [Fact]
    public void The_whole_protocol_in_order_is_good() => Good([.. s_enter, .. s_leave]);

    [Fact]
    public void A_bracket_before_the_step_it_needs_is_bad() => Bad("EPO1001", Of(Arm), Of(Mask), Of(Disarm), Of(Unmask));

    [Fact]
    public void An_instant_step_that_ran_too_early_does_not_count_at_the_commit() =>
        Bad("EPO1001", Of(Mask), Of(Drain), Of(Arm), Of(Fence), Leave(Stop()), Of(Enter), Of(Disarm), Of(Unmask));

    [Fact]
    public void An_instant_step_that_ran_too_early_and_again_in_order_is_good() => Good([Of(Drain), .. s_enter, .. s_leave]);

    [Fact]
    public void A_check_whose_result_is_not_looked_at_may_have_said_no() =>
        Bad("EPO1001", Of(Mask), Of(Arm), Of(Fence), Of(Drain), Of(MustStop), Of(Enter), Of(Disarm), Of(Unmask));

    [Fact]
    public void A_second_commit_needs_the_repeated_steps_again()
    {
        Bad("EPO1001", [.. s_enter, Of(Enter), .. s_leave]);
        Good([.. s_enter, Of(Drain), Leave(Stop()), Of(Enter), .. s_leave]);
    }

    [Fact]
    public void Performing_an_earlier_step_voids_the_later_ones() =>
        Bad("EPO1001", Of(Mask), Of(Arm), Of(Fence), Of(Drain), Leave(Stop()), Of(Fence), Of(Enter), Of(Disarm), Of(Unmask));

    [Fact]
    public void Performing_a_bracket_again_changes_nothing() => Good([.. s_enter[..^1], Of(Mask), Of(Arm), Of(Enter), .. s_leave]);

    [Fact]
    public void Brackets_close_in_reverse_order() => Bad("EPO1004", [.. s_enter, Of(Unmask), Of(Disarm)]);

    [Fact]
    public void What_was_undone_cannot_be_undone_again()
    {
        Bad("EPO1004", Of(Lock), Of(Unlock), Of(Unlock));
        Good(Of(Lock), Of(Unlock), Of(Release));
    }

    [Fact]
    public void A_root_takes_over_what_it_undoes_first_but_only_once_and_on_every_exit()
    {
        Good(Of(Unlock));
        Bad("EPO1004", Of(Unlock), Of(Unlock));
        Bad("EPO1005", Of(Unlock), Leave(new Flip()), Of(Lock));
        Good(Of(Unlock), Of(Lock));
    }

    [Fact]
    public void A_root_does_not_take_over_by_an_undo_that_ends_what_it_performed_on_another_path() =>
        Bad("EPO1004", new Try([new Work(), Of(Lock)], null, null, [Of(Unlock)]));

    [Fact]
    public void A_strict_step_is_bad_where_it_runs_out_of_order()
    {
        Bad("EPO1002", Of(Begin), Of(Fill), Of(End));
        Bad("EPO1002", Of(Open), Of(Tune), Of(Sync), Of(Close));
        Good(Of(Tune), Of(Open), Of(Sync), Of(Send), Of(Close));
    }

    [Fact]
    public void One_object_does_not_stand_for_another()
    {
        Bad("EPO1001", Of(Lock), Of(Touch, s_w), Of(Unlock));
        Good(Of(Lock, s_w), Of(Touch, s_w), Of(Unlock, s_w));
        Bad("EPO1003", Of(Lock, s_w), Of(PreludeRules.Wait), Of(Unlock, s_w));
    }

    [Fact]
    public void A_bracket_belongs_to_an_object_under_all_its_names()
    {
        var copy = new Subject(SubjectKind.Copy, 0);
        Good(new Copy(0, s_u), Of(Lock), Of(Touch, copy), Of(Unlock, copy));
        Bad("EPO1004", new Copy(0, s_u), Of(Lock), Of(Unlock, copy), Of(Unlock));
    }

    [Fact]
    public void Exits_that_disagree_are_bad()
    {
        Bad("EPO1005", Of(Lock), Leave(new Flip()), Of(Unlock));
        Good(new If(new Flip(), [Of(Lock)], [Of(Lock)]));
    }

    [Fact]
    public void A_throw_leaves_no_bracket() => Bad("EPO1005", Of(Lock), new If(new Flip(), [new Throw()], []));

    [Fact]
    public void A_created_object_that_goes_nowhere_leaves_no_bracket() =>
        Bad("EPO1005", new Create(), Of(Lock, new Subject(SubjectKind.Created, 0)));

    [Fact]
    public void A_bracket_left_at_every_exit_is_handed_over_if_its_protocol_is_complete()
    {
        Bad("EPO1006", Of(Mask), Of(Arm), Of(Fence));
        Good(Of(Mask), Of(Arm), Of(Fence), Of(Drain), new While(Stop(), [new Work()]));
    }

    [Fact]
    public void The_same_flag_selects_the_same_paths()
    {
        Good(If(s_p, Of(Lock)), new Work(), If(s_p, Of(Unlock)));
        Bad("EPO1005", If(s_p, Of(Lock)), new Work(), If(new Not(s_p), Of(Unlock)));
        Good(new Assign(s_f, new Test(TryLock, s_u)), new If(new IsFalse(s_f), [new Return(null)], []), Of(Touch), Of(Unlock));
    }

    [Fact]
    public void A_flag_that_is_assigned_in_between_does_not() =>
        Bad("EPO1004", new Assign(s_f, new Flip()), If(s_f, Of(Lock)), new Assign(s_f, new Flip()), If(s_f, Of(Unlock)));

    [Fact]
    public void Tests_of_one_enum_exclude_each_other() =>
        Good(If(new KindIs(0), Of(Lock)), new Switch([Of(Touch)], [new Work()], []), If(new KindIs(0), Of(Unlock)));

    [Fact]
    public void A_loop_may_run_any_number_of_times()
    {
        Bad("EPO1004", Of(Lock), new While(new Flip(), [Of(Unlock)]));
        Good(new While(new Flip(), [Of(Lock), Of(Unlock)]));
        Good(new Count(2, [Of(Lock)]), Of(Touch), Of(Unlock));
    }

    [Fact]
    public void A_handler_is_entered_with_the_state_before_each_call_of_its_try()
    {
        Bad("EPO1004", Of(Lock), Of(Unlock), new Try([new Work(), Of(Lock)], null, null, [Of(Unlock)]));
        Good(Of(Lock), new Try([new Work()], null, null, [Of(Unlock)]));
        Bad("EPO1005", Of(Lock), new Try([new Work(), Of(Unlock)], null, [], null));
    }

    [Fact]
    public void An_exception_of_a_call_is_no_way_out() => Good(Of(Lock), new Work(), Of(Unlock));

    [Fact]
    public void A_helper_runs_in_the_place_of_its_call()
    {
        Good(With(Helper(false, Of(Lock)), Invoke(), Of(Touch), Of(Unlock)));
        Bad("EPO1001", With(Helper(false, Of(Touch)), Invoke()));
        Good(With(Helper(false, Of(Touch)), Of(Lock), Invoke(), Of(Unlock)));
    }

    [Fact]
    public void A_helpers_result_tells_what_it_did()
    {
        var helper = Helper(true, new If(new Flip(), [Of(Lock), new Return(new Literal(true))], []), new Return(new Literal(false)));
        Good(With(helper, If(new HelperTest(Callee()), Of(Touch), Of(Unlock))));
        Bad("EPO1001", With(helper, Invoke(), Of(Touch)));
    }

    [Fact]
    public void Exits_of_a_helper_that_disagree_are_bad_whatever_its_callers_do() =>
        Bad("EPO1005", With(Helper(false, Of(Lock), Leave(new Flip()), Of(Unlock)), Invoke()));

    [Fact]
    public void A_recursive_helper_is_run_until_nothing_new_comes_of_it()
    {
        var again = new If(new Flip(), [Invoke()], []);
        Good(With(Helper(false, Of(Lock), Of(Unlock), again), Invoke()));
        Bad("EPO1005", With(Helper(false, again, new If(new Flip(), [Of(Release)], [])), Of(Lock), Invoke(), Of(Release)));
    }

    private static void Good(params Statement[] body) => Good(With(null, body));

    private static void Good(TruthProgram program) => Assert.Equal(Verdict.Good, Interpreter.Judge(program, Reading.Strict));

    private static void Bad(string id, params Statement[] body) => Bad(id, With(null, body));

    private static void Bad(string id, TruthProgram program) => Assert.Equal(id, Interpreter.Judge(program, Reading.Strict)!.Id);

    private static TruthProgram With(Method? helper, params Statement[] body)
    {
        var root = new Method("Run0", IsRoot: true, Subjects: 2, Flags: 1, ReturnsBool: false, [.. body]);
        return new TruthProgram(helper is null ? [root] : [root, helper]);
    }

    private static Method Helper(bool returnsBool, params Statement[] body) =>
        new("Helper1", IsRoot: false, Subjects: 1, Flags: 0, returnsBool, [.. body]);

    private static HelperCall Callee() => new(1, [s_u], []);

    private static Statement Invoke() => new Call(Callee());

    private static Statement Of(Operation operation) => new Do(operation, s_u);

    private static Statement Of(Operation operation, Subject subject) => new Do(operation, subject);

    private static Condition Stop() => new Test(MustStop, s_u);

    private static Statement If(Condition condition, params Statement[] then) => new If(condition, [.. then], []);

    /// <summary>A way out that leaves things as they are; for a stop, one that disarms and unmasks first.</summary>
    private static Statement Leave(Condition condition)
    {
        ImmutableArray<Statement> body = condition is Test ? [.. s_leave, new Return(null)] : [new Return(null)];
        return new If(condition, body, []);
    }
}
