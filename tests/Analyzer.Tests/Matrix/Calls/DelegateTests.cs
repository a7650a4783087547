using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Code that becomes a delegate.</summary>
public sealed class DelegateTests
{
    [Fact]
    public Task A_local_lambda_that_is_called_is_inlined() => Check.Members("""
        public void Right(Door door)
        {
            Action begin = () => door.Lock();
            begin();
            door.Use();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            Action begin = () => door.Lock();
            door.Use(); // EPO1001
            begin();
            door.Unlock();
        }
        """);

    [Fact]
    public Task A_delegate_that_runs_during_the_call_is_inlined_there() => Check.Program(Prelude.Usings + """
        namespace JetBrains.Annotations
        {
            [AttributeUsage(AttributeTargets.Parameter)] public sealed class InstantHandleAttribute : Attribute;
        }

        public static class Runner
        {
            public static void Now([JetBrains.Annotations.InstantHandle] Action action) => action();
            public static void Later(Action action) { }
        }

        public sealed class Code
        {
            public void Right(Door door)
            {
                door.Lock();
                Runner.Now(() => door.Use());
                door.Unlock();
            }

            public void WrongInside(Door door)
            {
                Runner.Now(() => door.Use()); // EPO1001
            }

            public void WrongLater(Door door)
            {
                door.Lock();
                Runner.Later(() => door.Use()); // EPO1009
                door.Unlock();
            }

            public void WrongGroup(Door door)
            {
                Runner.Later(door.Unlock); // EPO1009
            }

            public void RightBalanced(Door door) => Runner.Later(() =>
            {
                door.Lock();
                door.Use();
                door.Unlock();
            });
        }
        """, Prelude.Text);

    [Fact]
    public Task A_contract_of_the_parameter_holds_inside_and_is_asked_where_it_is_passed() => Check.Program(Prelude.Usings + """
        public static class Runner
        {
            public static void Locked([Requires(DoorLock.Held)] Action<Door> action, Door door)
            {
                door.Lock();
                action(door);
                door.Unlock();
            }
        }
        """, Prelude.Text);
}
