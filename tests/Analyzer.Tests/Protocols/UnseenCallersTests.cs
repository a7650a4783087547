using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Analyzer.Tests.Protocols;

/// <summary>Which assemblies may undo a step of the program behind the analyzer's back.</summary>
public sealed class UnseenCallersTests
{
    private const string Library = """
        using EntryPath;
        namespace Lib;
        [EntryProtocol(Scope = ProtocolScope.Program)] public enum Pipeline { [MayStay] Open, [Optional] Asked }
        public static class Server
        {
            [Step(Pipeline.Open)] public static void Build() {}
            [Undo(Pipeline.Open, IfInEffect = true)] public static void Close() {}
            [Step(Pipeline.Asked)] public static void Ask() {}
            [Forbids(Pipeline.Asked)] public static void Run() {}
        }
        """;

    private static readonly MetadataReference s_library = Rules.Emit(Rules.Compile("Library", Library));

    [Fact]
    public void An_assembly_that_refers_to_the_one_which_undoes_the_step_may_undo_it() =>
        Assert.Equal("Third", Undoer("public static class Defaults { public static void Set() => Lib.Server.Close(); }"));

    [Fact]
    public void An_assembly_that_does_not_refer_to_it_cannot() =>
        Assert.Null(Undoer("public static class Defaults { public static void Set() {} }"));

    [Fact]
    public void The_own_undoers_of_a_project_are_seen()
    {
        Rules rules = Rules.Of(Library);

        Assert.Null(rules.Set.UnseenUndoerOf(rules.Step("Pipeline.Open")));
    }

    private static string? Undoer(string third)
    {
        MetadataReference other = Rules.Emit(Rules.Compile("Third", third, s_library));
        CSharpCompilation program = Rules.Compile("Program", "public class Code { public void Main() => Lib.Server.Run(); }", s_library, other);
        Rules rules = Rules.Of(program);
        return rules.Set.UnseenUndoerOf(rules.Step("Pipeline.Open"));
    }
}
