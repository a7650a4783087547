using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>One cause, one report: what was taken as done after a report is known to nobody else.</summary>
public sealed class BlameTests
{
    [Theory]
    [InlineData("Send(door); Send(door);")]
    [InlineData("Send(door); Send(door); Send(door);")]
    [InlineData("while (Env.Flip()) Send(door);")]
    [InlineData("Twice(door);")]
    public Task A_need_that_no_caller_meets_is_told_once_however_often_it_is_called(string calls) => Check.Members($$"""
        private void Send(Door door)
        {
            door.Use(); // EPO1001
            door.Use();
        }

        private void Twice(Door door) { Send(door); Send(door); }

        public void A(Door door) { {{calls}} }
        public void B(Door door) { Send(door); }
        public void C(Door door) { Send(door); }
        """);

    [Fact]
    public Task A_need_that_one_caller_meets_is_told_at_each_other_call() => Check.Members("""
        private void Send(Door door) { door.Use(); }

        public void A(Door door)
        {
            Send(door); // EPO1001
            Send(door);
        }

        public void B(Door door) { door.Lock(); Send(door); door.Unlock(); }
        """);

    [Theory]
    [InlineData("[Requires(DoorLock.Held)] public void A([Subject] Door door) { Send(door); }")]
    [InlineData("public void A(Door door) { door.AssertHeld(); Send(door); }")]
    [InlineData("public void A(Door door) { if (door.IsHeld) Send(door); }")]
    public Task A_caller_that_may_rely_on_it_meets_the_need(string caller) => Check.Members($$"""
        private void Send(Door door) { door.Use(); }

        {{caller}}

        public void B(Door door)
        {
            Send(door); // EPO1001
        }
        """);

    [Fact]
    public Task What_a_helper_was_forgiven_meets_no_need_of_another() => Check.Members("""
        private void Broken(Door door)
        {
            door.Unlock();
            door.Use(); // EPO1001
        }

        private void Send(Door door)
        {
            door.Use(); // EPO1001
        }

        public void A(Door door) { Broken(door); Send(door); }
        public void B(Door door) { Send(door); }
        """);

    [Fact]
    public Task A_step_that_is_performed_after_its_absence_was_told_is_there() => Check.Members("""
        private void Send(Door door) { door.Use(); }

        public void A(Door door)
        {
            door.Use(); // EPO1001
            door.Lock();
            Send(door);
            door.Unlock();
        }

        public void B(Door door)
        {
            Send(door); // EPO1001
        }
        """);

    [Fact]
    public Task An_exit_does_not_tell_again_what_was_missed_on_the_way() => Check.Members("""
        public void Run(Door door)
        {
            door.TryLock();
            door.Use(); // EPO1001
        }

        public void Forgets(Door door, bool early)
        {
            door.Lock();
            if (early)
                return; // EPO1005

            door.Unlock();
            door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task An_exit_does_not_tell_again_what_was_in_the_way() => Check.Members("""
        public void Run()
        {
            var door = new Door();
            door.Lock();
            door.Wait(); // EPO1003
        }

        public void Sometimes(Door door, int count)
        {
            door.Reset();
            door.Lock();
            for (int i = 0; i < count; i++)
            {
                door.Wait(); // EPO1003
            }
        }

        public void Uses(Door door)
        {
            door.Lock();
            door.Wait(); // EPO1003
            door.Use();
            door.Unlock();
        }
        """);

    [Fact]
    public async Task No_contract_is_offered_to_a_body_with_an_error()
    {
        var reports = await Check.AnalyzeAsync(Check.Compile([Prelude.Usings + """
            public class Code
            {
                public void Wrong(Door door) { door.Unlock(); door.Use(); }
                public void Right(Door door) { door.Unlock(); }
            }
            """, Prelude.Text], OutputKind.DynamicallyLinkedLibrary));

        Assert.Equal(["EPO1001", "EPO3002"], reports.Where(static report => report.Location.SourceTree?.FilePath == "File0.cs").OrderBy(static report => report.Location.SourceSpan.Start).Select(static report => report.Id));
    }
}
