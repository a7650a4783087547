using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Bodies that nothing calls, or that others than those of the compilation can call, hand a private object's bracket to nobody.</summary>
public sealed class RootTests
{
    private const string Job = "public abstract class Job { public abstract void Once(); }\npublic interface IJob { void Once(); }\n";

    [Theory]
    [InlineData("Action work = () => { door.Lock(); if (!keep) door.Unlock(); }; // EPO1005")]
    [InlineData("Action work = delegate { door.Lock(); if (!keep) door.Unlock(); }; // EPO1005")]
    [InlineData("void Work() { door.Lock(); if (!keep) door.Unlock(); } // EPO1005")]
    [InlineData("async Task Work() { door.Lock(); await Task.Yield(); if (!keep) door.Unlock(); } // EPO1005")]
    public Task A_nested_function_that_nothing_calls_is_judged_like_a_method_that_nothing_calls(string work) => Check.Members($$"""
        public void Run(Door door, bool keep)
        {
            {{work}}
        }
        """);

    [Theory]
    [InlineData("void Work() { if (shared) door.Lock(); } Work(); if (shared) door.Unlock();")]
    [InlineData("Action work = () => { if (shared) door.Lock(); }; work(); if (shared) door.Unlock();")]
    public Task A_nested_function_that_is_called_is_told_apart_by_what_its_caller_knows(string work) => Check.Members($$"""
        public void Run(Door door, bool shared)
        {
            {{work}}
        }
        """);

    [Fact]
    public Task A_delegate_that_others_run_cannot_be_told_apart_beforehand() => Check.Members("""
        public Action Make(Door door, bool keep) => () =>
        {
            door.Lock();
            if (keep)
                return; // EPO1005

            door.Unlock();
        };
        """);

    [Theory]
    [InlineData("public sealed class Counting : Job", "public override void Once()")]
    [InlineData("internal sealed class Counting : Job", "public override void Once()")]
    [InlineData("internal sealed class Counting : IJob", "public void Once()")]
    [InlineData("internal sealed class Counting : IJob", "void IJob.Once()")]
    [InlineData("public sealed class Counting", "public void Once()")]
    [InlineData("internal sealed class Counting", "private void Once()")]
    public Task A_private_lock_that_nothing_gives_back_is_kept_for_ever(string type, string member) => Check.Program(Prelude.Usings + Job + $$"""
        {{type}}
        {
            private readonly Door _door = new();
            private int _count;

            {{member}}
            {
                _door.Lock();
                _count++;
            } // EPO1005

            public void Balanced()
            {
                _door.Lock();
                _door.Unlock();
            }
        }
        """, Prelude.Text);

    [Theory]
    [InlineData("public void Give() => _door.Unlock();")]
    [InlineData("public void Give() { Leave(); } private void Leave() => _door.Unlock();")]
    [InlineData("public void Give() => _door.Reset();")]
    [InlineData("public Action Give() => () => _door.Unlock();")]
    [InlineData("public Door Give() => _door;")]
    [InlineData("public void Give(List<Door> doors) => doors.Add(_door);")]
    public Task A_private_lock_that_the_class_can_give_back_or_gave_away_is_handed_over(string other) => Check.Program(Prelude.Usings + $$"""
        public class Counting
        {
            private readonly Door _door = new();

            public virtual void Take() => _door.Lock();

            {{other}} // EPO1009?
        }
        """.Replace(" // EPO1009?", other.Contains("=> () =>", System.StringComparison.Ordinal) ? " // EPO1009" : string.Empty, System.StringComparison.Ordinal), Prelude.Text);

    [Theory]
    [InlineData("", true)]
    [InlineData("public void Take() => _door.Lock();", false)]
    [InlineData("public void Take() => Take(_door); private static void Take(Door door) => door.Lock();", false)]
    [InlineData("public bool Asks() => _door.IsHeld;", false)]
    [InlineData("public Door Give() => _door;", false)]
    public Task An_undo_of_a_private_object_that_nothing_here_performs_is_one_too_many(string other, bool isWrong) => Check.Program(Prelude.Usings + $$"""
        public class Counting
        {
            private readonly Door _door = new();
            private readonly Door _another = new();

            public void Leave()
            {
                _door.Unlock(); // EPO1004?
            }

            public void Another()
            {
                _another.Lock();
                _another.Unlock();
            }

            {{other}}
        }
        """.Replace(" // EPO1004?", isWrong ? " // EPO1004" : string.Empty, System.StringComparison.Ordinal), Prelude.Text);

    [Fact]
    public Task Work_that_runs_elsewhere_keeps_no_lock_of_a_local_and_undoes_none_that_nothing_performed() => Check.Members("""
        public void Wrong()
        {
            Door first = new(), second = new();
            Task.Run(() =>
            {
                first.Lock();
                second.Unlock(); // EPO1004
            }); // EPO1005
        }

        public void Right()
        {
            Door first = new(), second = new();
            Task.Run(() =>
            {
                first.Lock();
                second.Lock();
                second.Unlock();
                first.Unlock();
            });
        }
        """);

    [Fact]
    public Task A_body_that_performs_a_step_itself_relies_on_no_other_member_for_it() => Check.Members("""
        private readonly Door _door = new();

        public void Take() => _door.Lock();

        public void Leave() => _door.Unlock();

        public void Relies() => _door.Use();

        public void Wrong()
        {
            _door.TryLock();
            _door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task A_lock_that_was_given_to_the_class_may_be_undone_by_who_gave_it() => Check.Program(Prelude.Usings + """
        public class Counting(Door door)
        {
            private readonly Door _door = door;

            public void Take() => _door.Lock();
        }
        """, Prelude.Text);

    [Fact]
    public Task Who_gives_it_back_before_an_exception_leaves_means_to_keep_it_otherwise() => Check.Program(Prelude.Usings + """
        public class Counting
        {
            private readonly Door _door = new();

            public void Take()
            {
                _door.Lock();
                try
                {
                    Env.Work();
                }
                catch (Exception)
                {
                    _door.Unlock();
                    throw;
                }
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_an_undo_ends_on_one_way_it_takes_over_on_no_other_whatever_the_object_is_called() => Check.Members("""
        private readonly Door[] _own = [new(), new()];

        public void Wrong()
        {
            if (Env.Flip())
                _own[1].Lock();
            Env.Flip();
            _own[1].Unlock(); // EPO1004
        }

        public void WrongInLoop(Dictionary<string, Door> doors)
        {
            foreach (var (_, door) in doors)
            {
                if (Env.Flip())
                    door.Lock();
                door.Unlock(); // EPO1004
            }
        }

        public void TakenOver(Stack<Door> doors)
        {
            while (doors.TryPop(out var door))
                door.Unlock();
        }

        public void Right(Door[] doors)
        {
            doors[0].Lock();
            if (Env.Flip())
                doors[0].Use();
            doors[0].Unlock();
        }
        """);

    [Fact]
    public Task What_an_exception_leaves_in_effect_is_told_beside_an_undo_that_goes_wrong_on_another_way() => Check.Members("""
        public void Wrong(Door door, bool flag)
        {
            if (flag)
                door.Lock();
            if (Env.Flip())
                throw new InvalidOperationException(); // EPO1005
            door.Unlock(); // EPO1004
        }

        public void Once(Door door)
        {
            if (Env.Flip())
                throw new InvalidOperationException();
            door.Lock();
            door.Unlock();
            door.Unlock(); // EPO1004
        }
        """);
}
