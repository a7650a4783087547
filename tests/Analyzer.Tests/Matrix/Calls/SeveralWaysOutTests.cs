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
}
