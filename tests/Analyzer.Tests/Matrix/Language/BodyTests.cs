using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>The places where C# lets code stand.</summary>
public sealed class BodyTests
{
    [Fact]
    public Task Expression_bodies() => Check.Members("""
        public int Wrong(Door door) => door.Count(); // EPO1001

        public void Right(Door door) => door.Lock();
        """);

    [Fact]
    public Task Accessors() => Check.Members("""
        private readonly Door _door = new();

        public int Wrong => _door.Count(); // EPO1001

        public int WrongAccessor
        {
            get { return _door.Count(); } // EPO1001
            set => _door.Use(); // EPO1001
        }

        public int this[int index]
        {
            get
            {
                _door.Lock();
                var count = _door.Count();
                _door.Unlock();
                return count + index;
            }
        }

        public event Action Changed
        {
            add => _door.Use(); // EPO1001
            remove { }
        }
        """);

    [Fact]
    public Task Constructors_and_initializers() => Check.Program(Prelude.Usings + """
        public class Wrong
        {
            private static readonly Door s_door = new();
            private readonly int _count = s_door.Count(); // EPO1001

            public Wrong(Door door) => door.Use(); // EPO1001

            public Wrong(Door door, int count) : this(Locked(door)) => _count = count;

            static Wrong() => s_door.Use(); // EPO1001

            ~Wrong() => s_door.Use(); // EPO1001

            private static Door Locked(Door door)
            {
                door.Lock();
                door.Use();
                door.Unlock();
                return door;
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Top_level_statements() => Check.Program(Prelude.Usings + """
        // top-level
        var door = new Door();
        door.Use(); // EPO1001
        door.Lock();
        Helper(door);
        door.Unlock();

        static void Helper(Door door) => door.Use();
        """, Prelude.Text);

    [Fact]
    public Task Local_functions() => Check.Members("""
        public void Wrong(Door door)
        {
            Inner();
            void Inner() => door.Use(); // EPO1001
        }

        public void Right(Door door)
        {
            door.Lock();
            Inner(door);
            door.Unlock();
            static void Inner(Door door) => door.Use();
        }
        """);

    [Fact]
    public Task A_lambda_that_is_called_here_runs_here() => Check.Members("""
        public void Right(Door door)
        {
            Action use = () => door.Use();
            door.Lock();
            use();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            Action use = () => door.Use(); // EPO1001
            use();
        }
        """);

    [Fact]
    public Task A_lambda_with_steps_that_escapes_is_reported() => Check.Members("""
        public Action Wrong(Door door) => () => door.Lock(); // EPO1009

        public Action Right(Door door) => () =>
        {
            door.Lock();
            door.Use();
            door.Unlock();
        };
        """);

    [Fact]
    public Task Iterators() => Check.Members("""
        public IEnumerable<int> Wrong(Door door)
        {
            yield return door.Count(); // EPO1001
        }

        public IEnumerable<int> Right(Door door)
        {
            door.Lock();
            var count = door.Count();
            door.Unlock();
            for (var i = 0; i < count; i++)
                yield return i;
        }
        """);

    [Fact]
    public Task Async_methods() => Check.Members("""
        public async Task Wrong(Door door)
        {
            await Task.Yield();
            await door.UseAsync(); // EPO1001
        }

        public async Task Right(Door door)
        {
            door.Lock();
            try
            {
                await door.UseAsync().ConfigureAwait(false);
            }
            finally
            {
                door.Unlock();
            }
        }
        """);

    [Fact]
    public Task Await_using_and_await_foreach() => Check.Members("""
        public sealed class Resource : IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
        }

        public async Task Right(Door door, IAsyncEnumerable<int> items)
        {
            await using var resource = new Resource();
            door.Lock();
            await foreach (var item in items)
                door.Use();
            door.Unlock();
        }
        """);

    [Fact]
    public Task Await_foreach_in_a_bracket_of_the_thread() => Check.Members("""
        public async Task Wrong(Processor cpu, IAsyncEnumerable<int> items)
        {
            cpu.DisableInterrupts();
            await foreach (var item in items) // EPO1008
                Env.Work();
            cpu.EnableInterrupts();
        }
        """);

    [Fact]
    public Task Records_and_primary_constructors() => Check.Program(Prelude.Usings + """
        public sealed record Wrong(Door Door)
        {
            public int Count { get; } = Door.Count(); // EPO1001

            public void Use() => Door.Use(); // EPO1001
        }

        public sealed class Right(Door door)
        {
            public void Use()
            {
                door.Lock();
                door.Use();
                door.Unlock();
            }
        }

        public class Base(int count)
        {
            public int Count => count;
        }

        public sealed class WrongBase(Door door) : Base(door.Count()); // EPO1001
        """, Prelude.Text);

    [Fact]
    public Task Tuples_and_deconstruction() => Check.Members("""
        public void Right(Door first, Door second)
        {
            var (one, other) = (first, second);
            one.Lock();
            first.Use();
            first.Unlock();
            (int a, int b) = (Counted(first), 1);
        }

        public void Wrong(Door first, Door second)
        {
            var pair = (first.Count(), 2); // EPO1001
            var (one, other) = (first, second);
            one.Lock();
            second.Use(); // EPO1001
            one.Unlock();
        }

        private static int Counted(Door door)
        {
            door.Lock();
            var count = door.Count();
            door.Unlock();
            return count;
        }
        """);

    [Fact]
    public Task Object_and_collection_initializers() => Check.Members("""
        public void Wrong(Door door)
        {
            var other = new Door { Number = door.Count() }; // EPO1001
            int[] numbers = [door.Number, door.Count()];
            var list = new List<int> { door.Count() };
        }
        """);

    [Fact]
    public Task Arguments_are_evaluated_from_left_to_right() => Check.Members("""
        private static int Open(Door door)
        {
            door.Lock();
            return 1;
        }

        private static void Take(int first, int second) => Env.Work();

        public void Right(Door door)
        {
            Take(Open(door), door.Count());
            door.Unlock();
        }

        public void RightNamed(Door door)
        {
            Take(second: Open(door), first: door.Count());
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            Take(door.Count(), Open(door)); // EPO1001
            door.Unlock();
        }
        """);

    [Fact]
    public Task Names_of_one_object_are_one_object() => Check.Members("""
        private readonly Door _door = new();

        public void Right(Door door, object boxed)
        {
            var same = door;
            same.Lock();
            door!.Use();
            ((Door)(object)door).Use();
            door.Unlock();

            this._door.Lock();
            var mine = _door;
            mine.Use();
            _door.Unlock();
        }

        public void Wrong(Door door, Door other)
        {
            var same = door;
            door.Lock();
            same = other;
            same.Use(); // EPO1001
            door.Unlock();
        }
        """);

    [Fact]
    public Task Generic_methods_and_operators() => Check.Members("""
        public void Wrong<T>(T value, Door door) where T : notnull
        {
            Use<T>(door); // EPO1001
        }

        public void Right(Door door)
        {
            door.Lock();
            Use<string>(door);
            door.Unlock();
        }

        private static void Use<T>(Door door) => door.Use();

        public static Code operator +(Code code, Door door)
        {
            door.Use(); // EPO1001
            return code;
        }
        """);
}
