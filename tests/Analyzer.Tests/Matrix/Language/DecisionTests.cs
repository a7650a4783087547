using System.Globalization;
using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>What is decided once is known where it is asked again: several conditions at once, flags and counts, questions that a helper answers, the size of a collection.</summary>
public sealed class DecisionTests
{
    [Theory]
    [InlineData("if (!on || isQuiet) return;", "if (on && !isQuiet)")]
    [InlineData("if (!on) return; if (isQuiet) return;", "if (on && !isQuiet)")]
    [InlineData("if (!on || isQuiet) { Console.WriteLine(); return; }", "if (on & !isQuiet)")]
    public Task Two_helpers_that_ask_for_several_things_decide_alike(string leave, string ask) => Check.Members($$"""
        public void Right(Door door, bool on, bool isQuiet)
        {
            Open(door, on, isQuiet);
            {{ask}}
                door.Use();
            Close(door, on, isQuiet);
        }

        public void Wrong(Door door, bool on, bool isQuiet)
        {
            Open(door, on, isQuiet);
            if (on)
                door.Use(); // EPO1001
            Close(door, on, isQuiet);
        }

        private static void Open(Door door, bool on, bool isQuiet)
        {
            {{leave}}
            door.Lock();
        }

        private static void Close(Door door, bool on, bool isQuiet)
        {
            {{leave}}
            door.Unlock();
        }
        """);

    [Fact]
    public Task An_undo_that_only_one_of_two_conditions_leads_to_is_told() => Check.Members("""
        public void Wrong(Door door, bool on, bool isQuiet)
        {
            if (!on || isQuiet)
                Console.WriteLine();
            else
                door.Lock();
            if (on)
                door.Unlock(); // EPO1004
        }
        """);

    [Theory]
    [InlineData("int", "if (Interlocked.Exchange(ref _done, 1) != 0) return;")]
    [InlineData("int", "if (Interlocked.CompareExchange(ref _done, 1, 0) != 0) return;")]
    [InlineData("bool", "if (Volatile.Read(ref _done)) return; Volatile.Write(ref _done, true);")]
    [InlineData("bool", "if (_done || !_isOpen) return; _done = true;")]
    public Task What_an_object_does_once_it_does_once(string type, string once) => Check.Program("using System.Threading;\n" + Prelude.Usings + $$"""
        public sealed class Session(Door door)
        {
            private {{type}} _done;
            private bool _isOpen;

            internal void Begin()
            {
                door.Lock();
                _isOpen = true;
            }

            internal void End()
            {
                {{once}}
                door.Unlock();
            }
        }

        public static class Program
        {
            public static void Right(Door door)
            {
                var session = new Session(door);
                session.Begin();
                door.Use();
                session.End();
                session.End();
            }

            public static void Wrong(Door door)
            {
                var session = new Session(door);
                session.Begin();
                session.End();
                door.Use(); // EPO1001
                session.End();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task An_atomic_count_tells_the_first_user_from_the_others() => Check.Program("using System.Threading;\n" + Prelude.Usings + """
        public sealed class Users(Door door)
        {
            private int _count;

            internal void Add()
            {
                if (Interlocked.Increment(ref _count) == 1)
                    door.Lock();
            }

            internal void Remove()
            {
                if (Interlocked.Decrement(ref _count) == 0)
                    door.Unlock();
            }
        }

        public static class Program
        {
            public static void Right(Door door)
            {
                var users = new Users(door);
                users.Add();
                users.Add();
                users.Remove();
                door.Use();
                users.Remove();
            }

            public static void Wrong(Door door)
            {
                var users = new Users(door);
                users.Add();
                users.Remove();
                door.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Theory]
    [InlineData("List<Door>", "doors.ForEach(door => door.{0}());")]
    [InlineData("Door[]", "Array.ForEach(doors, door => door.{0}());")]
    [InlineData("List<Door>", "System.Threading.Tasks.Parallel.ForEach(doors, door => {{ door.{0}(); }});")]
    public Task A_method_of_the_framework_that_runs_a_delegate_for_each_element_is_a_loop(string type, string each) => Check.Members($$"""
        public void Right({{type}} doors)
        {
            {{string.Format(CultureInfo.InvariantCulture, each, "Lock")}}
            {{string.Format(CultureInfo.InvariantCulture, each, "Use")}}
            foreach (Door door in doors)
                door.Use();
            {{string.Format(CultureInfo.InvariantCulture, each, "Unlock")}}
        }

        public void Wrong({{type}} doors)
        {
            {{string.Format(CultureInfo.InvariantCulture, each, "Use")}} // EPO1001
        }
        """);

    [Fact]
    public Task Work_on_another_thread_that_is_awaited_at_once_is_done_there() => Check.Members("""
        public async Task Right(Door door)
        {
            door.Lock();
            await Task.Run(() => door.Use());
            await Task.WhenAll(Task.Run(() => door.Use()), Task.Run(() => Uses(door)));
            await Task.Run(async () =>
            {
                await Task.Yield();
                door.Unlock();
            }).ConfigureAwait(false);
        }

        public async Task RightByResult(Door door)
        {
            bool isLocked = await Task.Run(() => door.TryLock());
            if (!isLocked)
                return;
            door.Use();
            door.Unlock();
        }

        public async Task Wrong(Door door)
        {
            await Task.Run(() => door.Use()); // EPO1001
        }

        private static void Uses(Door door) => door.Use();
        """);

    [Theory]
    [InlineData("private bool Can { get { if (!_isOn) return false; return _name != null; } }")]
    [InlineData("private bool Can => _isOn && _name != null;")]
    [InlineData("private bool Can { get { switch (_isOn) { case true: return _name != null; default: return false; } } }")]
    public Task A_question_that_is_asked_again_has_the_same_answer(string question) => Check.Members($$"""
        private bool _isOn;
        private string? _name;

        {{question}}

        public void Set(bool isOn, string? name) => (_isOn, _name) = (isOn, name);

        public void Right(Door door)
        {
            if (Can)
                door.Lock();
            Console.WriteLine();
            if (Can)
                door.Unlock();
        }

        public void Wrong(Door door)
        {
            if (Can)
                door.Lock();
            if (_isOn)
                door.Unlock(); // EPO1004
        }
        """);

    [Theory]
    [InlineData("List<int>", "Count")]
    [InlineData("int[]", "Length")]
    public Task A_loop_over_a_collection_has_no_round_where_that_is_empty(string type, string count) => Check.Members($$"""
        public void Right(Door door, {{type}} numbers)
        {
            if (numbers.{{count}} > 0)
                door.Lock();
            foreach (int number in numbers)
                door.Use();
            door.Reset();
        }

        public void Wrong(Door door, {{type}} numbers)
        {
            if (numbers.{{count}} > 1)
                door.Lock();
            foreach (int number in numbers)
                door.Use(); // EPO1001
            door.Reset();
        }
        """);

    [Fact]
    public Task What_was_caught_is_no_null() => Check.Members("""
        public void Right(Door door)
        {
            Exception? error = null;
            try
            {
                door.Lock();
                Console.WriteLine();
                if (Env.Flip())
                    throw new InvalidOperationException();
                door.Unlock();
            }
            catch (InvalidOperationException caught)
            {
                error = caught;
            }

            if (error != null)
                door.Unlock();
        }
        """);

    [Fact]
    public Task A_delegate_that_is_run_here_changes_what_it_changes() => Check.Members("""
        private Door _door = new();
        private Door _other = new();

        public void Right()
        {
            Action change = () => Replace();
            _other.Lock();
            change();
            _other.Use();
            _other.Unlock();
        }

        public void Wrong()
        {
            Action change = () => Replace();
            _door.Mark();
            change();
            _door.UseMark(); // EPO1001
        }

        private void Replace() => _door = new Door();
        """);
}
