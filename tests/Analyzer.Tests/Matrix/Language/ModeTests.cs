using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>What the fields of an object say of its mode: as it was made, as its members leave it, and by a count of its users.</summary>
public sealed class ModeTests
{
    [Theory]
    [InlineData("private bool _isOn;")]
    [InlineData("private bool _isOn = false;")]
    [InlineData("private bool _isOn; internal void Never() => _isOn = true; ")]
    public Task A_new_object_is_in_its_first_mode(string field) => Machine(field, "public Machine(Door door) => _door = door;");

    [Theory]
    [InlineData("public Machine(Door door) { _door = door; _isOn = false; }")]
    [InlineData("public Machine(Door door) : this(door, 1) { } private Machine(Door door, int number) { _door = door ?? throw new ArgumentNullException(nameof(door)); _isOn = false; }")]
    public Task A_constructor_sets_the_mode_at_its_end(string constructor) => Machine("private bool _isOn;", constructor);

    private static Task Machine(string field, string constructor) => Check.Program(Prelude.Usings + $$"""
        public sealed class Machine
        {
            private readonly Door _door;
            {{field}}

            {{constructor}}

            internal void Step()
            {
                if (!_isOn)
                {
                    _door.Lock();
                    _isOn = true;
                }
                else
                {
                    _door.Use();
                    _door.Unlock();
                    _isOn = false;
                }
            }
        }

        public sealed class User
        {
            public void Right(Door door)
            {
                var machine = new Machine(door);
                machine.Step();
                door.Use();
                machine.Step();
                door.Wait();
            }

            public void Wrong(Door door)
            {
                var machine = new Machine(door);
                machine.Step();
                door.Wait(); // EPO1003
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_constructor_that_may_return_before_sets_nothing_for_sure() => Check.Program(Prelude.Usings + """
        public sealed class Machine
        {
            private readonly Door _door;
            private bool _isOn = true;

            public Machine(Door door)
            {
                _door = door;
                if (Env.Flip())
                    return;

                _isOn = false;
            }

            internal void Start()
            {
                if (_isOn)
                    return;

                _door.Lock();
                _isOn = true;
            }
        }

        public sealed class User
        {
            public void Wrong(Door door)
            {
                new Machine(door).Start();
                door.Use(); // EPO1001
                door.Reset();
            }
        }
        """, Prelude.Text);

    [Theory]
    [InlineData("if (_users++ == 0) _door.Lock();", "if (--_users == 0) _door.Unlock();")]
    [InlineData("if (_users == 0) _door.Lock(); _users++;", "_users--; if (_users == 0) _door.Unlock();")]
    [InlineData("_users += 1; if (_users == 1) _door.Lock();", "_users -= 1; if (_users == 0) _door.Unlock();")]
    public Task The_first_user_locks_and_the_last_one_unlocks(string add, string remove) => Check.Program(Prelude.Usings + $$"""
        public sealed class Users
        {
            private readonly Door _door;
            private int _users;

            public Users(Door door) => _door = door;

            internal void Add() { {{add}} }

            internal void Remove() { {{remove}} }
        }

        public sealed class Client
        {
            public void Right(Door door)
            {
                var users = new Users(door);
                users.Add();
                users.Add();
                users.Remove();
                door.Use();
                users.Remove();
                door.Wait();
            }

            public void Wrong(Door door)
            {
                var users = new Users(door);
                users.Add();
                users.Add();
                users.Remove();
                users.Remove();
                door.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_helper_without_events_sets_the_mode_or_the_object() => Check.Program(Prelude.Usings + """
        public sealed class Keeper
        {
            private Door? _door;
            private bool _isOn;

            private void Attach(Door door) { Env.Work(); _door = door; }

            private void Mark() { Env.Work(); _isOn = true; }

            public void Right(Door door)
            {
                door.Lock();
                Attach(door);
                _door!.Use();
                _door.Unlock();
                door.Wait();
            }

            public void RightToo(Door door)
            {
                _isOn = false;
                Mark();
                if (!_isOn)
                    door.Use();
            }

            public void Wrong(Door door, Door other)
            {
                door.Lock();
                Attach(other);
                _door!.Use(); // EPO1001
                door.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_nested_function_without_events_assigns_a_local() => Check.Members("""
        public void Right(Door door, Door other)
        {
            bool isDone = false;
            Door? held = null;
            Set();
            if (!isDone)
                door.Use();

            other.Lock();
            held!.Use();
            held.Unlock();

            void Set()
            {
                isDone = true;
                held = other;
            }
        }
        """);
}
