namespace EntryPath.CodeFixes.Tests.Moves;

/// <summary>What a statement passes and what it does not, in every kind of place.</summary>
public sealed class MatrixTests
{
    private static readonly string[] s_passed =
    [
        "vcpu.Trace(\"between\");",
        "if (vcpu.Count > 0)\n    vcpu.Trace(\"some\");",
        "try\n{\n    vcpu.Trace(\"tried\");\n}\nfinally\n{\n    vcpu.Trace(\"left\");\n}",
        "// A remark.\nvcpu.Trace(\"between\"); // behind",
    ];

    private static readonly string[] s_notPassed =
    [
        "reason = 1;",
        "reason++;",
        "(other, reason) = (1, 2);",
        "int.TryParse(\"1\", out reason);",
        "if (vcpu.Count > 0)\n    reason = 1;",
        "while (reason < 3)\n    reason++;",
        "door = new Door();",
        "if (vcpu.Count > 1)\n    throw new InvalidOperationException();",
        "#pragma warning disable CS0219\nvcpu.Trace(\"between\");",
    ];

    public static TheoryData<string> Places => [.. Tests.Places.Names];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_step_passes_what_it_has_nothing_to_do_with(string place)
    {
        foreach (string passed in s_passed)
        {
            Assert.Equal(
                Tests.Places.Program(place, "door.LockFor(reason);\ndoor.Use();\n" + passed + "\ndoor.Unlock();"),
                await MovedAsync(place, "door.Use();\n" + passed + "\ndoor.LockFor(reason);\ndoor.Unlock();"));
        }
    }

    [Theory]
    [InlineData("a block")]
    [InlineData("a loop")]
    [InlineData("a try")]
    [InlineData("a switch section")]
    [InlineData("a local function")]
    [InlineData("a lambda")]
    [InlineData("an accessor")]
    [InlineData("the top level")]
    public async Task A_step_does_not_pass_what_writes_what_it_uses_or_ends_its_path(string place)
    {
        foreach (string obstacle in s_notPassed)
        {
            string statements = "door.UseFor(reason);\n" + obstacle + "\ndoor.LockFor(reason);\ndoor.Unlock();";
            Assert.Equal(Tests.Places.Program(place, statements), await MovedAsync(place, statements));
        }
    }

    [Theory]
    [InlineData("if (vcpu.Count > 0)\n{\n    $\n}")]
    [InlineData("if (vcpu.Count > 0)\n    vcpu.Trace(\"else\");\nelse\n{\n    $\n}")]
    [InlineData("while (vcpu.Count > 0)\n{\n    $\n}")]
    [InlineData("do\n{\n    $\n}\nwhile (vcpu.Count > 0);")]
    [InlineData("foreach (char letter in \"abc\")\n{\n    $\n}")]
    [InlineData("try\n{\n    $\n}\nfinally\n{\n    vcpu.Trace(\"left\");\n}")]
    [InlineData("try\n{\n    vcpu.Trace(\"tried\");\n}\nfinally\n{\n    $\n}")]
    [InlineData("try\n{\n    vcpu.Trace(\"tried\");\n}\ncatch (Exception)\n{\n    $\n}")]
    [InlineData("lock (vcpu)\n{\n    $\n}")]
    [InlineData("switch (vcpu.Count)\n{\n    case 1:\n        $\n        break;\n}")]
    [InlineData("Action inner = () =>\n{\n    $\n};\ninner();")]
    [InlineData("Inner();\nvoid Inner()\n{\n    $\n}")]
    public async Task A_step_never_leaves_what_it_stands_in(string around)
    {
        string indent = around.Split('\n').Single(line => line.Contains('$', StringComparison.Ordinal)).TrimEnd('$');
        string inside = around.Replace("$", "door.LockFor(reason);\n" + indent + "door.Unlock();", StringComparison.Ordinal);
        foreach (string place in new[] { "a switch section", "the top level" })
        {
            string statements = "door.Use();\n" + inside;
            Assert.Equal(Tests.Places.Program(place, statements), await MovedAsync(place, statements));
        }
    }

    [Theory]
    [InlineData("limit = 1;")]
    [InlineData("limit++;")]
    [InlineData("if (limit > 1)\n    return;")]
    [InlineData("if (limit > 1)\n    throw new InvalidOperationException();")]
    public async Task A_step_that_is_too_early_stays_above_what_it_must_not_pass(string obstacle)
    {
        string source = Early(obstacle);
        Assert.Equal(source, await FixedAsync(false, source, "EPO1002"));
    }

    [Fact]
    public async Task A_step_that_is_too_early_passes_what_it_has_nothing_to_do_with() => Assert.Equal(
        InTime("vcpu.Trace(\"between\");"),
        await FixedAsync(false, Early("vcpu.Trace(\"between\");"), "EPO1002"));

    private static string Early(string between) => Entry("vcpu.SyncUpTo(limit);\nvcpu.SetMode(VcpuMode.InGuest);\n" + between + "\nvcpu.FullBarrier();");

    private static string InTime(string between) => Entry("vcpu.SetMode(VcpuMode.InGuest);\n" + between + "\nvcpu.FullBarrier();\nvcpu.SyncUpTo(limit);");

    private static string Entry(string prepared) => Fix.Members(
        "internal void Run(Processor cpu, Vcpu vcpu, int limit)\n{\n    " + ("cpu.DisableInterrupts();\n" + prepared + """

            if (!vcpu.ExitRequested())
                vcpu.Enter();
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """).Replace("\n", "\n    ", StringComparison.Ordinal) + "\n}\n");

    private static Task<string> MovedAsync(string place, string statements) =>
        FixedAsync(Tests.Places.IsTopLevel(place), Tests.Places.Program(place, statements), "EPO1001");

    private static async Task<string> FixedAsync(bool isProgram, string source, string id)
    {
        using var solution = new SmallSolution();
        solution.Add("App", isProgram, ("Code.cs", source));
        Assert.True(await solution.FixAllAsync(new MoveCallCodeFixProvider(), Microsoft.CodeAnalysis.CodeFixes.FixAllScope.Document, id, id));
        return await solution.TextAsync("App", "Code.cs");
    }
}
