using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Accessors and iterators are bodies, and the accessors of an event carry events of their own.</summary>
public sealed class AccessorTests
{
    [Fact]
    public Task Accessors_are_bodies() => Check.Members("""
            private readonly Door _door = new();

            public int Right
            {
                get
                {
                    _door.Lock();
                    var count = _door.Count();
                    _door.Unlock();
                    return count;
                }
                set
                {
                    _door.Lock();
                    _door.Use();
                    _door.Unlock();
                }
            }

            public int Wrong
            {
                get => _door.Count(); // EPO1001
                set
                {
                    _door.Use(); // EPO1001
                }
            }

            public int this[int index] => _door.Count(); // EPO1001

            public event Action Changed
            {
                add { _door.Use(); } // EPO1001
                remove { _door.Lock(); _door.Use(); _door.Unlock(); }
            }
        """);

    [Fact]
    public Task An_event_accessor_may_be_a_step() => Check.Program(Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Listening { On }

        public sealed class Bus
        {
            public event Action Message
            {
                [Step(Listening.On)] add { }
                [Undo(Listening.On)] remove { }
            }

            [Requires(Listening.On)] public void Open() { }
        }

        public class Code
        {
            public void Right(Bus bus, Action handler)
            {
                bus.Message += handler;
                bus.Open();
                bus.Message -= handler;
            }

            public void Wrong(Bus bus, Action handler)
            {
                bus.Message += handler;
                bus.Message -= handler;
                bus.Open(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task Iterators_are_bodies() => Check.Members("""
            public IEnumerable<int> Right(Door door)
            {
                door.Lock();
                yield return door.Count();
                door.Unlock();
            }

            public IEnumerable<int> Wrong(Door door)
            {
                door.Lock();
                yield return 1;
                door.Unlock();
                yield return door.Count(); // EPO1001
            }
        """);
}
