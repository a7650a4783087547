using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Promises that bodies keep and callers rely on.</summary>
public sealed class ContractTests
{
    [Fact]
    public Task Ensures_is_checked_in_the_body_and_used_at_calls() => Check.Members("""
        [Ensures(DoorLock.Held)]
        public virtual void Begin([Subject] Door door) => door.Lock();

        [Ensures(DoorLock.Held)]
        public void Forgets([Subject] Door door)
        {
            if (Env.Flip())
                door.Lock();
        } // EPO1007

        [EnsuresUndone(DoorLock.Held)]
        public virtual void Finish([Subject] Door door) => door.Reset();

        public void Right(Door door)
        {
            Begin(door);
            door.Use();
            Finish(door);
        }

        public void Wrong(Door door)
        {
            Begin(door);
            Finish(door);
            door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task Ensures_by_result() => Check.Members("""
        [Ensures(DoorLock.Held, When = true)]
        public virtual bool TryBegin([Subject] Door door) => door.TryLock();

        [Ensures(DoorLock.Held, When = true)]
        public bool Wrong([Subject] Door door)
        {
            if (Env.Flip())
                return true; // EPO1007
            return door.TryLock();
        }

        public void Right(Door door)
        {
            if (TryBegin(door))
            {
                door.Use();
                door.Unlock();
            }
        }
        """);

    [Fact]
    public Task Requires_is_assumed_at_entry_and_asked_of_callers() => Check.Members("""
        [Requires(DoorLock.Held)]
        public void Work([Subject] Door door) => door.Use();

        public void Right(Door door)
        {
            door.Lock();
            Work(door);
            door.Unlock();
        }

        public void Wrong(Door door) => Work(door); // EPO1001
        """);

    [Fact]
    public Task Contracts_of_interfaces_hold_for_callers_and_bind_implementations() => Check.Program(Prelude.Usings + """
        public interface IGate
        {
            [Ensures(DoorLock.Held)] void Begin([Subject] Door door);
            [Requires(DoorLock.Held)] void Work([Subject] Door door);
        }

        public sealed class Keeps : IGate
        {
            public void Begin(Door door) => door.Lock();
            void IGate.Work(Door door) => door.Use();
        }

        public sealed class Breaks : IGate
        {
            public void Begin(Door door) => Env.Work(); // EPO1007
            public void Work(Door door) { }
        }

        public static class Caller
        {
            public static void Right(IGate gate, Door door)
            {
                gate.Begin(door);
                gate.Work(door);
                door.Unlock();
            }

            public static void Wrong(IGate gate, Door door) => gate.Work(door); // EPO1001
        }
        """, Prelude.Text);

    [Fact]
    public Task An_override_may_not_ask_more() => Check.Program(Prelude.Usings + """
        public abstract class Base
        {
            public abstract void Work(Door door);
            [Requires(DoorLock.Held)] public abstract void Held([Subject] Door door);
        }

        public sealed class More : Base
        {
            [Requires(DoorLock.Held)] public override void Work([Subject] Door door) => door.Use(); // EPO1007
            public override void Held(Door door) => door.Use();
        }
        """, Prelude.Text);

    [Fact]
    public Task Default_static_abstract_and_generic_members_inherit_contracts() => Check.Program(Prelude.Usings + """
        public interface IDefault
        {
            [Ensures(DoorLock.Held)] void Begin([Subject] Door door) => door.Lock();
            [Ensures(DoorLock.Held)] void Forgets([Subject] Door door) { } // EPO1007
        }

        public interface IStatic<T> where T : IStatic<T>
        {
            [Ensures(DoorLock.Held)] static abstract void Begin([Subject] Door door);
        }

        public struct Good : IStatic<Good>
        {
            public static void Begin(Door door) => door.Lock();
        }

        public struct Bad : IStatic<Bad>
        {
            public static void Begin(Door door) { } // EPO1007
        }

        public static class Caller
        {
            public static void Right<T>(Door door) where T : IStatic<T>
            {
                T.Begin(door);
                door.Use();
                door.Unlock();
            }
        }

        public abstract class Generic<T>
        {
            [EnsuresUndone(DoorLock.Held)] public abstract void Finish([Subject] Door door, T value);
        }

        public sealed class OfInt : Generic<int>
        {
            public override void Finish(Door door, int value) => door.Reset();
        }
        """, Prelude.Text);

    [Fact]
    public Task Contracts_hold_across_assemblies() => Check.Library("""
        public static class Gate
        {
            [Ensures(DoorLock.Held)] public static void Begin([Subject] Door door) => door.Lock();
            [Requires(DoorLock.Held)] public static void Work([Subject] Door door) => door.Use();
            public static void Unknown(Door door) => door.Lock();
        }
        """, """
        public sealed class Code
        {
            public void Right(Door door)
            {
                Gate.Begin(door);
                Gate.Work(door);
                door.Unlock();
            }

            public void Wrong(Door door)
            {
                Gate.Unknown(door);
                Gate.Work(door); // EPO1001
            }
        }
        """);

    [Fact]
    public Task An_override_may_not_promise_less() => Check.Program(Prelude.Usings + """
        public abstract class Base
        {
            [Ensures(DoorLock.Held)] public abstract bool Begin([Subject] Door door);
            [Ensures(DoorLock.Held, When = true)] public abstract bool Try([Subject] Door door);
            [Forbids(DoorLock.Held)] public virtual void Rest([Subject] Door door) { }
        }

        public sealed class Less : Base
        {
            [Ensures(DoorLock.Held, When = true)] public override bool Begin([Subject] Door door) => door.TryLock(); // EPO1007
            public override bool Try(Door door) => door.TryLock();
            [Forbids(DoorLock.Held, AnySubject = true)] public override void Rest([Subject] Door door) { } // EPO1007
        }

        public sealed class More : Base
        {
            public override bool Begin(Door door)
            {
                door.Lock();
                return true;
            }

            [Ensures(DoorLock.Held)] public override bool Try([Subject] Door door)
            {
                door.Lock();
                return false;
            }
        }

        public abstract class StillAbstract : Base
        {
            [Ensures(DoorLock.Held, When = true)] public abstract override bool Begin([Subject] Door door); // EPO1007
            [Ensures(DoorLock.Held)] public abstract override bool Try([Subject] Door door);
        }
        """, Prelude.Text);
}
