using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Members that make their object at the first use: the next use gives the same one.</summary>
public sealed class LazyTests
{
    [Theory]
    [InlineData("Door Lazy { get { if (_door == null) _door = new Door(); return _door; } }")]
    [InlineData("Door Lazy { get { if (_door is null) { return _door = new Door(); } return _door; } }")]
    [InlineData("Door Lazy { get { if (_door == null) { var made = new Door(); System.Threading.Interlocked.CompareExchange(ref _door, made, null); } return _door; } }")]
    [InlineData("Door Lazy { get { System.Threading.Interlocked.CompareExchange(ref _door, new Door(), null); return _door; } }")]
    [InlineData("Door Lazy => _door ?? System.Threading.Interlocked.CompareExchange(ref _door, new Door(), null) ?? _door;")]
    [InlineData("Door Lazy => _door ??= new Door();")]
    [InlineData("Door Lazy => _door ?? (_door = new Door());")]
    [InlineData("Door Lazy => System.Threading.LazyInitializer.EnsureInitialized(ref _door, () => new Door());")]
    [InlineData("Door Lazy { get { return System.Threading.LazyInitializer.EnsureInitialized(ref _door); } }")]
    public Task A_member_that_fills_its_field_gives_the_same_object_again(string lazy) => Check.Members($$"""
        private Door? _door;

        private {{lazy}}

        public void Right()
        {
            Lazy.Lock();
            Lazy.Use();
            Lazy.Unlock();
        }

        public void RightField()
        {
            Lazy.Lock();
            _door!.Use();
            Lazy.Unlock();
        }

        public void RightKnown(Door door)
        {
            _door = door;
            if (_door == null)
                return;

            door.Lock();
            Lazy.Use();
            door.Unlock();
        }

        public void Wrong(bool early)
        {
            Lazy.Lock();
            if (early)
                return; // EPO1005

            Lazy.Unlock();
        }

        public void WrongAfterWrite()
        {
            Lazy.Lock();
            _door = null;
            Lazy.Use(); // EPO1001
        } // EPO1005
        """);

    [Theory]
    [InlineData("Door Eager { get { _door = new Door(); return _door; } }")]
    [InlineData("Door Eager { get { if (_door != null) _door = new Door(); return _door!; } }")]
    [InlineData("Door Eager { get { if (_other == null) _door = new Door(); return _door!; } }")]
    [InlineData("Door Eager { get { if (_door == null) _other = new Door(); _door = _other; return _door!; } }")]
    [InlineData("Door Eager { get { System.Threading.Interlocked.CompareExchange(ref _door, new Door(), _other); return _door!; } }")]
    public Task A_member_that_may_put_another_object_there_gives_another(string eager) => Check.Members($$"""
        private Door? _door;
        private Door? _other;

        private {{eager}}

        public void Other(Door door) => _other = door;

        public void Wrong()
        {
            Eager.Lock();
            Eager.Use(); // EPO1001
        }
        """);

    [Theory]
    [InlineData("Door Lazy => _door ??= Make();")]
    [InlineData("Door Lazy => _door ?? (_door = Make());")]
    [InlineData("Door Lazy { get { if (_door == null) _door = Make(); return _door; } }")]
    [InlineData("Door Lazy { get { _door ??= Make(); return _door; } }")]
    public Task What_fills_the_field_may_be_a_call(string lazy) => Check.Members($$"""
        private Door? _door;

        private {{lazy}}

        private Door Make()
        {
            Env.Work();
            return new Door();
        }

        public void Right()
        {
            Lazy.Lock();
            Lazy.Use();
            Lazy.Unlock();
        }

        public void Wrong()
        {
            Lazy.Lock();
            _door = null;
            Lazy.Use(); // EPO1001
        } // EPO1005
        """);

    [Fact]
    public Task A_call_that_fills_the_field_may_give_none() => Check.Members("""
        private Door? _door;

        private Door? Lazy => _door ??= Find();

        private static Door? Find() => Env.Flip() ? new Door() : null;

        public void Wrong(Door door)
        {
            door.Lock();
            if (Lazy == null)
                return; // EPO1005

            door.Unlock();
        }
        """);

    [Fact]
    public Task What_is_done_to_the_object_as_it_is_made_is_known() => Check.Members("""
        private Door? _door;

        private Door Locked => _door ??= MakeLocked();

        private static Door MakeLocked()
        {
            Door door = new();
            door.Lock();
            return door;
        }

        public void Right()
        {
            _door = null;
            Locked.Use();
            Locked.Unlock();
        }
        """);

    [Fact]
    public Task A_method_and_a_static_field_do_as_well() => Check.Members("""
        private static Door? _shared;

        private static Door Shared
        {
            get
            {
                if (_shared == null)
                    _shared = new Door();

                return _shared;
            }
        }

        private static Door Ensure() => _shared ??= new Door();

        public void Right()
        {
            Shared.Lock();
            Shared.Use();
            Shared.Unlock();
        }

        public void RightMethod()
        {
            Ensure().Lock();
            Ensure().Use();
            Ensure().Unlock();
        }

        public void Wrong()
        {
            Ensure().Lock();
            Ensure().Unlock();
            Ensure().Use(); // EPO1001
        }
        """);

    [Fact]
    public Task What_is_filled_in_place_stays_too() => Check.Members("""
        private Door? _door;

        public void RightEnsured()
        {
            Door door = System.Threading.LazyInitializer.EnsureInitialized(ref _door, () => new Door());
            door.Lock();
            _door.Use();
            door.Unlock();
        }

        public void RightExchanged(Door door)
        {
            _door = new Door();
            _door.Lock();
            System.Threading.Interlocked.CompareExchange(ref _door, door, null);
            _door.Use();
            _door.Unlock();
        }

        public void Wrong(Door door, Door other)
        {
            _door = new Door();
            _door.Lock();
            System.Threading.Interlocked.CompareExchange(ref _door, door, other);
            _door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task What_is_in_a_field_that_is_only_ever_filled_stays_there() => Check.Members("""
        private Door? _door;
        private Door? _reset;
        private Door? _set;

        private Door Lazy => _door ??= new Door();
        private Door Reset => _reset ??= new Door();
        private Door Set { get => _set ??= new Door(); set => _set = value; }

        public void Right(int[] numbers)
        {
            Lazy.Lock();
            Array.ForEach(numbers, _ => Look());
            Lazy.Use();
            Lazy.Unlock();
        }

        public void WrongReset(int[] numbers)
        {
            Reset.Lock();
            Array.ForEach(numbers, _ => Look());
            Reset.Use(); // EPO1001
            Reset.Unlock();
        } // EPO1005

        public void WrongSet(int[] numbers)
        {
            Set.Lock();
            Array.ForEach(numbers, _ => Look());
            Set.Use(); // EPO1001
            Set.Unlock();
        } // EPO1005

        private void Look()
        {
            Console.WriteLine(Lazy.Number + Reset.Number + Set.Number);
            if (Env.Flip())
                _reset = null;
        }
        """);
}
