using System;
using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Effects that reach callers through helpers without a contract.</summary>
public sealed class HelperTests
{
    [Fact]
    public Task A_helper_performs_for_its_caller() => Check.Members("""
        private static void Begin(Door door) => door.Lock();
        private static void Finish(Door door) => door.Unlock();

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
    public Task What_a_helper_needs_is_asked_of_the_call_that_does_not_meet_it() => Check.Members("""
        private static void Work(Door door) => door.Use();

        public void Right(Door door)
        {
            door.Lock();
            Work(door);
            door.Unlock();
        }

        public void Wrong(Door door) => Work(door); // EPO1001
        """);

    [Fact]
    public Task A_need_that_no_call_meets_is_reported_once_at_the_operation() => Check.Members("""
        private static void Work(Door door) => door.Use(); // EPO1001

        public void First(Door door) => Work(door);
        public void Second(Door door) => Work(door);
        """);

    [Fact]
    public async Task The_message_names_the_helper_and_the_line_in_it()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            public sealed class Code
            {
                private static void Deep(Door door) => door.Use();
                private static void Work(Door door) => Deep(door);

                public void Right(Door door)
                {
                    door.Lock();
                    Work(door);
                    door.Unlock();
                }

                public void Wrong(Door door) => Work(door);
            }
            """, Prelude.Text);

        var report = Assert.Single(reports);
        Assert.Contains("'Work'", report.Message, StringComparison.Ordinal);
        Assert.Contains("'Deep' (line 8)", report.Message, StringComparison.Ordinal);
        Assert.Contains("'Use' (line 7)", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task The_bool_result_tells_what_a_helper_did() => Check.Members("""
        private static bool Prepare(Door door)
        {
            if (Env.Flip())
                return false;
            door.Lock();
            return true;
        }

        public void Right(Door door)
        {
            if (!Prepare(door))
                return;
            door.Use();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            Prepare(door);
            door.Use(); // EPO1001
            door.Reset();
        }
        """);

    [Fact]
    public Task An_out_bool_tells_what_a_helper_did() => Check.Members("""
        private static void Prepare(Door door, out bool ready)
        {
            ready = false;
            if (Env.Flip())
                return;
            door.Lock();
            ready = true;
        }

        public void Right(Door door)
        {
            Prepare(door, out var ready);
            if (ready)
            {
                door.Use();
                door.Unlock();
            }
        }

        public void Wrong(Door door)
        {
            Prepare(door, out var ready);
            if (!ready)
                door.Use(); // EPO1001
            door.Reset();
        }
        """);

    [Fact]
    public Task Recursion_comes_to_rest() => Check.Members("""
        private static void Even(Door door, int n)
        {
            door.Lock();
            door.Unlock();
            if (n > 0)
                Odd(door, n - 1);
        }

        private static void Odd(Door door, int n)
        {
            if (n > 0)
                Even(door, n - 1);
        }

        public void Right(Door door) => Even(door, 4);

        public void Wrong(Door door)
        {
            door.Lock();
            Odd(door, 3);
            door.Use(); // EPO1001
            door.Reset();
        }
        """);

    [Fact]
    public Task Subjects_flow_through_receivers_parameters_and_results() => Check.Program(Prelude.Usings + """
        public sealed class House(Door front)
        {
            private readonly Door _back = new();

            private Door Back() => _back;
            private void OpenBack() => _back.Lock();
            private void OpenFront() => front.Lock();
            private static Door Same(Door door) => door;

            public void Right(Door door)
            {
                OpenBack();
                Back().Use();
                Back().Unlock();
                Same(door).Lock();
                door.Use();
                door.Unlock();
            }

            public void Wrong()
            {
                OpenFront();
                _back.Use(); // EPO1001
                front.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Accessors_and_constructors_are_helpers() => Check.Program(Prelude.Usings + """
        public sealed class Session
        {
            private readonly Door _door;

            public Session(Door door)
            {
                _door = door;
                door.Lock();
            }

            private int Total
            {
                get
                {
                    return _door.Count();
                }
            }

            private int Start
            {
                set
                {
                    _door.Lock();
                    _door.Number = value;
                }
            }

            public int Right()
            {
                Start = 1;
                var total = Total;
                _door.Unlock();
                return total;
            }

            public static int Wrong(Session session)
            {
                session.Start = 1;
                session._door.Unlock();
                return session.Total; // EPO1001
            }

            public static void RightMade(Door door)
            {
                var session = new Session(door);
                door.Use();
                door.Unlock();
                _ = session;
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_local_function_is_a_helper() => Check.Members("""
        public void Right(Door door)
        {
            Begin();
            door.Use();
            door.Unlock();

            void Begin() => door.Lock();
        }

        public void Wrong(Door door)
        {
            door.Use(); // EPO1001
            Begin();
            door.Unlock();

            void Begin() => door.Lock();
        }
        """);

    [Fact]
    public Task A_throw_of_a_helper_leaves_its_caller() => Check.Members("""
        private static void Fail() => throw new InvalidOperationException();

        private static void Guard(int number)
        {
            if (number < 0)
                Fail();
        }

        public void Wrong(Door door, int number)
        {
            door.Lock();
            Guard(number); // EPO1005
            door.Unlock();
        }

        public void Right(Door door, int number)
        {
            Guard(number);
            door.Lock();
            try
            {
                Guard(number - 1);
            }
            finally
            {
                door.Unlock();
            }
        }
        """);

    [Fact]
    public Task A_virtual_method_is_what_the_types_that_its_object_can_have_make_of_it() => Check.Program(Prelude.Usings + """
        public class Base
        {
            protected virtual void Begin(Door door) => door.Lock(); 

            public void Right(Door door)
            {
                Begin(door);
                door.Use();
                door.Reset();
            }
        }

        public class Other
        {
            internal virtual void Begin(Door door) => door.Lock();

            public void Wrong(Door door)
            {
                Begin(door);
                door.Use(); // EPO1001
                door.Reset();
            }
        }

        public sealed class Lazy : Other
        {
            internal override void Begin(Door door)
            {
            }

            public void WrongToo(Door door)
            {
                Begin(door);
                door.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_a_helper_leaves_in_two_ways_is_reported_in_the_helper_and_not_in_its_callers() => Check.Members("""
        private static void Cancel(Door door)
        {
            if (Env.Flip())
                return;
            door.Unlock();
        } // EPO1005

        private static void Enter(Door door)
        {
            door.Lock();
            if (Env.Flip())
            {
                Cancel(door);
                return;
            }

            door.Use();
            door.Unlock();
        }

        public void Run(Door door)
        {
            if (Env.Flip())
                return;
            Enter(door);
        }
        """);

    [Fact]
    public Task What_an_inner_call_leaves_is_reported_once() => Check.Members("""
        private static void Cancel(Door door) => Env.Work();

        private static void Enter(Door door)
        {
            door.Lock();
            if (Env.Flip())
            {
                Cancel(door);
                return; // EPO1005
            }

            door.Use();
            door.Unlock();
        }

        private static void RunOnce(Door door)
        {
            if (Env.Flip())
                return;
            Enter(door);
        }

        public void Run(Door door)
        {
            while (Env.Flip())
                RunOnce(door);
        }
        """);

    [Fact]
    public Task A_constructor_assigns_the_fields_of_the_new_object_and_not_those_of_the_one_that_makes_it() => Check.Program(Prelude.Usings + """
        public sealed class Code
        {
            private readonly Door _door;
            private Code? _other;

            public Code(Door door) => _door = door;

            public void Right()
            {
                _door.Lock();
                do
                    _door.Use();
                while (Next());
            }

            private bool Next()
            {
                _other = new Code(_door);
                _door.Unlock();
                if (Env.Flip())
                    return false;

                _door.Lock();
                return true;
            }
        }
        """, Prelude.Text);

    [Fact]
    public async Task The_message_names_the_step_that_a_helper_runs_too_early()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            public static class Code
            {
                private static void Prepare(Vcpu vcpu)
                {
                    vcpu.SyncPirToIrr();
                    vcpu.SetMode(VcpuMode.InGuest);
                    vcpu.FullBarrier();
                }

                public static void Run(Processor cpu, Vcpu vcpu)
                {
                    cpu.DisableInterrupts();
                    Prepare(vcpu);
                    if (!vcpu.ExitRequested())
                        vcpu.Enter();
                    vcpu.SetMode(VcpuMode.OutsideGuest);
                    cpu.EnableInterrupts();
                }
            }
            """, Prelude.Text);
        var report = Assert.Single(reports);
        Assert.Equal("EPO1002", report.Id);
        Assert.Contains("'SyncPirToIrr' (line 9) in 'Prepare' must run after 'SetMode(InGuest)' (line 10), not before it, because a poster that still saw OutsideGuest sends no notification; 'Enter' in 'Run' needs", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_a_helper_runs_early_on_some_ways_only_is_not_named()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            public static class Code
            {
                private static void Prepare(Vcpu vcpu, bool syncs)
                {
                    if (syncs)
                        vcpu.SyncPirToIrr();
                    vcpu.SetMode(VcpuMode.InGuest);
                    vcpu.FullBarrier();
                }

                public static void Run(Processor cpu, Vcpu vcpu, bool syncs)
                {
                    cpu.DisableInterrupts();
                    Prepare(vcpu, syncs);
                    if (!vcpu.ExitRequested())
                        vcpu.Enter();
                    vcpu.SetMode(VcpuMode.OutsideGuest);
                    cpu.EnableInterrupts();
                }
            }
            """, Prelude.Text);
        Assert.Equal("EPO1001", Assert.Single(reports).Id);
    }

    [Fact]
    public Task What_is_let_go_of_in_a_helper_is_not_let_go_of_again() => Check.Members("""
        private Door? _door;

        private void Forget()
        {
            if (_door == null)
                return;

            _door.Unlock();
            _door = null;
        }

        public void Run(bool off)
        {
            if (off)
                return;

            Forget();
        }

        public static void Twice(Code code)
        {
            code.Run(Env.Flip());
            code.Run(Env.Flip());
        }

        private void Keep()
        {
            _door!.Unlock();
        }

        public static void Wrong(Code code)
        {
            code.Keep();
            code.Keep(); // EPO1004
        }
        """);
}
