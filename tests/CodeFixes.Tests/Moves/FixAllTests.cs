using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes.Tests.Moves;

/// <summary>Fix All, up and down, over several methods, files and projects, in whatever order a tool asks for it.</summary>
public sealed class FixAllTests
{
    private const string Historic = """
        vcpu.SyncPirToIrr();
        vcpu.{|EPO1001:SetMode(VcpuMode.InGuest)|};
        vcpu.FullBarrier();
        cpu.DisableInterrupts();
        if (!vcpu.ExitRequested())
            vcpu.{|EPO1002:Enter()|};
        vcpu.SetMode(VcpuMode.OutsideGuest);
        cpu.EnableInterrupts();
        """;

    private const string Today = """
        cpu.DisableInterrupts();
        vcpu.SetMode(VcpuMode.InGuest);
        vcpu.FullBarrier();
        vcpu.SyncPirToIrr();
        if (!vcpu.ExitRequested())
            vcpu.Enter();
        vcpu.SetMode(VcpuMode.OutsideGuest);
        cpu.EnableInterrupts();
        """;

    private static readonly string s_twoMethods = Fix.Members(Fix.Method("First", Historic) + "\n" + Fix.Method("Second", Historic));

    private static readonly string s_twoFixedMethods = Fix.Members(Fix.Method("First", Today) + "\n" + Fix.Method("Second", Today));

    [Fact]
    public Task Both_moves_are_made_in_several_methods_of_a_document() => Fix.Moves(s_twoMethods, s_twoFixedMethods);

    [Fact]
    public Task Several_moves_are_made_in_one_method() => Fix.Moves(
        Fix.Body("""
            door.{|EPO1001:Use()|};
            door.Lock();
            door.Unlock();
            House.Door.{|EPO1001:Use()|};
            House.Door.Lock();
            House.Door.Unlock();
            """),
        Fix.Body("""
            door.Lock();
            door.Use();
            door.Unlock();
            House.Door.Lock();
            House.Door.Use();
            House.Door.Unlock();
            """));

    [Fact]
    public Task What_no_move_mends_does_not_keep_the_rest_from_being_mended() => Fix.Moves(
        Fix.Body("""
            door.{|EPO1001:Use()|};
            """ + "\n" + Historic),
        Fix.Body("""
            door.{|EPO1001:Use()|};
            """ + "\n" + Today));

    [Fact]
    public Task Every_document_of_a_project_is_mended()
    {
        var test = Fix.Test<MoveCallCodeFixProvider>(s_twoMethods, s_twoFixedMethods);
        test.TestState.Sources.Add(("Other.cs", s_twoMethods.Replace("class Code", "class Other", StringComparison.Ordinal)));
        test.FixedState.Sources.Add(("Other.cs", s_twoFixedMethods.Replace("class Code", "class Other", StringComparison.Ordinal)));
        test.NumberOfFixAllInDocumentIterations = 2;
        return test.RunAsync();
    }

    [Fact]
    public Task Every_project_of_a_solution_is_mended()
    {
        var test = Fix.Test<MoveCallCodeFixProvider>(s_twoMethods, s_twoFixedMethods);
        Fix.AddProject(test.TestState, "Other", s_twoMethods);
        Fix.AddProject(test.FixedState, "Other", s_twoFixedMethods);
        test.NumberOfFixAllInDocumentIterations = test.NumberOfFixAllInProjectIterations = 2;
        return test.RunAsync();
    }

    /// <summary>
    /// <c>dotnet format</c> goes through the ids in an order that changes from run to run, and takes the key of the actions from any of the
    /// analyzer's diagnostics, be it of that id or not.
    /// </summary>
    [Theory]
    [InlineData("EPO1001", "EPO1001", "EPO1002", "EPO1002")]
    [InlineData("EPO1001", "EPO1002", "EPO1002", "EPO1002")]
    [InlineData("EPO1002", "EPO1002", "EPO1001", "EPO1001")]
    [InlineData("EPO1002", "EPO1001", "EPO1001", "EPO1001")]
    public async Task One_id_after_the_other_gives_the_same_order_whichever_diagnostic_the_key_is_taken_from(
        string first, string firstSample, string second, string secondSample)
    {
        using var solution = new SmallSolution();
        solution.Add("App", ("Code.cs", Fix.Unmarked(s_twoMethods)));

        foreach ((string id, string sample) in new[] { (first, firstSample), (second, secondSample) })
            await solution.FixAllAsync(new MoveCallCodeFixProvider(), FixAllScope.Solution, id, sample);

        Assert.Equal(s_twoFixedMethods, await solution.TextAsync("App", "Code.cs"));
    }

    [Fact]
    public async Task A_document_that_two_projects_share_is_mended_once_and_in_both()
    {
        using var solution = new SmallSolution();
        solution.Add("App", ("Code.cs", Fix.Unmarked(s_twoMethods)));
        solution.Add("App(other framework)", ("Code.cs", Fix.Unmarked(s_twoMethods)));

        await solution.FixAllAsync(new MoveCallCodeFixProvider(), FixAllScope.Solution, "EPO1001", "EPO1001");
        await solution.FixAllAsync(new MoveCallCodeFixProvider(), FixAllScope.Solution, "EPO1002", "EPO1002");

        Assert.Equal(s_twoFixedMethods, await solution.TextAsync("App", "Code.cs"));
        Assert.Equal(s_twoFixedMethods, await solution.TextAsync("App(other framework)", "Code.cs"));
    }

    [Fact]
    public async Task In_a_document_nothing_is_mended_in_another_one()
    {
        using var solution = new SmallSolution();
        solution.Add("App", ("Code.cs", Fix.Unmarked(s_twoMethods)), ("Other.cs", Fix.Unmarked(s_twoMethods).Replace("class Code", "class Other", StringComparison.Ordinal)));

        await solution.FixAllAsync(new MoveCallCodeFixProvider(), FixAllScope.Document, "EPO1001", "EPO1001");
        await solution.FixAllAsync(new MoveCallCodeFixProvider(), FixAllScope.Document, "EPO1002", "EPO1002");

        Assert.Equal(s_twoFixedMethods, await solution.TextAsync("App", "Code.cs"));
        Assert.Equal(Fix.Unmarked(s_twoMethods).Replace("class Code", "class Other", StringComparison.Ordinal), await solution.TextAsync("App", "Other.cs"));
    }

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task Twice_is_the_same_as_once(FixAllScope scope)
    {
        // What no move mends stays a diagnostic, so that there is something to ask for again.
        string left = Fix.Method("Left", "door.Use();\n");
        using var solution = new SmallSolution();
        solution.Add("App", ("Code.cs", Fix.Unmarked(Fix.Members(left + "\n" + Fix.Method("First", Historic) + "\n" + Fix.Method("Second", Historic)))));

        await solution.FixAllAsync(new MoveCallCodeFixProvider(), scope, "EPO1001", "EPO1001");
        await solution.FixAllAsync(new MoveCallCodeFixProvider(), scope, "EPO1002", "EPO1002");
        string once = await solution.TextAsync("App", "Code.cs");
        Assert.True(await solution.FixAllAsync(new MoveCallCodeFixProvider(), scope, "EPO1001", "EPO1001"));

        Assert.Equal(Fix.Members(left + "\n" + Fix.Method("First", Today) + "\n" + Fix.Method("Second", Today)), once);
        Assert.Equal(once, await solution.TextAsync("App", "Code.cs"));
    }

    [Fact]
    public async Task What_each_of_several_methods_becomes_is_what_it_becomes_alone()
    {
        string[] bodies =
        [
            Historic,
            "door.Use();\ndoor.Lock();\ndoor.Unlock();\n",
            "door.Use();\n",
            "Again(cpu, vcpu, door);\ndoor.Use();\ndoor.Lock();\ndoor.Unlock();\n",
            "House.Door.Use();\nHouse.Door.Lock();\nHouse.Door.Unlock();\ndoor.Use();\ndoor.Lock();\ndoor.Unlock();\n",
        ];
        string again = Fix.Method("Again", "door.Lock();\ndoor.Unlock();\n");
        string[] methods = [.. bodies.Select((body, index) => Fix.Method("Run" + index, body))];
        var alone = new List<string>();
        foreach (string method in methods)
            alone.Add(await FixedAsync(again + "\n" + method));

        string together = await FixedAsync(again + "\n" + string.Join("\n", methods));

        string start = Fix.Members(again + "\n");
        start = start[..start.LastIndexOf('}')];
        Assert.All(alone, text => Assert.StartsWith(start, text, StringComparison.Ordinal));
        Assert.Equal(start + string.Concat(alone.Select(text => text[start.Length..^2])) + "}\n", together);

        static async Task<string> FixedAsync(string members)
        {
            using var solution = new SmallSolution();
            solution.Add("App", ("Code.cs", Fix.Unmarked(Fix.Members(members))));
            await solution.FixAllAsync(new MoveCallCodeFixProvider(), FixAllScope.Document, "EPO1001", "EPO1001");
            await solution.FixAllAsync(new MoveCallCodeFixProvider(), FixAllScope.Document, "EPO1002", "EPO1002");
            return await solution.TextAsync("App", "Code.cs");
        }
    }
}
