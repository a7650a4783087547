using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

public sealed class ExceptionTests
{
    [Fact]
    public Task Finally_runs_on_every_way_out() => Check.Members("""
        public int Right(Door door)
        {
            door.Lock();
            try
            {
                if (Env.Flip())
                    return door.Count();
                if (Env.Flip())
                    throw new InvalidOperationException();
                while (Env.Flip())
                {
                    if (Env.Flip())
                        break;
                }
            }
            finally
            {
                door.Unlock();
            }
            return 0;
        }

        public void Wrong(Door door)
        {
            try
            {
                Env.Work();
                door.Lock();
            }
            finally
            {
                door.Unlock(); // EPO1004
            }
        }
        """);

    [Fact]
    public Task A_finally_does_not_mix_the_ways_through_it() => Check.Members("""
        public void Right(Door door)
        {
            var done = false;
            try
            {
                door.Lock();
                if (Env.Flip())
                {
                    door.Unlock();
                    return;
                }
            }
            finally
            {
                Env.Work();
            }
            door.Use();
            door.Unlock();
        }
        """);

    [Fact]
    public Task A_catch_is_entered_from_each_call_with_the_state_before_it() => Check.Members("""
        public void Wrong(Door door)
        {
            try
            {
                Env.Work();
                door.Mark();
                Env.Work();
            }
            catch (Exception)
            {
                door.UseMark(); // EPO1001
            }
        }

        public void Right(Door door)
        {
            door.Lock();
            try
            {
                Env.Work();
            }
            catch (InvalidOperationException)
            {
                door.Use();
            }
            door.Unlock();
        }
        """);

    [Fact]
    public Task A_filter_decides_whether_the_handler_runs() => Check.Members("""
        public void Wrong(Door door)
        {
            door.Lock();
            try
            {
                Env.Work();
                throw new InvalidOperationException(); // EPO1005
            }
            catch (Exception) when (Env.Flip())
            {
            }
            door.Unlock();
        }

        public void Right(Door door)
        {
            door.Lock();
            try
            {
                throw new InvalidOperationException();
            }
            catch (Exception)
            {
            }
            door.Unlock();
        }
        """);

    [Fact]
    public Task Rethrow_is_a_way_out() => Check.Members("""
        public void Wrong(Door door)
        {
            door.Lock();
            try
            {
                Env.Work();
            }
            catch
            {
                throw; // EPO1005
            }
            door.Unlock();
        }

        public void Right(Door door)
        {
            door.Lock();
            try
            {
                Env.Work();
            }
            catch
            {
                door.Unlock();
                throw;
            }
            door.Unlock();
        }
        """);

    [Fact]
    public Task An_annotated_member_does_not_throw() => Check.Members("""
        public void Right(Door door)
        {
            try
            {
                door.Lock();
                door.Use();
            }
            finally
            {
                door.Unlock();
            }
        }
        """);

    [Fact]
    public Task A_throw_expression_ends_its_path() => Check.Members("""
        public void Right(Door? given)
        {
            var door = given ?? throw new ArgumentNullException(nameof(given));
            door.Lock();
            door.Unlock();
        }

        public void Wrong(Door door, int? number)
        {
            door.Lock();
            var value = number ?? throw new ArgumentNullException(nameof(number)); // EPO1005
            door.Unlock();
        }
        """);

    [Fact]
    public Task Using_a_guard_is_a_bracket() => Check.Members("""
        public void Right(Processor cpu)
        {
            using (cpu.InterruptsOff())
            {
                cpu.ReadPerProcessorState();
                if (Env.Flip())
                    return;
            }
            cpu.Sleep();
        }

        public void RightDeclaration(Processor cpu)
        {
            using var off = cpu.InterruptsOff();
            cpu.ReadPerProcessorState();
        }

        public void Wrong(Processor cpu)
        {
            using (cpu.InterruptsOff())
            {
                cpu.Sleep(); // EPO1003
            }
            cpu.ReadPerProcessorState(); // EPO1001
        }
        """);

    [Fact]
    public Task Events_inside_lock_statements_count() => Check.Members("""
        private readonly object _sync = new();

        public void Right(Door door)
        {
            lock (_sync)
            {
                door.Lock();
                door.Use();
            }
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            lock (_sync)
            {
                door.Use(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task What_never_returns_ends_its_path() => Check.Members("""
        [System.Diagnostics.CodeAnalysis.DoesNotReturn]
        private static void Fail() => throw new InvalidOperationException();

        public void Right(Door door)
        {
            if (!door.TryLock())
                Fail();
            door.Use();
            door.Unlock();
        }
        """);

    [Fact]
    public Task A_return_that_is_all_a_catch_holds_is_the_exit_that_is_reported() => Check.Members("""
        public void Wrong(Door door)
        {
            door.Lock();
            try
            {
                Env.Work();
            }
            catch (ArgumentException)
            {
                door.Unlock();
                return;
            }
            catch (Exception)
            {
                return; // EPO1005
            }
            door.Unlock();
        }

        public void WrongWhere(Door door)
        {
            door.Lock();
            try
            {
                try
                {
                    Env.Work();
                }
                catch (Exception problem) when (problem.Message.Length > 0)
                {
                    return; // EPO1005
                }
            }
            catch
            {
                door.Unlock();
                throw;
            }
            door.Unlock();
        }

        public void Right(Door door)
        {
            door.Lock();
            try
            {
                Env.Work();
            }
            catch (Exception)
            {
                door.Unlock();
                return;
            }
            door.Unlock();
        }
        """);

    [Fact]
    public Task A_handler_is_entered_from_accessors_and_from_operations_that_can_fail() => Check.Members("""
        public void WrongIndexer(Door door, Dictionary<int, int> map)
        {
            try
            {
                door.Lock();
                _ = map[1];
                door.Unlock();
            }
            catch (KeyNotFoundException)
            {
                return; // EPO1005
            }
        }

        public void WrongCast(Door door, object text)
        {
            try
            {
                door.Lock();
                _ = (string)text;
                door.Unlock();
            }
            catch (InvalidCastException)
            {
                return; // EPO1005
            }
        }

        public void WrongElement(Door door, int[] numbers)
        {
            try
            {
                door.Lock();
                numbers[3] = 1;
                door.Unlock();
            }
            catch (IndexOutOfRangeException)
            {
                return; // EPO1005
            }
        }

        public void WrongDivision(Door door, int number, int by)
        {
            try
            {
                door.Lock();
                number /= by;
                door.Unlock();
            }
            catch (DivideByZeroException)
            {
                return; // EPO1005
            }
        }

        public void Right(Door door, Dictionary<int, int> map, object text, int[] numbers, int by)
        {
            door.Lock();
            try
            {
                _ = map[1];
                _ = (string)text;
                numbers[3] = 1 / by;
            }
            finally
            {
                door.Unlock();
            }
        }
        """);

    [Fact]
    public Task What_no_arm_of_a_switch_expression_matches_is_no_throw() => Check.Members("""
        public int Right(Door door, int number)
        {
            door.Lock();
            var found = number switch { 1 => 2, 2 => 3 };
            door.Unlock();
            return found;
        }

        public int Wrong(Door door, int number)
        {
            door.Lock();
            var found = number switch
            {
                1 => 2,
                _ => throw new InvalidOperationException(), // EPO1005
            };
            door.Unlock();
            return found;
        }
        """);

    [Fact]
    public Task An_accessor_that_throws_is_a_way_out() => Check.Members("""
        private int Number => Env.Flip() ? 1 : throw new InvalidOperationException();
        private int Other => Env.Flip() ? 1 : 2;

        public int Wrong(Door door)
        {
            door.Lock();
            var number = Number; // EPO1005
            door.Unlock();
            return number;
        }

        public int Right(Door door)
        {
            door.Lock();
            var number = Other;
            door.Unlock();
            return number;
        }
        """);

    [Fact]
    public Task What_a_helper_throws_comes_to_the_handlers_that_can_take_it() => Check.Members("""
        private static void Refuse(bool isBad)
        {
            if (isBad)
                throw new InvalidOperationException();
        }

        private static void RefuseBoth(int code)
        {
            if (code == 0)
                throw new InvalidOperationException();
            if (code == 1)
                throw new ArgumentException();
        }

        public void Right(Door door, bool isBad)
        {
            door.Lock();
            try
            {
                Refuse(isBad);
            }
            catch (InvalidOperationException)
            {
                door.Unlock();
                return;
            }
            door.Unlock();
        }

        public void RightByBase(Door door, bool isBad)
        {
            door.Lock();
            try
            {
                try
                {
                    Refuse(isBad);
                }
                catch (SystemException)
                {
                    door.Unlock();
                    return;
                }
            }
            catch (InvalidOperationException)
            {
                return;
            }
            door.Unlock();
        }

        public void WrongType(Door door, bool isBad)
        {
            door.Lock();
            try
            {
                Refuse(isBad); // EPO1005
            }
            catch (ArgumentException)
            {
                door.Unlock();
                return;
            }
            door.Unlock();
        }

        public void WrongForOneOfTwo(Door door, int code)
        {
            door.Lock();
            try
            {
                RefuseBoth(code); // EPO1005
            }
            catch (InvalidOperationException)
            {
                door.Unlock();
                return;
            }
            door.Unlock();
        }

        public void WrongWhereAFilterRefuses(Door door, bool isBad)
        {
            door.Lock();
            try
            {
                Refuse(isBad); // EPO1005
            }
            catch (InvalidOperationException) when (Env.Flip())
            {
                door.Unlock();
                return;
            }
            door.Unlock();
        }
        """);
}
