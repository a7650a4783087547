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

    [Fact]
    public Task A_delegate_in_a_local_is_what_it_was_made_from() => Check.Members("""
        private static void Begin(Door door) => door.Lock();

        public void RightGroup(Door door)
        {
            Action<Door> begin = Begin;
            begin(door);
            door.Use();
            door.Unlock();
        }

        public void RightStep(Door door)
        {
            Action begin = door.Lock;
            begin.Invoke();
            door.Use();
            door.Unlock();
        }

        public void RightConditional(Door door)
        {
            Action begin = () => door.Lock();
            begin?.Invoke();
            door.Use();
            door.Unlock();
        }

        public void RightNested(Door door)
        {
            Action begin = () => door.Lock();
            Action both = () => begin();
            both();
            door.Use();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            Action end = door.Unlock;
            door.Lock();
            end();
            door.Use(); // EPO1001
        }

        public void WrongReassigned(Door door, bool first)
        {
            Action change = () => door.Lock(); // EPO1009
            if (first)
                change = () => door.Unlock(); // EPO1009
            change();
        }

        public Action WrongNestedEscape(Door door)
        {
            Action end = () => door.Unlock(); // EPO1009
            Func<Action> give = () => end;
            return give();
        }
        """);

    [Fact]
    public Task A_flag_that_a_lambda_sets_is_known_afterwards() => Check.Members("""
        public void Right(Door door)
        {
            var locked = false;
            Action begin = () => { locked = door.TryLock(); };
            begin();
            if (!locked)
                return;
            door.Use();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            var locked = false;
            Action begin = () => { locked = door.TryLock(); };
            begin();
            if (!locked)
                door.Use(); // EPO1001
            else
                door.Unlock();
        }
        """);

    [Fact]
    public Task What_runs_during_a_call_gives_the_call_its_result() => Check.Program(Prelude.Usings + """
        public static class Runner
        {
            public static T Now<T>([InstantHandle] Func<T> action) => action();
            public static void Now([InstantHandle] Action action) => action();
        }

        public static class Code
        {
            public static void Right(Door door)
            {
                if (!Runner.Now(() => door.TryLock()))
                    return;
                door.Use();
                Runner.Now(door.Unlock);
            }

            public static void Wrong(Door door)
            {
                if (Runner.Now(() => door.TryLock()))
                    door.Unlock();
                else
                    Runner.Now(door.Use); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_method_that_only_becomes_a_delegate_is_reported_where_it_does() => Check.Program(Prelude.Usings + """
        public sealed class Source
        {
            public event Action? Raised;
            public void Raise() => Raised?.Invoke();
        }

        public sealed class Code(Door door)
        {
            public void Wrong(Source source) => source.Raised += OnRaised; // EPO1009
            public void Right(Source source) => source.Raised += OnBalanced;
            private void OnRaised() => door.Use();

            private void OnBalanced()
            {
                door.Lock();
                door.Use();
                door.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_contract_of_a_delegate_type_is_about_its_own_parameter() => Check.Program(Prelude.Usings + """
        [Requires(DoorLock.Held)]
        public delegate void Locked([Subject] Door door);

        public static class Code
        {
            public static Locked Right() => door => door.Use();
            public static Locked Wrong(Door other) => door => other.Use(); // EPO1009

            public static void RightCall(Locked action, Door door)
            {
                door.Lock();
                action(door);
                door.Unlock();
            }

            public static void WrongCall(Locked action, Door door, Door other)
            {
                other.Lock();
                action(door); // EPO1001
                other.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task An_expression_tree_is_data_and_a_function_pointer_is_not() => Check.Members("""
        private static readonly Door s_door = new();
        private static void End() => s_door.Unlock();
        public static void Begin() => s_door.Lock();

        public System.Linq.Expressions.Expression<Func<Door, int>> Right() => door => door.Count();

        public unsafe void Wrong()
        {
            delegate*<void> end = &End; // EPO1009
            end();
        }
        """);
}
