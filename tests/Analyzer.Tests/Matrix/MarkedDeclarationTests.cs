using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Events that depend on an attribute which the project puts on its declarations (<c>WhereMarked</c>), and steps that only count after another one.</summary>
public sealed class MarkedDeclarationTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Scope = ProtocolScope.Program)]
        public enum Pipeline { [MayStay] WithoutGuard, [Optional] Asked }

        public class GuardedAttribute : Attribute { }

        public static class Server
        {
            [Step(Pipeline.WithoutGuard)] public static void Build() { }
            [Undo(Pipeline.WithoutGuard, IfInEffect = true)] public static void UseGuard() { }
            [Step(Pipeline.Asked)] public static void Ask() { }
            [Step(Pipeline.Asked, WhereMarked = typeof(GuardedAttribute))] public static void Map() { }
            [Forbids(Pipeline.Asked)] public static void Run() { }
        }

        """;

    private const string Mapping = """
        public class Code
        {
            public void Run()
            {
                Server.Build();
                Server.Map();
                Server.Run(); // EPO1003
            }
        }
        """;

    [Theory]
    [InlineData("[Guarded] public class Page { }")]
    [InlineData("public class Page { [GuardedAttribute] public void Get() { } }")]
    [InlineData("public class Page { [Guarded] public int Size { get; set; } }")]
    [InlineData("public class PrivateAttribute : GuardedAttribute { } [Private] public class Page { }")]
    public Task An_event_happens_where_a_declaration_has_the_attribute(string marked) => Check.Program(Types + marked + "\n" + Mapping);

    [Theory]
    [InlineData("")]
    [InlineData("[Obsolete] public class Page { }")]
    [InlineData("namespace Other { public class GuardedAttribute : Attribute { } [Guarded] public class Page { } }")]
    [InlineData("public class Page { public void Get() { Action get = [Guarded] () => { }; get(); } }")]
    public Task It_does_not_where_none_has(string other) => Check.Program(Types + Mapping.Replace(" // EPO1003", "") + "\n" + other);

    [Fact]
    public Task An_alias_is_the_attribute() => Check.Program("using Safe = GuardedAttribute;\n" + Types + "[Safe] public class Page { }\n" + Mapping);

    [Fact]
    public Task A_forbidden_step_that_only_counts_after_another_one_is_its_callers_matter() => Check.Program(Types + """
        public class Code
        {
            public void NothingWasBuilt()
            {
                Server.Ask();
                Server.Run();
            }

            private static void AskAndRun()
            {
                Server.Ask();
                Server.Run();
            }

            public void Built()
            {
                Server.Build();
                AskAndRun(); // EPO1003
            }

            public void BuiltAndGuarded()
            {
                Server.Build();
                Server.UseGuard();
                AskAndRun();
            }

            public void GuardedAfterwards()
            {
                Server.Build();
                Server.Ask();
                Server.UseGuard();
                Server.Run();
            }
        }
        """);
}
