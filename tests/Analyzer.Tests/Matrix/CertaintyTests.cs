using System.Linq;
using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>A report knows what it takes for granted; settings decide whether it is told all the same.</summary>
public sealed class CertaintyTests
{
    private const string Lock = """
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Use { Held }

        public sealed class Gate
        {
            [Step(Use.Held)] public void Take() { }
            [Undo(Use.Held)] public void Give() { }
            [Requires(Use.Held)] public void Work() { }
        }

        """;

    private const string Rewritten = Lock + """
        public class Code
        {
            internal Gate gate = new();

            public void Change() => gate = new Gate();

            public void Run()
            {
                gate.Take();
                gate.Give();
                Change();
                gate.Take();
                Change();
                gate.Give();
            }
        }
        """;

    [Fact]
    public async Task A_field_that_something_may_have_written_in_between_makes_a_report_likely_and_the_message_says_so()
    {
        string messages = string.Join('\n', (await Check.ReportsAsync(Rewritten)).Select(static report => report.Message));

        Assert.Contains("; likely, not certain: it takes for granted that 'gate' is changed by what runs in between", messages);
    }

    [Fact]
    public Task A_project_that_wants_only_what_is_certain_is_not_told_it() => MoreIsLikelyAsync(Rewritten);

    [Fact]
    public async Task One_protocol_may_want_more_than_the_rest() =>
        Assert.NotEmpty(await Check.ReportsAsync([Rewritten], ("entrypath.certainty", "certain"), ("entrypath.certainty.Use", "likely")));

    [Fact]
    public Task What_the_path_itself_shows_is_certain() => Check.ProgramAsync(Lock + """
        public class Code
        {
            private readonly Gate gate = new();

            public void Forgets(bool soon)
            {
                gate.Take();
                if (soon)
                    return; // EPO1005
                gate.Give();
            }

            public void GivesTwice()
            {
                gate.Take();
                gate.Give();
                gate.Give(); // EPO1004
            }

            public static void Lacks()
            {
                var own = new Gate();
                own.Work(); // EPO1001
            }
        }
        """, ("entrypath.certainty", "certain"));

    [Fact]
    public Task A_path_that_is_certain_is_told_where_another_one_is_not() => Check.ProgramAsync(Lock + """
        public class Code
        {
            internal Gate gate = new();

            public void Change() => gate = new Gate();

            public void Run(bool soon)
            {
                var taken = gate;
                taken.Take();
                if (soon)
                    return; // EPO1005
                Change();
                taken.Give();
            }
        }
        """, ("entrypath.certainty", "certain"));

    [Fact]
    public Task A_flag_that_is_asked_twice_may_have_changed_in_between() => MoreIsLikelyAsync(Lock + """
        public class Code
        {
            private readonly Gate gate = new();
            internal bool isShared;

            public void Change() => isShared = !isShared;

            public void Run()
            {
                if (isShared)
                    gate.Take();
                Change();
                if (isShared)
                    gate.Give();
            }
        }
        """);

    [Fact]
    public Task A_helper_that_refuses_its_argument_is_taken_for_granted_to_be_given_a_bad_one() => MoreIsLikelyAsync(Lock + """
        public class Code
        {
            private readonly Gate gate = new();
            private int count;

            private static void Check(string name)
            {
                if (name is null)
                    throw new System.ArgumentNullException(nameof(name));
            }

            private void Count()
            {
                if (++count > 100)
                    throw new System.InvalidOperationException();
            }

            public void Refused(string name)
            {
                gate.Take();
                Check(name);
                gate.Give();
            }

            public void Full()
            {
                gate.Take();
                Count(); // EPO1005
                gate.Give();
            }
        }
        """);

    [Fact]
    public Task Who_calls_a_member_through_its_base_may_have_seen_to_it() => MoreIsLikelyAsync(Lock + """
        public abstract class State
        {
            public abstract void Enter(Gate gate);
        }

        public sealed class Ready : State
        {
            public override void Enter(Gate gate) => gate.Work();

            public void Own(Gate gate) => gate.Work(); // EPO1001
        }
        """);

    [Fact]
    public Task What_performed_its_bracket_gave_no_null_and_what_anyone_may_undo_is_a_signal() => MoreIsLikelyAsync("""
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Pixels { Locked }

        [EntryProtocol(Ordered = false)]
        public enum Slot { Taken }

        public sealed class Picture
        {
            [Step(Pixels.Locked)] public extern object Lock();
            [Undo(Pixels.Locked)] public extern void Unlock(object data);
        }

        public sealed class Signal
        {
            [Step(Slot.Taken)] public extern void Wait();
            [Undo(Slot.Taken, IfInEffect = true)] public extern void Set();
        }

        public static class Code
        {
            public static void Draw(Picture picture, System.Action draw)
            {
                object? data = null;
                try
                {
                    data = picture.Lock();
                    draw();
                }
                finally
                {
                    if (data != null)
                        picture.Unlock(data);
                }
            }

            public static void Forget(Picture picture, bool soon)
            {
                var data = picture.Lock();
                if (soon)
                    return; // EPO1005
                picture.Unlock(data);
            }

            public static void Await(Signal signal, bool wanted)
            {
                if (wanted)
                    signal.Wait();
            }

            public static void Use(Signal signal, bool wanted)
            {
                signal.Wait();
                if (wanted)
                    return; // EPO1005
                signal.Set();
            }
        }
        """);

    [Fact]
    public Task A_helper_that_undoes_only_what_may_be_in_effect_says_nothing_certain_of_what_its_callers_left() => MoreIsLikelyAsync("""
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Use { Held }

        public sealed class Gate
        {
            [Step(Use.Held)] public extern void Take();
            [Undo(Use.Held)] public extern void Give();
            [Undo(Use.Held, IfInEffect = true)] public extern void GiveIfTaken();
        }

        public static class Code
        {
            public static void Find(Gate gate, string name)
            {
                gate.Take();
                Look(gate, name.Length);
            }

            public static void Leave(Gate gate, string name)
            {
                gate.Take();
                Part(gate, name.Length);
            }

            private static void Look(Gate gate, int length)
            {
                if (length > 3)
                    gate.GiveIfTaken();
            }

            private static void Part(Gate gate, int length)
            {
                if (length > 3)
                    gate.Give();
            } // EPO1005
        }
        """);

    [Fact]
    public async Task A_wrong_value_is_reported()
    {
        (int, string Id, string Message)[] reports = await Check.ReportsAsync([Lock], ("entrypath.certainty", "maybe"));

        Assert.Contains(reports, static report => report.Id == "EPO2012" && report.Message.Contains("'entrypath.certainty = maybe' is none of certain and likely"));
    }

    [Fact]
    public Task That_a_helper_which_performed_the_step_gave_null_by_reference_is_taken_for_granted() => MoreIsLikelyAsync(Lock + """
        public class Code
        {
            private readonly Gate _gate = new();
            private readonly object? _address;

            public Code(object? address) => _address = address;

            private void Enter(ref object? at)
            {
                _gate.Take();
                at = _address;
            }

            public void Run()
            {
                object? at = null;
                Enter(ref at);
                if (at != null)
                    _gate.Give();
            }

            public void Wrong(bool other)
            {
                object? at = null;
                Enter(ref at);
                if (other)
                    _gate.Give();
            } // EPO1005
        }
        """);

    [Fact]
    public Task That_a_helper_throws_for_what_something_has_written_in_between_is_taken_for_granted() => MoreIsLikelyAsync(Lock + """
        public class Code
        {
            private readonly Gate _gate = new();
            internal bool closed;

            public void Look()
            {
                if (System.Environment.HasShutdownStarted)
                    closed = true;
            }

            private void Leave()
            {
                if (closed)
                    throw new System.InvalidOperationException();

                _gate.Give();
            }

            public void Run()
            {
                if (closed)
                    return;

                _gate.Take();
                Look();
                Leave();
            }

            public void Wrong()
            {
                _gate.Take();
                closed = true;
                Leave(); // EPO1005
            }
        }
        """);

    /// <summary>What the marks say is certain, and there is more that is likely.</summary>
    [Fact]
    public Task A_helper_that_undoes_on_some_ways_out_and_not_on_others_takes_certainty_from_callers_that_do_not_know_which() => MoreIsLikelyAsync(Lock + """
        public sealed class Code
        {
            public Gate Gate { get; } = new();
            public bool Held { get; set; }

            public void DoesNotKnow(Code other)
            {
                Gate.Take();
                End(other.Held);
            }

            public void Knows()
            {
                Gate.Take();
                End(false);
                if (Held)
                    return; // EPO1005
                Gate.Give();
            }

            private void End(bool held)
            {
                if (held)
                    Gate.Give();
            }
        }
        """);

    [Fact]
    public Task A_caller_s_bracket_at_a_suspension_is_the_caller_s_and_one_s_own_is_not() => MoreIsLikelyAsync("""
        using System.Threading.Tasks;
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Use { [ThreadAffine] Held }

        public sealed class Gate
        {
            [Step(Use.Held)] public extern void Take();
            [Undo(Use.Held)] public extern void Give();
            [Requires(Use.Held)] public extern void Work();
        }

        public sealed class Code
        {
            private readonly Gate gate = new();

            public Task Starts()
            {
                gate.Take();
                try
                {
                    return RunAsync();
                }
                finally
                {
                    gate.Give();
                }
            }

            public async Task OwnAsync()
            {
                gate.Take();
                await Task.Yield(); // EPO1008
                gate.Give();
            }

            private async Task RunAsync()
            {
                gate.Work();
                await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task A_member_that_is_said_to_have_performed_and_gives_false_is_taken_to_contradict_itself() => MoreIsLikelyAsync("""
        using System;
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Use { Held }

        public sealed class Gate
        {
            [Step(Use.Held)] public extern bool Take();
            [Undo(Use.Held)] public extern void Give();
        }

        public static class Code
        {
            public static void Contradicts(Gate gate)
            {
                if (!gate.Take())
                    throw new InvalidOperationException();
                gate.Give();
            }

            public static void Forgets(Gate gate, bool closed)
            {
                if (gate.Take() && closed)
                    throw new InvalidOperationException(); // EPO1005
                gate.Give();
            }
        }
        """);

    [Fact]
    public Task That_an_operation_fails_whose_handler_throws_is_taken_for_granted() => MoreIsLikelyAsync("using System;\n" + Lock + """
        public static class Code
        {
            private static string Text(object value)
            {
                try
                {
                    return (string)value;
                }
                catch (InvalidCastException)
                {
                    throw new ArgumentException();
                }
            }

            public static void ByHelper(Gate gate, object value)
            {
                gate.Take();
                Text(value);
                gate.Give();
            }
        }
        """);

    /// <summary>The first of several users takes the gate, and the count tells who that is.</summary>
    [Fact]
    public Task What_a_field_of_the_object_that_the_body_changes_decides_is_likely() => MoreIsLikelyAsync(Lock + """
        public class Code
        {
            private readonly Gate _gate = new();
            private int _users;
            private bool _isUsed;

            public void Counted()
            {
                if (_users++ == 0)
                    _gate.Take();
                _gate.Work();
                if (--_users == 0)
                    _gate.Give();
            }

            public void Asked()
            {
                if (_isUsed)
                    _gate.Take();
                _gate.Work(); // EPO1001
                if (_isUsed)
                    _gate.Give();
            }

            public void Given(int number)
            {
                if (number == 0)
                    _gate.Take();
                _gate.Work(); // EPO1001
                if (number == 0)
                    _gate.Give();
            }
        }
        """);

    [Fact]
    public Task That_nobody_awaits_a_task_is_certain_only_where_it_is_dropped() => MoreIsLikelyAsync("using System;\nusing System.Threading.Tasks;\n" + Lock + """
        public class Code
        {
            private readonly Gate _gate = new();
            private Task _last = Task.CompletedTask;

            public void Drops()
            {
                _gate.Take();
                EndAsync(); // EPO1009
            }

            public void Keeps()
            {
                _gate.Take();
                _last = EndAsync();
            }

            public async Task CapturesAsync(Action<Action> run)
            {
                _gate.Take();
                Task ending = Task.CompletedTask;
                run(() => { ending = EndAsync(); });
                await ending;
            }

            private async Task EndAsync()
            {
                await Task.Yield();
                _gate.Give();
            }
        }
        """);

    private static async Task MoreIsLikelyAsync(string source)
    {
        await Check.ProgramAsync(source, ("entrypath.certainty", "certain"));

        var certain = await Check.ReportsAsync([source], ("entrypath.certainty", "certain"));
        var all = await Check.ReportsAsync([source], ("entrypath.certainty", "likely"));
        Assert.NotEmpty(all.Except(certain));
        Assert.All(all.Except(certain), static report => Assert.Contains("takes for granted", report.Message));
    }
}
