using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A body is judged as it is entered: names that are one object at a call are one object in it.</summary>
public sealed class CoincidenceTests
{
    [Theory]
    [InlineData("Work(door, door);", "one.Lock(); other.Use(); one.Unlock();")]
    [InlineData("Work(door, door);", "one.Lock(); other.Unlock();")]
    [InlineData("door.Lock(); Work(door, door); door.Unlock();", "one.Use(); other.Use();")]
    [InlineData("Work(door, door); door.Unlock();", "other.Lock(); one.Mark(); other.UseMark(); other.Use();")]
    [InlineData("Work(one: door, other: door);", "if (Env.Flip()) one.Lock(); else other.Lock(); one.Use(); other.Unlock();")]
    public Task Two_parameters_that_are_one_object_are_one(string call, string helper) => Check.Members($$"""
        public void Run(Door door) { {{call}} }

        private void Work(Door one, Door other) { {{helper}} }
        """);

    [Fact]
    public Task Two_parameters_that_are_two_objects_are_two() => Check.Members("""
        public void Run(Door door, Door second)
        {
            Work(door, second);
        }

        private void Work(Door one, Door other)
        {
            one.Lock();
            other.Use(); // EPO1001
            one.Unlock();
        }
        """);

    [Fact]
    public Task What_is_wrong_only_where_they_are_one_is_told_there() => Check.Members("""
        public void Run(Door door)
        {
            door.Lock();
            Work(door, door);
        }

        private void Work(Door one, Door other)
        {
            one.Unlock();
            other.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task In_the_other_order_it_is_right() => Check.Members("""
        public void Run(Door door)
        {
            door.Lock();
            Work(door, door);
        }

        private void Work(Door one, Door other)
        {
            other.Use();
            one.Unlock();
        }
        """);

    [Theory]
    [InlineData("private readonly Door _door = new();")]
    [InlineData("private Door _door = new();")]
    [InlineData("private static readonly Door _door = new();")]
    [InlineData("private Door _door { get; } = new();")]
    public Task A_field_and_a_parameter_that_are_one_object_are_one(string field) => Check.Members($$"""
        {{field}}

        public void Run() => Work(_door);

        public void RunLater()
        {
            var door = _door;
            Work(door);
        }

        private void Work(Door given)
        {
            _door.Lock();
            given.Use();
            _door.Unlock();
            given.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task A_field_that_is_written_is_another_object_from_then_on() => Check.Members("""
        private Door _door = new();

        public void Run(Door next)
        {
            Work(_door, next);
        }

        private void Work(Door given, Door next)
        {
            given.Lock();
            _door = next;
            _door.Lock();
            given.Unlock();
            _door.Use();
            given.Use(); // EPO1001
            next.Unlock();
        }
        """);

    [Fact]
    public Task An_object_and_its_own_parameter_are_one() => Check.Program(Prelude.Usings + """
        public sealed class Gate
        {
            [Step(DoorLock.Held)] public void Lock() { }
            [Undo(DoorLock.Held)] public void Unlock() { }
            [Requires(DoorLock.Held)] public void Use() { }

            public void Run() => Work(this);

            private void Work(Gate gate)
            {
                Lock();
                gate.Use();
                gate.Unlock();
                Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_two_names_of_one_object_lead_to_is_one() => Check.Members("""
        private sealed class Room
        {
            public Door Door { get; } = new();
        }

        public void Right(object key)
        {
            var room = new Room();
            Work(room, room);
        }

        private void Work(Room one, Room other)
        {
            one.Door.Lock();
            other.Door.Use();
            one.Door.Unlock();
            other.Door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task Each_caller_is_judged_by_how_it_enters_the_body() => Check.Members("""
        public void Same(Door door) => Work(door, door);

        public void Different(Door door, Door second)
        {
            second.Lock();
            Work(door, second);
            second.Unlock();
        }

        public void DifferentAndWrong(Door door, Door second)
        {
            Work(door, second); // EPO1001
        }

        private void Work(Door one, Door other)
        {
            one.Lock();
            other.Use();
            one.Unlock();
        }
        """);

    [Fact]
    public async Task The_call_at_which_names_are_one_object_is_named_where_only_that_is_wrong()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            public sealed class Code
            {
                public void Different(Door door, Door second)
                {
                    second.Lock();
                    door.Lock();
                    Work(door, second);
                    second.Unlock();
                }

                public void Same(Door door)
                {
                    door.Lock();
                    Work(door, door);
                }

                private void Work(Door one, Door other)
                {
                    one.Unlock();
                    other.Use();
                }
            }
            """, Prelude.Text);

        var report = Assert.Single(reports);
        Assert.Equal("EPO1001", report.Id);
        Assert.EndsWith("'Same' gets here through 'Work' (line 18)", report.Message);
    }

    [Fact]
    public Task A_body_that_others_can_call_is_judged_as_it_is_entered_here_too() => Check.Members("""
        public void Run(Door door)
        {
            Work(door, door);
        }

        public void Work(Door one, Door other)
        {
            one.Lock();
            other.Wait(); // EPO1003
            one.Unlock();
        }
        """);

    [Fact]
    public Task A_body_that_others_can_call_is_judged_with_different_objects_as_well() => Check.Members("""
        public void Run(Door door)
        {
            Work(door, door);
        }

        public void Work(Door one, Door other)
        {
            one.Lock();
            if (Env.Flip())
                other.Unlock();
            else
                one.Unlock();
        } // EPO1005
        """);

    [Fact]
    public Task What_is_one_object_is_handed_on() => Check.Members("""
        private readonly Door _door = new();

        public void Run() => Outer(_door);

        private void Outer(Door given)
        {
            Inner(given, 1);
            Further(given, given);
        }

        private void Inner(Door given, int number)
        {
            _door.Lock();
            given.Use();
            given.Unlock();
        }

        private void Further(Door one, Door other)
        {
            one.Lock();
            other.Unlock();
            _door.Use(); // EPO1001
        }
        """);

    [Theory]
    [InlineData("if (Env.Flip()) { _door.Unlock(); return; } given.Unlock();")]
    [InlineData("if (Env.Flip()) given.Unlock(); else _door.Unlock();")]
    [InlineData("try { Env.Work(); } finally { if (Env.Flip()) given.Unlock(); else _door.Unlock(); }")]
    public Task Exits_that_disagree_about_two_names_agree_where_they_are_one(string helper) => Check.Members($$"""
        private readonly Door _door = new();

        public void Run()
        {
            _door.Lock();
            Work(_door);
        }

        private void Work(Door given) { {{helper}} }
        """);

    [Fact]
    public Task Exits_that_disagree_about_the_one_object_are_told() => Check.Members("""
        private readonly Door _door = new();

        public void Run()
        {
            Work(_door);
        }

        private void Work(Door given)
        {
            _door.Lock();
            if (Env.Flip())
                return; // EPO1005

            given.Unlock();
        }
        """);

    [Fact]
    public Task A_result_tells_which_name_was_used() => Check.Members("""
        private readonly Door _door = new();

        public void Run()
        {
            if (Take(_door))
            {
                _door.Use();
                _door.Unlock();
            }
        }

        private bool Take(Door given)
        {
            if (Env.Flip())
            {
                given.Lock();
                return true;
            }

            if (_door.TryLock())
                return true;

            return false;
        }
        """);

    [Fact]
    public Task A_recursion_keeps_its_names_one() => Check.Members("""
        public void Run(Door door)
        {
            door.Lock();
            Down(door, door, 3);
        }

        private void Down(Door one, Door other, int depth)
        {
            if (depth == 0)
            {
                one.Unlock();
                other.Lock();
                one.Use();
                other.Unlock();
                return;
            }

            other.Use();
            Down(other, one, depth - 1);
            one.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task A_recursion_can_make_its_names_one() => Check.Members("""
        public void Run(Door door, Door second)
        {
            Down(door, second);
        }

        private void Down(Door one, Door other)
        {
            one.Lock();
            other.Reset();
            one.Use(); // EPO1001
            one.Reset();
            if (Env.Flip())
                Down(one, one);
        }
        """);

    [Fact]
    public Task A_recursion_that_does_not_is_right() => Check.Members("""
        public void Run(Door door, Door second)
        {
            Down(door, second);
        }

        private void Down(Door one, Door other)
        {
            one.Lock();
            other.Reset();
            one.Use();
            one.Reset();
            if (Env.Flip())
                Down(other, one);
        }
        """);

    [Fact]
    public Task Bodies_that_call_each_other_keep_their_names_one() => Check.Members("""
        public void Run(Door door) => Even(door, door);

        private void Even(Door one, Door other)
        {
            one.Lock();
            other.Use();
            other.Unlock();
            if (Env.Flip())
                Odd(other, one);
        }

        private void Odd(Door one, Door other)
        {
            one.Lock();
            other.Use();
            one.Unlock();
            other.Use(); // EPO1001
            if (Env.Flip())
                Even(one, other);
        }
        """);

    [Fact]
    public Task A_local_function_works_on_a_parameter_and_what_it_captures() => Check.Members("""
        public void Run(Door door)
        {
            Work(door);

            void Work(Door given)
            {
                door.Lock();
                given.Use();
                given.Unlock();
                door.Use(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task A_step_of_a_protocol_in_order_is_that_of_the_one_object() => Check.Members("""
        private readonly Pump _pump = new();

        public void Run()
        {
            Work(_pump);
        }

        private void Work(Pump pump)
        {
            pump.Open();
            _pump.Prime();
            pump.Start();
            pump.Close();
            _pump.Prime(); // EPO1001
        }
        """);

    [Fact]
    public Task Names_that_may_be_one_object_are_two() => Check.Members("""
        public void Run(Door door, Door second)
        {
            var either = Env.Flip() ? door : second;
            door.Lock();
            Work(door, either);
            door.Unlock();
        }

        private void Work(Door one, Door other)
        {
            one.Use();
            other.Mark();
        }
        """);
}
