using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A helper's need that its callers were told of already is no second mistake, and what its callers have is not called missing.</summary>
public sealed class ExcusedCallTests
{
    [Fact]
    public Task A_helper_does_not_tell_again_what_an_operation_before_its_only_call_lacked() => Check.Members("""
        private void Twice(Door door) { door.Use(); }

        public void Run(Door door)
        {
            door.Use(); // EPO1001
            Twice(door);
        }
        """);

    [Fact]
    public Task Nor_does_a_lambda() => Check.Members("""
        public void Run(Door door)
        {
            door.Use(); // EPO1001
            Action work = () => { door.Use(); };
            work();
        }
        """);

    [Fact]
    public Task Another_call_that_lacks_it_is_told() => Check.Members("""
        private void Twice(Door door)
        {
            door.Use(); // EPO1001
        }

        public void Run(Door door)
        {
            door.Use(); // EPO1001
            Twice(door);
        }

        public void Alone(Door door) { Twice(door); }
        """);

    [Fact]
    public async Task Only_what_its_callers_lack_is_called_missing()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            public class Code
            {
                private void Finish(Pump pump) { pump.Start(); }
                public void Run(Pump pump) { pump.Open(); Finish(pump); pump.Close(); }
            }
            """, Prelude.Text);

        var report = Assert.Single(reports);
        Assert.Equal("EPO1001", report.Id);
        Assert.Contains("'Prime'", report.Message, System.StringComparison.Ordinal);
        Assert.DoesNotContain("'Open' of", report.Message, System.StringComparison.Ordinal);
    }
}
