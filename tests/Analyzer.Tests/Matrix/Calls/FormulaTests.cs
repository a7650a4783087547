using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A helper or property that only computes a value stands for its expression.</summary>
public sealed class FormulaTests
{
    [Fact]
    public Task Helpers_that_compute_a_truth_value_are_conditions() => Check.Members("""
        private static bool Not(bool value) => !value;

        private static bool Twice(bool value) => Not(Not(value));

        private static bool IsSmall(int number)
        {
            return number < 3;
        }

        private static bool IsInside(VcpuMode mode) => mode is VcpuMode.InGuest;

        public void Right(Door door, bool wanted, int number, VcpuMode mode)
        {
            if (wanted)
                door.Lock();
            if (Twice(wanted))
                door.Use();
            if (!Not(wanted))
                door.Unlock();

            if (IsSmall(number))
                door.Lock();
            if (number < 3)
                door.Unlock();

            if (IsInside(mode))
                door.Lock();
            if (mode == VcpuMode.InGuest)
                door.Unlock();
        }

        public void Wrong(Door door, int number)
        {
            if (IsSmall(number))
                door.Mark();
            number++;
            if (IsSmall(number))
                door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task Properties_that_compute_change_with_what_they_are_computed_from() => Check.Members("""
        private int _count;

        private bool IsReady => _count > 0;

        public void Set(int count) => _count = count;

        public void Right(Door door)
        {
            if (IsReady)
                door.Mark();
            Env.Work();
            if (IsReady)
                door.UseMark();
        }

        public void Wrong(Door door)
        {
            if (IsReady)
                door.Mark();
            Set(1);
            if (IsReady)
                door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task Properties_that_choose_an_object_change_with_the_choice() => Check.Members("""
        private readonly Door _front = new();
        private readonly Door _back = new();
        private bool _atFront;

        private Door Current
        {
            get
            {
                if (_atFront)
                    return _front;
                return _back;
            }
        }

        public void Right()
        {
            Current.Lock();
            Env.Work();
            Current.Use();
            Current.Unlock();
        }

        public void Wrong()
        {
            Current.Mark();
            _atFront = Env.Flip();
            Current.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task A_formula_of_one_object_says_nothing_of_another() => Check.Program(Prelude.Usings + """
        public sealed class Switch
        {
            private bool _on;
            public void Set(bool on) => _on = on;
            internal bool IsOn => _on;
        }

        public sealed class Code
        {
            public void Right(Switch one, Door door)
            {
                if (one.IsOn)
                    door.Mark();
                if (one.IsOn)
                    door.UseMark();
            }

            public void Wrong(Switch one, Switch other, Door door)
            {
                if (one.IsOn)
                    door.Mark();
                if (other.IsOn)
                    door.UseMark(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Questions_about_what_cannot_change_have_one_answer() => Check.Members("""
        [Flags]
        public enum Wish { None, Locked, Marked }

        public void Right(Door door, Wish wish, string? name, bool one, bool other)
        {
            if (wish.HasFlag(Wish.Locked))
                door.Lock();
            if ((wish & Wish.Locked) == Wish.Locked)
                door.Unlock();

            if (string.IsNullOrEmpty(name))
                door.Lock();
            if (string.IsNullOrEmpty(name))
                door.Unlock();

            if (one ^ other)
                door.Lock();
            if (one != other)
                door.Unlock();
        }

        public void Wrong(Door door, Wish wish)
        {
            if (wish.HasFlag(Wish.Locked))
                door.Mark();
            if (wish.HasFlag(Wish.Marked))
                door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task A_look_at_another_assemblys_object_is_true_until_the_next_call() => Check.Members("""
        public void Right(Door door, List<int> list)
        {
            var any = list.Count > 0;
            if (any)
                door.Mark();
            list.Clear();
            if (any)
                door.UseMark();
        }

        public void Wrong(Door door, List<int> list)
        {
            if (list.Count > 0)
                door.Mark();
            list.Clear();
            if (list.Count > 0)
                door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task Fields_that_nothing_writes_are_constants() => Check.Program(Prelude.Usings + """
        public sealed class Never
        {
            private static readonly bool s_traced = false;
            private bool _checked = true;

            public void Right(Door door)
            {
                if (s_traced)
                    door.Use();
                if (_checked)
                    door.Lock();
                door.Unlock();
            }
        }

        public sealed class Sometimes
        {
            private readonly bool _traced = false;
            private static readonly bool s_asked = Env.Flip();
            public static bool Given = false;

            public Sometimes(bool traced) => _traced = traced;

            public void Wrong(Door door)
            {
                if (_traced)
                    door.Use(); // EPO1001
            }

            public void WrongAsked(Door door)
            {
                if (s_asked)
                    door.Use(); // EPO1001
            }

            public void WrongGiven(Door door)
            {
                if (Given)
                    door.Use(); // EPO1001
            }
        }
        """, Prelude.Text);
}
