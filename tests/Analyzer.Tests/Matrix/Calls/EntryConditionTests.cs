using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Helpers whose exits differ by what callers know beforehand.</summary>
public sealed class EntryConditionTests
{
    [Fact]
    public Task One_helper_that_locks_or_unlocks_as_it_is_told() => Check.Members("""
        private static void Set(Door door, bool on)
        {
            if (on)
                door.Lock();
            else
                door.Unlock();
        }

        public void Right(Door door)
        {
            Set(door, true);
            door.Use();
            Set(door, false);
        }

        public void Wrong(Door door)
        {
            Set(door, true);
            Set(door, false);
            door.Use(); // EPO1001
        }

        public void WrongTwice(Door door)
        {
            Set(door, true);
            Set(door, false);
            Set(door, false); // EPO1004
        }
        """);

    [Fact]
    public Task Helpers_that_work_only_where_their_argument_says_so() => Check.Members("""
        private static void Begin(Door door, bool wanted)
        {
            if (wanted)
                door.Lock();
        }

        private static void Finish(Door door, bool wanted)
        {
            if (wanted)
                door.Unlock();
        }

        public void Right(Door door, bool wanted)
        {
            Begin(door, wanted);
            try
            {
                Env.Work();
            }
            finally
            {
                Finish(door, wanted);
            }
        }

        public void WrongNeed(Door door, bool wanted)
        {
            Begin(door, wanted);
            door.Use(); // EPO1001
            Finish(door, wanted);
        }

        public void WrongExit(Door door, bool wanted)
        {
            Begin(door, true);
            Finish(door, wanted);
        } // EPO1005

        public void WrongForgotten(Door door, bool wanted)
        {
            Begin(door, wanted);
            Env.Work();
        } // EPO1005
        """);

    [Fact]
    public Task Helpers_that_work_only_in_an_object_made_for_it() => Check.Program(Prelude.Usings + """
        public sealed class Right(bool isShared)
        {
            private readonly Door _door = new();

            private void Begin()
            {
                if (isShared)
                    _door.Lock();
            }

            private void Finish()
            {
                if (isShared)
                    _door.Unlock();
            }

            public void Run()
            {
                Begin();
                Env.Work();
                Finish();
            }
        }

        public sealed class WrittenInConstructorsOnly
        {
            private readonly Door _door = new();
            private bool _isShared;

            public WrittenInConstructorsOnly(bool isShared) => _isShared = isShared;

            private void Begin()
            {
                if (_isShared)
                    _door.Lock();
            }

            private void Finish()
            {
                if (_isShared)
                    _door.Unlock();
            }

            public void Run()
            {
                Begin();
                Env.Work();
                Finish();
            }

            public void Wrong()
            {
                Begin();
                Env.Work();
            } // EPO1005
        }

        public sealed class WrittenAtAnyTime
        {
            private readonly Door _door = new();
            private bool _wanted;

            public void Want(bool wanted) => _wanted = wanted;

            private void Begin()
            {
                if (_wanted)
                    _door.Lock();
            }

            public void Run()
            {
                Begin();
                if (_wanted)
                    _door.Unlock();
            }

            public void Wrong()
            {
                Begin();
                _wanted = false;
                if (_wanted)
                    _door.Unlock();
            } // EPO1005
        }
        """, Prelude.Text);

    [Fact]
    public Task A_helper_that_returns_early_out_of_its_own_bracket_is_where_the_mistake_is() => Check.Members("""
        private static void Drain(Door door, bool cancelled)
        {
            door.Lock();
            if (cancelled)
                return; // EPO1005

            door.Use();
            door.Unlock();
        }

        public void Run(Door door, bool cancelled) => Drain(door, cancelled);
        """);

    [Fact]
    public Task A_body_that_nothing_here_calls_has_no_caller_who_knows() => Check.Members("""
        public void Begin(Door door, bool wanted)
        {
            if (wanted)
                door.Lock();
        } // EPO1005
        """);

    [Fact]
    public Task A_flag_lets_a_disposal_run_once() => Check.Program(Prelude.Usings + """
        public sealed class Plain : IDisposable
        {
            private readonly Door _door;
            private bool _isDone;

            public Plain(Door door)
            {
                _door = door;
                door.Lock();
            }

            public void Dispose()
            {
                if (_isDone)
                    return;

                _isDone = true;
                _door.Unlock();
            }
        }

        public sealed class Exchanged : IDisposable
        {
            private readonly Door _door;
            private int _isDone;

            public Exchanged(Door door)
            {
                _door = door;
                door.Lock();
            }

            public void Dispose()
            {
                if (System.Threading.Interlocked.Exchange(ref _isDone, 1) == 0)
                    _door.Unlock();
            }
        }

        public sealed class Compared : IDisposable
        {
            private readonly Door _door;
            private int _isDone;

            public Compared(Door door)
            {
                _door = door;
                door.Lock();
            }

            public void Dispose()
            {
                if (System.Threading.Interlocked.CompareExchange(ref _isDone, 1, 0) != 0)
                    return;

                _door.Unlock();
            }
        }

        public sealed class AnotherFlag : IDisposable
        {
            private readonly Door _door;
            private bool _isQuiet;

            public AnotherFlag(Door door)
            {
                _door = door;
                door.Lock();
            }

            public void Quiet() => _isQuiet = true;

            public void Dispose()
            {
                if (_isQuiet)
                    return;

                _door.Unlock();
            } // EPO1005
        }
        """, Prelude.Text);
}
