using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>What comes back from a helper tells its callers which way it went.</summary>
public sealed class ResultTests
{
    [Fact]
    public Task A_condition_in_front_of_a_try_keeps_its_result_together() => Check.Members("""
        private bool Try(Door door, bool wanted) => wanted && door.TryLock();

        public void Right(Door door, bool wanted)
        {
            if (!Try(door, wanted))
                return;
            door.Use();
            door.Unlock();
        }

        public void Wrong(Door door, bool wanted)
        {
            if (Try(door, wanted))
                door.Unlock();
            else
                door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task An_enum_result_tells_which_way_it_was() => Check.Members("""
        private enum Outcome { Taken, Busy, Closed }

        private Outcome Try(Door door)
        {
            if (door.TryLock())
                return Outcome.Taken;
            return Env.Flip() ? Outcome.Busy : Outcome.Closed;
        }

        public void Right(Door door)
        {
            switch (Try(door))
            {
                case Outcome.Taken:
                    door.Use();
                    door.Unlock();
                    break;
                case Outcome.Busy:
                    Env.Work();
                    break;
            }
        }

        public void Wrong(Door door)
        {
            var outcome = Try(door);
            if (outcome == Outcome.Closed)
                door.Use(); // EPO1001
            if (outcome == Outcome.Taken)
                door.Unlock();
        }
        """);

    [Fact]
    public Task An_enum_that_is_one_of_few_values_is_none_of_the_others() => Check.Members("""
        private enum Outcome { Taken, Busy, Closed }

        public void Right(Door door)
        {
            Outcome outcome;
            if (door.TryLock())
                outcome = Outcome.Taken;
            else
                outcome = Env.Flip() ? Outcome.Busy : Outcome.Closed;
            if (outcome == Outcome.Taken)
                door.Unlock();
        }

        public void Wrong(Door door)
        {
            Outcome outcome;
            if (door.TryLock())
                outcome = Outcome.Taken;
            else
                outcome = Env.Flip() ? Outcome.Busy : Outcome.Closed;
            if (outcome != Outcome.Busy)
                door.Use(); // EPO1001
            if (outcome == Outcome.Taken)
                door.Unlock();
        }
        """);

    [Fact]
    public Task Numbers_objects_and_null_tell_too() => Check.Members("""
        private int Number(Door door)
        {
            if (!door.TryLock())
                return -1;
            return 0;
        }

        private object? Something(Door door) => door.TryLock() ? new object() : null;

        private string? Error(Door door) => door.TryLock() ? null : "busy";

        public void Right(Door door)
        {
            if (Number(door) >= 0)
                door.Unlock();
            if (Something(door) != null)
                door.Unlock();
            if (Error(door) is null)
                door.Unlock();
        }

        public void WrongNumber(Door door)
        {
            if (Number(door) < 0)
                door.Use(); // EPO1001
            else
                door.Unlock();
        }

        public void WrongObject(Door door)
        {
            if (Something(door) is { } found)
                door.Unlock();
            else
                door.Use(); // EPO1001
        }

        public void WrongError(Door door)
        {
            if (Error(door) is { } error)
                door.Use(); // EPO1001
            else
                door.Unlock();
        }
        """);

    [Fact]
    public Task A_result_that_no_caller_here_looks_at_excuses_no_early_return() => Check.Members("""
        public enum Outcome { Done, Failed }

        public Outcome Wrong(Door door, bool fails)
        {
            door.Lock();
            if (fails)
                return Outcome.Failed; // EPO1005
            door.Unlock();
            return Outcome.Done;
        }

        public object? WrongNull(Door door, bool fails)
        {
            door.Lock();
            if (fails)
                return null; // EPO1005
            door.Unlock();
            return new object();
        }

        public object? Right(Door door) => door.TryLock() ? new object() : null;
        """);

    [Fact]
    public Task An_object_that_comes_out_of_a_parameter_keeps_its_steps() => Check.Members("""
        private void Make(out Door door)
        {
            door = new Door();
            door.Lock();
        }

        private void Only(out Door door) => door = new Door();

        private void Cross(Door one, Door other, out Door first, out Door second)
        {
            first = other;
            second = one;
            first.Lock();
        }

        public void Right()
        {
            Make(out var door);
            door.Use();
            door.Unlock();
        }

        public void Wrong()
        {
            Only(out var door);
            door.Use(); // EPO1001
        }

        public void WrongLeft()
        {
            Make(out var door);
            door.Use();
        } // EPO1005

        public void WrongOther(Door one, Door other)
        {
            Cross(one, other, out var first, out var second);
            other.Use();
            second.Use(); // EPO1001
            first.Unlock();
        }
        """);

    [Fact]
    public Task An_object_that_is_only_passed_on_is_the_same_object() => Check.Members("""
        private readonly Door _own = new();

        private void Pass(Door door, out Door same) => same = door;

        private void Forward(Door door, out Door same) => Pass(door, out same);

        private bool TryPass(Door? door, out Door? same)
        {
            same = door;
            return door != null;
        }

        private void Replace(ref Door door) => door = _own;

        private (Door Door, int Count) Pair(Door door) => (door, 1);

        public void RightPassed(Door door)
        {
            Pass(door, out var same);
            same.Lock();
            door.Unlock();
        }

        public void RightForwarded(Door door)
        {
            Forward(door, out var same);
            same.Lock();
            door.Unlock();
        }

        public void RightPerhaps(Door? door)
        {
            if (TryPass(door, out var same))
            {
                same!.Lock();
                door!.Unlock();
            }
        }

        public void RightReplaced(Door door)
        {
            Replace(ref door);
            door.Lock();
            _own.Unlock();
        }

        public void RightOnOneWay(Door door)
        {
            Door same;
            if (Env.Flip())
                Pass(door, out same);
            else
                same = door;
            same.Lock();
            door.Unlock();
        }

        public void RightPair(Door door)
        {
            var (same, _) = Pair(door);
            same.Lock();
            door.Unlock();
        }

        public void Wrong(Door door, Door other)
        {
            Pass(door, out var same);
            same.Lock();
            other.Use(); // EPO1001
            same.Unlock();
        }
        """);

    [Fact]
    public Task A_flag_in_a_field_tells_what_a_helper_did() => Check.Members("""
        private bool _taken;

        private void Take(Door door) => _taken = door.TryLock();

        public void Right(Door door)
        {
            Take(door);
            if (_taken)
                door.Use();
            if (_taken)
                door.Unlock();
        }

        public void Wrong(Door door)
        {
            Take(door);
            if (!_taken)
                door.Use(); // EPO1001
            else
                door.Unlock();
        }
        """);

    [Fact]
    public Task What_a_helper_found_in_a_field_is_not_what_it_left_there() => Check.Members("""
        private bool _wanted;

        public void Set(bool wanted) => _wanted = wanted;

        private void Look(Door door)
        {
            if (_wanted)
                _wanted = Env.Flip();
            door.Mark();
        }

        public void Wrong(Door door)
        {
            Look(door);
            if (_wanted)
                door.Lock();
            if (!_wanted)
                door.Use(); // EPO1001
            else
                door.Unlock();
        }
        """);

    [Fact]
    public Task A_local_function_leaves_its_flag_behind() => Check.Members("""
        public void Right(Door door)
        {
            var taken = false;
            void Take()
            {
                door.Lock();
                taken = true;
            }

            if (Env.Flip())
                Take();
            if (taken)
                door.Unlock();
        }

        public void Wrong(Door door)
        {
            var taken = false;
            void Take()
            {
                door.Lock();
                taken = true;
            }

            if (Env.Flip())
                Take();
            if (taken)
                door.Unlock();
            else
                door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task Tuples_carry_flags_and_objects() => Check.Members("""
        private (bool Taken, int Number) Try(Door door)
        {
            if (door.TryLock())
                return (true, 1);
            return (false, 0);
        }

        private (Door Door, int Number) Take(Door door)
        {
            door.Lock();
            return (door, 1);
        }

        public void Right(Door door)
        {
            var result = Try(door);
            if (result.Taken)
                door.Unlock();

            var (taken, number) = Take(door);
            taken.Use();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            var (taken, number) = Try(door);
            if (taken)
                door.Unlock();
            else
                door.Use(); // EPO1001
        }

        public void WrongElement(Door one, Door other)
        {
            var pair = (one, other);
            pair.one.Lock();
            one.Use();
            pair.Item2.Use(); // EPO1001
            one.Unlock();
        }
        """);

    [Fact]
    public Task A_test_for_several_steps_tells_of_each() => Check.Program(Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Mode { Read, Write }

        public sealed class Modes
        {
            [Step(Mode.Read)] public void EnterRead() { }
            [Undo(Mode.Read)] public void ExitRead() { }
            [Step(Mode.Write)] public void EnterWrite() { }
            [Undo(Mode.Write)] public void ExitWrite() { }
            [Requires(Mode.Read)] public void Read() { }
            [Tells(Mode.Read)] public bool IsRead => Env.Flip();
            [Tells(Mode.Write)] public bool IsWritten => Env.Flip();
        }

        public sealed class Code
        {
            private readonly Modes _modes = new();

            private bool IsHeld => _modes.IsRead || _modes.IsWritten;

            public void Right()
            {
                var entered = false;
                try
                {
                    if (!IsHeld)
                    {
                        _modes.EnterRead();
                        entered = true;
                    }

                    Env.Work();
                }
                finally
                {
                    if (entered && IsHeld)
                        _modes.ExitRead();
                }
            }

            public void Wrong()
            {
                if (!IsHeld)
                    _modes.Read(); // EPO1001
            }

            public void WrongToo()
            {
                if (IsHeld)
                    return;
                _modes.EnterRead();
                if (IsHeld)
                    return; // EPO1005
                _modes.ExitRead();
            }
        }
        """, Prelude.Text);

    [Theory]
    [InlineData("long?")]
    [InlineData("DayOfWeek?")]
    public Task A_number_that_may_be_missing_hands_over_nothing(string result) => Check.Members($$"""
        public {{result}} Wrong(Door door, DayOfWeek day)
        {
            door.Lock();
            if (Env.Flip())
                return ({{result.TrimEnd('?')}})day; // EPO1005

            door.Unlock();
            return null;
        }
        """);
}
