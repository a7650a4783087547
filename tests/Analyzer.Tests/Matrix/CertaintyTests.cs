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
    public Task A_project_that_wants_only_what_is_certain_is_not_told_it() => Check.ProgramAsync(Rewritten, ("entrypath.certainty", "certain"));

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
    public Task A_flag_that_is_asked_twice_may_have_changed_in_between() => Check.ProgramAsync(Lock + """
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
        """, ("entrypath.certainty", "certain"));

    [Fact]
    public Task A_helper_that_refuses_its_argument_is_taken_for_granted_to_be_given_a_bad_one() => Check.ProgramAsync(Lock + """
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
        """, ("entrypath.certainty", "certain"));

    [Fact]
    public Task Who_calls_a_member_through_its_base_may_have_seen_to_it() => Check.ProgramAsync(Lock + """
        public abstract class State
        {
            public abstract void Enter(Gate gate);
        }

        public sealed class Ready : State
        {
            public override void Enter(Gate gate) => gate.Work();

            public void Own(Gate gate) => gate.Work(); // EPO1001
        }
        """, ("entrypath.certainty", "certain"));

    [Fact]
    public async Task A_wrong_value_is_reported()
    {
        (int, string Id, string Message)[] reports = await Check.ReportsAsync([Lock], ("entrypath.certainty", "maybe"));

        Assert.Contains(reports, static report => report.Id == "EPO2012" && report.Message.Contains("'entrypath.certainty = maybe' is none of certain and likely"));
    }
}
