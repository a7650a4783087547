using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Bodies that ask whether a step is in effect, and let go of it or see to it for a while.</summary>
public sealed class SuspensionTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Guarding { Active }

        public sealed class Era
        {
            [Step(Guarding.Active)] public void Enter() { }
            [Undo(Guarding.Active)] public void Leave() { }
            [Tells(Guarding.Active)] public bool IsMine() => true;
            [Requires(Guarding.Active)] public void Use() { }
            [Forbids(Guarding.Active)] public void Sleep() { }
        }

        """;

    [Fact]
    public Task What_is_let_go_of_and_taken_again_is_as_the_caller_had_it() => Check.Program(Types + """
        public sealed class Code
        {
            private readonly Era _era = new();

            private void Outside()
            {
                var mine = _era.IsMine();
                if (mine)
                    _era.Leave();
                _era.Sleep();
                if (mine)
                    _era.Enter();
            }

            public void Held()
            {
                _era.Enter();
                Outside();
                _era.Use();
                _era.Leave();
            }

            public void Idle()
            {
                Outside();
                _era.Sleep();
            }

            public void Needs()
            {
                Outside();
                _era.Use(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task What_is_taken_where_it_is_not_held_and_given_back_is_so_too() => Check.Program(Types + """
        public sealed class Code
        {
            private readonly Era _era = new();

            private void Inside()
            {
                var mine = _era.IsMine();
                if (!mine)
                    _era.Enter();
                _era.Use();
                if (!mine)
                    _era.Leave();
            }

            public void Held()
            {
                _era.Enter();
                Inside();
                _era.Use();
                _era.Leave();
            }

            public void Idle()
            {
                Inside();
                _era.Sleep();
            }
        }
        """);

    [Fact]
    public Task What_is_let_go_of_on_some_ways_only_is_reported() => Check.Program(Types + """
        public sealed class Code
        {
            private readonly Era _era = new();

            public void Sometimes(bool wanted)
            {
                if (_era.IsMine())
                {
                    if (wanted)
                        _era.Leave();
                }
            } // EPO1005

            public void Forgets(bool early)
            {
                var mine = _era.IsMine();
                if (mine)
                    _era.Leave();
                if (early)
                    return; // EPO1005
                if (mine)
                    _era.Enter();
            }

            public void Always()
            {
                if (_era.IsMine())
                    _era.Leave();
            }

            public Action Later() => () =>
            {
                if (_era.IsMine())
                    _era.Leave();
            };
        }
        """);

    [Fact]
    public Task A_helper_that_uses_a_step_and_lets_go_of_it_is_not_before_its_time_where_the_step_is_performed_again() => Check.Members("""
        private void Stop(Door door) { door.Use(); door.Unlock(); }

        private void Look(Door door)
        {
            door.Use(); // EPO1001
        }


        public void Suspend(Door door)
        {
            Stop(door);
            Env.Work();
            door.Lock();
        }

        public void Early(Door door)
        {
            Look(door);
            door.Lock();
            door.Unlock();
        }

        public void Run(Door door)
        {
            door.Lock();
            Suspend(door);
            door.Unlock();
        }
        """);

    [Fact]
    public Task What_a_test_says_is_in_effect_is_forbidden_there_also_where_the_other_way_lacks_it_later() => Check.Members("""
        public void Forgets(Door door)
        {
            var held = door.IsHeld;
            door.Wait(); // EPO1003
            if (held)
                door.Lock();
            door.Use(); // EPO1001
            door.Unlock();
        }

        public void ForgetsInside(Door door)
        {
            if (door.IsHeld)
                door.Wait(); // EPO1003
            door.Use(); // EPO1001
            door.Unlock();
        }
        """);
}
