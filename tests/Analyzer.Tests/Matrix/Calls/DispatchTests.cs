using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A call of a virtual member without a contract runs what the classes of the program that its object can be of make of it.</summary>
public sealed class DispatchTests
{
    [Theory]
    [InlineData("public interface IPort { void Open(Door door); void Close(Door door); }", "public void", "IPort")]
    [InlineData("public interface IPort { void Open(Door door) => door.Lock(); void Close(Door door); }", "public void", "IPort")]
    [InlineData("public abstract class Base { internal abstract void Open(Door door); internal virtual void Close(Door door) { } }", "internal override void", "Base")]
    public Task The_only_class_is_the_one(string face, string head, string name) => Check.Program(Prelude.Usings + $$"""
        {{face}}

        public sealed class Port : {{name}}
        {
            {{head}} Open(Door door) => door.Lock();

            {{head}} Close(Door door) => door.Unlock();
        }

        public sealed class Client
        {
            private readonly {{name}} _port;

            public Client({{name}} port) => _port = port;

            public void Right(Door door)
            {
                _port.Open(door);
                door.Use();
                _port.Close(door);
                door.Wait();
            }

            public void Wrong(Door door, {{name}} port)
            {
                port.Open(door);
                port.Close(door);
                door.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task The_type_of_an_object_that_was_made_here_is_known() => Check.Program(Prelude.Usings + """
        public interface IPort { void Open(Door door); void Close(Door door); }

        public sealed class Real : IPort { public void Open(Door door) => door.Lock(); public void Close(Door door) => door.Unlock(); }

        public sealed class Null : IPort { public void Open(Door door) { } public void Close(Door door) { } }

        public sealed class Client
        {
            private static IPort Make() => new Real();

            public void Right(Door door)
            {
                IPort port = new Real();
                port.Open(door);
                door.Use();
                port.Close(door);
                IPort made = Make();
                made.Open(door);
                door.Use();
                made.Close(door);
            }

            public void Wrong(Door door)
            {
                IPort port = new Null();
                port.Open(door);
                door.Use(); // EPO1001
                port.Close(door);
            }

            public void OneOfThem(Door door, bool isReal)
            {
                IPort port = isReal ? new Real() : new Null();
                port.Open(door);
                if (isReal)
                    door.Use();
                port.Close(door);
            }

            public void Any(Door door, IPort port)
            {
                port.Open(door);
                door.Use(); // EPO1001
                port.Close(door);
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_base_class_is_judged_by_what_it_calls_in_others() => Check.Program(Prelude.Usings + """
        public abstract class Job
        {
            private readonly Door _door;

            protected Job(Door door) => _door = door;

            protected Door Door => _door;

            public void Run()
            {
                _door.Lock();
                Do(); // EPO1003
                _door.Unlock();
            }

            protected abstract void Do();
        }

        public sealed class Using : Job { public Using(Door door) : base(door) { } protected override void Do() => Door.Use(); }

        public sealed class Resetting : Job { public Resetting(Door door) : base(door) { } protected override void Do() => Door.Wait(); }
        """, Prelude.Text);

    [Fact]
    public Task A_property_of_an_interface_is_what_its_class_was_given() => Check.Program(Prelude.Usings + """
        public interface IWorker { Door Door { get; } void Start() => Door.Lock(); void Stop() => Door.Unlock(); }

        public sealed class Worker : IWorker { public Worker(Door door) => Door = door; public Door Door { get; } }

        public sealed class Client
        {
            public void Right(Door door)
            {
                IWorker worker = new Worker(door);
                worker.Start();
                door.Use();
                worker.Stop();
                door.Wait();
            }
        }
        """, Prelude.Text);
}
