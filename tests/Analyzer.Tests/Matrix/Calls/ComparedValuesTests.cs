using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Which way out of a helper it will be may hang on how two of the caller's values compare: the caller knows that as well as it knows that one of them is null.</summary>
public sealed class ComparedValuesTests
{
    [Fact]
    public Task What_has_not_thrown_for_two_fields_does_not_throw_for_them_a_moment_later() => Check.Program(Prelude.Usings + """
        public sealed class Buffer
        {
            private readonly long _none = Environment.TickCount64;
            private readonly long _size = Environment.TickCount64;
            private readonly Door _door = new();

            public void Acquire()
            {
                if (_size == _none)
                    throw new InvalidOperationException();

                _door.Lock();
            }

            public void Release()
            {
                if (_size == _none)
                    throw new InvalidOperationException();

                _door.Unlock();
            }

            public void ReleaseAnother(long size)
            {
                if (size == _none)
                    throw new InvalidOperationException();

                _door.Unlock();
            }

            public void Right()
            {
                Acquire();
                try
                {
                    Env.Work();
                }
                finally
                {
                    Release();
                }
            }

            public void Wrong(long size)
            {
                Acquire();
                try
                {
                    Env.Work();
                }
                finally
                {
                    ReleaseAnother(size); // EPO1005
                }
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_a_static_member_gives_is_another_thing_at_the_next_look() => Check.Members("""
        private readonly Door _door = new();

        public void Enter() => _door.Lock();

        public void LeaveSometimes()
        {
            if (Environment.TickCount > 0)
                _door.Unlock();
        } // EPO1005

        public void Once()
        {
            Enter();
            LeaveSometimes();
        }

        public void Twice()
        {
            Once();
            Once();
        }
        """);

    [Fact]
    public Task An_order_is_known_like_an_equality() => Check.Members("""
        private static void Enter(Door door, int at, int end)
        {
            if (at < end)
                door.Lock();
        }

        private static void Leave(Door door, int at, int end)
        {
            if (at < end)
                door.Unlock();
        }

        public void Right(Door door, int at, int end)
        {
            Enter(door, at, end);
            Leave(door, at, end);
        }

        public void Exchanged(Door door, int at, int end)
        {
            Enter(door, at, end);
            Leave(door, end, at);
        } // EPO1005
        """);
}
