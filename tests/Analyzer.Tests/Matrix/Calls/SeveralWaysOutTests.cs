using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>An exception and a return that leave the same bracket are two ways out, each told by itself.</summary>
public sealed class SeveralWaysOutTests
{
    [Fact]
    public Task A_throw_is_told_beside_a_return() => Check.Members("""
        public void Run(Door door, bool early, bool wrong)
        {
            door.Lock();
            if (wrong)
                throw new InvalidOperationException(); // EPO1005

            if (early)
                return; // EPO1005

            door.Unlock();
        }

        public void Right(Door door, bool early, bool wrong)
        {
            door.Lock();
            if (wrong)
            {
                door.Unlock();
                throw new InvalidOperationException();
            }

            if (early)
            {
                door.Unlock();
                return;
            }

            door.Unlock();
        }
        """);

    [Fact]
    public Task A_throw_is_told_beside_a_return_that_keeps_a_private_lock_for_ever() => Check.Members("""
        private readonly Door _door = new();

        public void Run(bool wrong)
        {
            _door.Lock();
            if (wrong)
                throw new InvalidOperationException(); // EPO1005
        } // EPO1005
        """);

    [Fact]
    public Task Exits_that_disagree_around_an_operation_are_told_beside_what_it_lacks() => Check.Members("""
        public void Around(Door door)
        {
            if (Env.Flip())
            {
                door.Use(); // EPO1001
                return;
            }

            if (Env.Flip())
                door.Unlock();
        } // EPO1005

        public void Behind(Door door)
        {
            if (Env.Flip())
            {
                door.Use(); // EPO1001
                door.Unlock();
            }
        }

        public void OneOfTwo(Door first, Door second, bool which, bool early)
        {
            var door = which ? first : second;
            if (!early)
                door.Use(); // EPO1001
            door.Unlock();
            if (Env.Flip())
                door.Lock();
        } // EPO1005
        """);

    [Fact]
    public Task A_throw_is_told_beside_an_end_that_is_incomplete() => Check.Members("""
        public void Run(Pump pump, bool wrong)
        {
            pump.Open();
            if (wrong)
                throw new InvalidOperationException(); // EPO1005
        } // EPO1006
        """);

    [Fact]
    public Task An_undo_twice_of_what_the_caller_had_takes_it_once() => Check.Members("""
        public void Run(Door door)
        {
            var was = door.IsHeld;
            if (was)
            {
                door.Unlock();
                door.Unlock(); // EPO1004
            }

            door.Wait();
            if (was)
                door.Lock();
        }
        """);

    [Fact]
    public Task A_strict_step_comes_too_late_only_after_what_is_in_effect() => Check.Members("""
        public void Early(Pump pump)
        {
            pump.Prime(); // EPO1001
        }

        public void Late(Pump pump)
        {
            pump.Open();
            pump.Configure(); // EPO1002
            pump.Prime();
            pump.Start();
            pump.Close();
        }
        """);

    [Fact]
    public Task What_a_constructor_performs_on_what_it_keeps_is_there_for_the_other_members() => Check.Program(Prelude.Usings + """
        public sealed class Owner : IDisposable
        {
            private readonly Door _door;
            public Owner(Door door) { _door = door; door.Lock(); }
            public void Use() { _door.Use(); }
            public void Dispose() { _door.Unlock(); }
        }

        public sealed class Again
        {
            private readonly Door _door;
            public Again(Door door) { _door = door; door.Lock(); }
            public void Dispose() { _door.Unlock(); }

            public void Use()
            {
                _door.Use(); // EPO1001
            }
        }

        public class Code
        {
            public void Run(Door door) { var again = new Again(door); again.Dispose(); again.Use(); }
        }

        public sealed class Forgetful
        {
            private readonly Door _door;
            public Forgetful(Door door, Door other) { _door = door; other.Lock(); }

            public void Use()
            {
                _door.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_only_an_initializer_sets_is_no_place_that_others_put_it_into() => Check.Members("""
        private Door Own { get; init; } = new();

        public void Run()
        {
            Own.Unlock();
            if (Own.TryLock())
            {
                Own.Use();
                return;
            }
        } // EPO1005

        public void Right()
        {
            Own.Unlock();
            if (Own.TryLock())
                Own.Unlock();
        }
        """);
}
