using System;
using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

public sealed class BranchTests
{
    [Fact]
    public Task A_switch_statement_has_one_path_for_each_section_and_one_for_none() => Check.Members("""
        public void Wrong(Door door, int number)
        {
            switch (number)
            {
                case 1:
                case 2:
                    door.Mark();
                    break;
                case 3:
                    door.Mark();
                    break;
            }
            door.UseMark(); // EPO1001
        }

        public void Right(Door door, int number)
        {
            switch (number)
            {
                case 1:
                    door.Lock();
                    break;
                default:
                    door.Lock();
                    break;
            }
            door.Use();
            door.Unlock();
        }
        """);

    [Fact]
    public Task Patterns_and_when_clauses_select_sections() => Check.Members("""
        public void Wrong(Door door, object value)
        {
            switch (value)
            {
                case string { Length: > 3 } text when text != "none":
                    door.Mark();
                    break;
                case int and (1 or 2):
                    door.Mark();
                    break;
                case null:
                    return;
                default:
                    break;
            }
            door.UseMark(); // EPO1001
        }

        public void Right(Door door, object value)
        {
            if (value is not string text)
                return;
            door.Lock();
            if (value is string { Length: > 3 })
                door.Use();
            door.Unlock();
        }
        """);

    [Fact]
    public Task A_switch_expression_has_one_path_for_each_arm() => Check.Members("""
        public void Wrong(Door door, int number)
        {
            var locked = number switch
            {
                1 => door.TryMark(),
                _ => false,
            };
            door.UseMark(); // EPO1001
        }

        public int Right(Door door, int number)
        {
            door.Lock();
            var result = number switch { 1 => door.Count(), > 5 => 2, _ => door.Count() };
            door.Unlock();
            return result;
        }
        """);

    [Fact]
    public Task Goto_goes_where_its_label_is() => Check.Members("""
        public void Wrong(Door door)
        {
            if (Env.Flip())
                goto use;
            door.Mark();
        use:
            door.UseMark(); // EPO1001
        }

        public void Right(Door door)
        {
        again:
            door.Lock();
            if (Env.Flip())
            {
                door.Unlock();
                goto again;
            }
            door.Use();
            door.Unlock();
        }

        public void WrongCase(Door door, int number)
        {
            switch (number)
            {
                case 1:
                    door.Mark();
                    goto case 2;
                case 2:
                    door.UseMark(); // EPO1001
                    goto default;
                default:
                    break;
            }
        }
        """);

    [Fact]
    public Task Short_circuits_skip_their_right_side() => Check.Members("""
        public void Wrong(Door door)
        {
            if (Env.Flip() && door.TryMark())
                door.UseMark();
            door.UseMark(); // EPO1001
        }

        public void Right(Door door)
        {
            if (Env.Flip() && door.TryLock())
            {
                door.Use();
                door.Unlock();
            }

            if (!door.TryLock() || door.Count() == 0)
                return; // EPO1005

            door.Unlock();
        }
        """);

    [Fact]
    public Task A_conditional_expression_has_two_paths() => Check.Members("""
        public int Wrong(Door door)
        {
            if (Env.Flip())
                door.Mark();
            var count = Env.Flip() ? door.CountMark() : 0; // EPO1001
            return count;
        }

        public int Right(Door door) => door.TryLock() ? Counted(door) : 0;

        private int Counted(Door door)
        {
            var count = door.Count();
            door.Unlock();
            return count;
        }
        """);

    [Fact]
    public Task Conditional_access_does_nothing_where_the_receiver_is_null() => Check.Members("""
        public void Wrong(Door? door, Door other)
        {
            door?.Lock();
            other.Use(); // EPO1001
            door?.Unlock();
        }

        public void Right(Door? door)
        {
            door?.Lock();
            door?.Use();
            door?.Unlock();
        }

        public void RightTested(Door? door)
        {
            door?.Lock();
            if (door is not null)
                door.Use();
            if (door != null)
                door.Unlock();
        }
        """);

    [Fact]
    public Task Coalescing_evaluates_its_right_side_only_for_null() => Check.Members("""
        private int? Number(Door door) => door.Number;

        public void Wrong(Door door, int? given)
        {
            var number = given ?? (door.TryMark() ? 1 : 0);
            door.UseMark(); // EPO1001
        }

        public void Right(Door door, int? given)
        {
            door.Lock();
            var number = given ?? door.Count();
            given ??= door.Count();
            door.Unlock();
        }
        """);

    [Fact]
    public Task The_same_test_twice_selects_the_same_paths() => Check.Members("""
        private readonly bool _fast;

        public void Right(Door door, bool wanted, VcpuMode mode)
        {
            if (wanted)
                door.Lock();
            Env.Work();
            if (!wanted == false)
                door.Unlock();

            if (_fast)
                door.Lock();
            if (_fast)
                door.Unlock();

            if (mode == VcpuMode.InGuest)
                door.Lock();
            if (mode != VcpuMode.InGuest)
                return;
            door.Unlock();
        }

        public void RightSaved(Door door)
        {
            var taken = door.TryLock();
            Env.Work();
            if (taken)
                door.Unlock();
        }

        public void Wrong(Door door, bool wanted)
        {
            if (wanted)
                door.Mark();
            wanted = Env.Flip();
            if (wanted)
                door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task Constant_conditions_have_one_outcome() => Check.Members("""
        private const bool Always = true;

        public void Right(Door door)
        {
            if (Always)
                door.Lock();
            door.Use();
            door.Unlock();
            if (!Always)
                door.Use();
        }
        """);

    [Fact]
    public async Task A_message_names_the_case_that_is_taken()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            public static class Code
            {
                public static void Wrong(Door door, VcpuMode mode)
                {
                    switch (mode)
                    {
                        case VcpuMode.InGuest:
                            break;
                        default:
                            door.Mark();
                            break;
                    }
                    door.UseMark();
                }
            }
            """, Prelude.Text);
        Assert.Contains("'case VcpuMode.InGuest' (line 11) is taken", Assert.Single(reports).Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task What_is_none_of_the_values_that_it_can_have_is_on_no_path() => Check.Members("""
        private void Both(Door door)
        {
            int mode = Env.Flip() ? 1 : 2;
            door.Lock();
            if (mode == 1)
                door.Unlock();
            else if (mode == 2)
                door.Unlock();
        }

        private void OneOfThree(Door door)
        {
            int mode = Env.Flip() ? 1 : Env.Flip() ? 2 : 3;
            door.Lock();
            if (mode == 1)
                door.Unlock();
            else if (mode == 2)
                door.Unlock();
        } // EPO1005

        public void Run(Door door) { Both(door); door.Wait(); }
        public void Other(Door door) { OneOfThree(door); }
        """);
}
