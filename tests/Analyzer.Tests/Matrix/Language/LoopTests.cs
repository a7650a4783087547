using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

public sealed class LoopTests
{
    [Fact]
    public Task A_while_loop_may_not_run_at_all() => Check.Members("""
        public void Wrong(Door door)
        {
            while (Env.Flip())
                door.Mark();
            door.UseMark(); // EPO1001
        }

        public void Right(Door door)
        {
            while (Env.Flip())
            {
                door.Lock();
                door.Use();
                door.Unlock();
            }
        }
        """);

    [Fact]
    public Task The_second_round_starts_where_the_first_ended() => Check.Members("""
        public void Wrong(Door door)
        {
            door.Lock();
            while (Env.Flip())
            {
                door.Use(); // EPO1001
                door.Reset();
            }
            door.Reset();
        }

        public void Right(Door door)
        {
            door.Lock();
            while (Env.Flip())
            {
                door.Use();
                door.Unlock();
                door.Lock();
            }
            door.Unlock();
        }
        """);

    [Fact]
    public Task A_do_loop_runs_at_least_once() => Check.Members("""
        public void Right(Door door)
        {
            do
                door.Lock();
            while (Env.Flip());
            door.Use();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            do
            {
                if (Env.Flip())
                    break;
                door.Mark();
            }
            while (Env.Flip());
            door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task A_for_loop_with_constant_bounds_runs() => Check.Members("""
        public void Right(Door door)
        {
            for (var i = 0; i < 3; i++)
                door.Lock();
            door.Use();
            door.Unlock();
        }

        public void Wrong(Door door, int count)
        {
            for (var i = 0; i < count; i++)
                door.Mark();
            door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task A_foreach_loop_may_find_nothing() => Check.Members("""
        public void Wrong(Door door)
        {
            foreach (var item in Env.Items())
                door.Mark();
            door.UseMark(); // EPO1001
        }

        public void Right(List<Door> doors)
        {
            foreach (var door in doors)
            {
                door.Lock();
                door.Use();
                door.Unlock();
            }
        }

        public void WrongElement(Door[] doors)
        {
            foreach (var door in doors)
                door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task Break_and_continue_take_their_state_along() => Check.Members("""
        public void Wrong(Door door)
        {
            while (true)
            {
                door.Lock();
                if (Env.Flip())
                    break;
                if (Env.Flip())
                    continue;
                door.Unlock();
            }
            door.Unlock();
            door.Use(); // EPO1001
        }

        public void Right(Door door)
        {
            for (;;)
            {
                door.Lock();
                if (Env.Flip())
                    break;
                door.Unlock();
                if (Env.Flip())
                    continue;
                Env.Work();
            }
            door.Use();
            door.Unlock();
        }
        """);

    [Fact]
    public async Task A_message_says_of_a_collection_that_it_has_no_more_elements()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            public class Code
            {
                public void Wrong(IEnumerable<Door> doors)
                {
                    var own = new Door();
                    own.Lock();
                    foreach (var door in doors)
                    {
                        own.Unlock();
                        return;
                    }
                }
            }
            """, Prelude.Text);

        var report = Assert.Single(reports);
        Assert.Contains("on the path where 'doors' (line 11) has no more elements", report.Message);
    }
}
