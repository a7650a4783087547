using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A strict step in a helper: whether a later one is in effect already may hang on a step between the two.</summary>
public sealed class StrictStepTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol]
        public enum Setup { [Optional, Strict] Configure, Open, Fill }

        public sealed class Pump
        {
            [Step(Setup.Configure)] public void Configure() { }
            [Step(Setup.Open)] public void Open() { }
            [Undo(Setup.Open)] public void Close() { }
            [Step(Setup.Fill)] public void Fill() { }
            [Commit(typeof(Setup))] public void Start() { }
        }

        """;

    [Fact]
    public Task What_ran_too_early_to_count_is_told_where_it_is_missed_and_not_where_the_strict_step_runs() => Check.Program(Types + """
        public sealed class Code
        {
            public void Directly(Pump pump)
            {
                pump.Fill();
                pump.Configure();
                pump.Open();
                pump.Start(); // EPO1002
                pump.Close();
            }

            public void ByHelper(Pump pump)
            {
                pump.Fill();
                Prepare(pump);
                pump.Start(); // EPO1002
                pump.Close();
            }

            public void TooLateDirectly(Pump pump)
            {
                pump.Open();
                pump.Fill();
                pump.Configure(); // EPO1002
                pump.Close();
            }

            public void TooLateByHelper(Pump pump)
            {
                pump.Open();
                pump.Fill();
                Configure(pump); // EPO1002
                pump.Close();
            }

            private static void Prepare(Pump pump)
            {
                pump.Configure();
                pump.Open();
            }

            private static void Configure(Pump pump) => pump.Configure();
        }
        """);
}
