using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Code that no person writes, but a generator does: where the compiler copes, the analyzer finds what is wrong in it, and gives up nothing.</summary>
public sealed class HostileInputTests
{
    private const string Leak = "\nif (x < 0) return;\n";

    public static TheoryData<string, string> Programs => new()
    {
        { "an expression of 5,000 operands", Body("x = " + string.Join(" + ", Enumerable.Repeat("door.Number", 5_000)) + ";") },
        { "200 blocks inside each other", Body(string.Concat(Enumerable.Range(0, 200).Select(static n => $"if (x == {n}) {{ ")) + new string('}', 200)) },
        { "a switch of 1,000 cases", Body("switch (x) {" + string.Concat(Enumerable.Range(0, 1_000).Select(static n => $"case {n}: x++; break;\n")) + "}") },
        { "an enum of 10,000 members", Body("if (x == (int)Many.M9999) x++;") + "enum Many {" + string.Join(",", Enumerable.Range(0, 10_000).Select(static n => "M" + n)) + "}" },
        { "an initializer of 5,000 elements", Body("int[] all = {" + string.Join(",", Enumerable.Range(0, 5_000)) + "};") },
        { "300 lambdas in one body", Body(string.Concat(Enumerable.Range(0, 300).Select(static n => $"System.Func<int> f{n} = () => x + {n};\n"))) },
        { "a chain of 300 calls", Body("string s = x.ToString()" + string.Concat(Enumerable.Repeat(".Trim()", 300)) + ";") },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_leak_beside_it_is_found(string what, string program)
    {
        var reports = await Check.ReportsAsync(program, Prelude.Text);

        var only = Assert.Single(reports);
        Assert.True(only.Id == "EPO1005", what + ": " + only.Message);
    }

    [Fact]
    public async Task A_protocol_of_500_steps_and_a_member_that_needs_them_all_are_checked()
    {
        string steps = string.Concat(Enumerable.Range(0, 500).Select(static n => $"[Because(\"of it\")] S{n},\n"));
        string members = string.Concat(Enumerable.Range(0, 500).Select(static n => $"[Step(Big.S{n})] public void Do{n}() {{ }}\n"));
        string needs = string.Concat(Enumerable.Range(0, 500).Select(static n => $"[Requires(Big.S{n})]"));
        string calls = string.Concat(Enumerable.Range(0, 500).Where(static n => n != 321).Select(static n => $"code.Do{n}();\n"));
        var reports = await Check.ReportsAsync(
            $"using EntryPath;\n[EntryProtocol(Ordered = false)] public enum Big {{ {steps} }}\npublic sealed class Code {{ {members} {needs} public void Go() {{ }} }}\n"
            + $"public static class Caller {{ public static void All() {{ var code = new Code();\n{calls} code.Go(); }} }}");

        var only = Assert.Single(reports);
        Assert.Equal("EPO1001", only.Id);
        Assert.Contains("'S321'", only.Message);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    public async Task Each_of_many_flags_keeps_telling_whether_its_own_door_is_locked(int flags)
    {
        string Program(int forgotten) => Prelude.Usings + $"public partial class Code\n{{\npublic void M({string.Join(", ", Enumerable.Range(0, flags).Select(static n => $"Door d{n}, bool f{n}"))})\n{{\n"
            + string.Concat(Enumerable.Range(0, flags).Select(static n => $"if (f{n}) d{n}.Lock();\n"))
            + string.Concat(Enumerable.Range(0, flags).Where(n => n != forgotten).Select(static n => $"if (f{n}) d{n}.Unlock();\n")) + "}\n}\n";

        // Two to the power of their number are over every bound on states.
        Assert.DoesNotContain(await Check.ReportsAsync(Program(forgotten: -1), Prelude.Text), static report => report.Id is not "EPO3001");
        var only = Assert.Single(await Check.ReportsAsync(Program(forgotten: 3), Prelude.Text), static report => report.Id is not "EPO3001");
        Assert.Equal("EPO1005", only.Id);
    }

    [Theory]
    [InlineData("class A : B { [Step(P.A)] void M() { M(); } } class B : C { } class C : A { }")]
    [InlineData("interface I : J { [Step(P.A)] void M(); } interface J : I { } class A : I { public void M() { ((J)this).M(); } }")]
    [InlineData("class A<T> : A<A<A<T>>> { [Step(P.A)] void M() { new A<A<T>>().M(); } }")]
    [InlineData("struct S { S inner; [Step(P.A)] void M() { inner.M(); } } enum E : E { X = Y, Y = X }")]
    public async Task Types_that_go_round_in_circles_make_nothing_throw(string types)
    {
        await Check.AnalyzeAsync(Check.Compile(["using EntryPath; [EntryProtocol] enum P { A, B }\n" + types], OutputKind.DynamicallyLinkedLibrary));
    }

    [Fact]
    public async Task Ten_runs_say_the_same_whatever_runs_at_the_same_time_and_in_whatever_order_files_come()
    {
        string[] sources =
        [
            .. Enumerable.Range(0, 12).Select(static n => Prelude.Usings + $$"""
                public partial class Code
                {
                    public void Top{{n}}(Door door, int x) { door.Lock(); Helper{{(n + 5) % 12}}(door, 3); if (x > 0) return; door.Unlock(); }
                    private void Helper{{n}}(Door door, int times) { door.Use(); if (times > 0) Helper{{(n + 1) % 12}}(door, times - 1); }
                }
                """),
            Prelude.Text,
        ];
        HashSet<string> said = [];
        for (int run = 0; run < 10; run++)
        {
            var compilation = Check.Compile(run % 3 == 0 ? sources.Reverse() : sources, OutputKind.DynamicallyLinkedLibrary);
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception), concurrentAnalysis: run % 2 == 0, logAnalyzerExecutionTime: false);
            ImmutableArray<Diagnostic> reports = await new CompilationWithAnalyzers(compilation, [new EntryPathAnalyzer()], options).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
            said.Add(string.Join("\n", reports.Select(Text).Order(StringComparer.Ordinal)));
        }

        Assert.Contains("EPO1005", Assert.Single(said));

        // The number of a file is its place among the others, which differs; its text does not.
        static string Text(Diagnostic report) => report.Id + " " + report.Location.SourceSpan + report.Location.SourceTree?.ToString().Length;
    }

    [Fact]
    public async Task A_stub_of_10_000_members_gives_each_of_them_its_rules_and_says_of_the_last_that_there_is_no_such_member()
    {
        string Members(string before, string after) => string.Concat(Enumerable.Range(0, 250).Select(type => $"public class T{type} {{\n"
            + string.Concat(Enumerable.Range(0, 40).Select(member => $"{before} public void Open{member}(string name, int number){after}\n")) + "}\n"));
        AdditionalText stub = Protocols.Rules.Additional("big.entrypath.cs", "using EntryPath;\n[EntryProtocol(Ordered = false)] public enum Use { Open, Read }\nnamespace Big {\n"
            + Members("[Step(Use.Open)]", ";") + "public class None { [Undo(Use.Open)] public void Close(); }\n}");
        var compilation = Check.Compile(["namespace Big {\n" + Members("", " { }") + "} public static class Code { public static void M() => new Big.T249().Open39(\"\", 0); }"], OutputKind.DynamicallyLinkedLibrary);

        ImmutableArray<Diagnostic> reports = await new CompilationWithAnalyzers(compilation, [new EntryPathAnalyzer()], new AnalyzerOptions([stub])).GetAnalyzerDiagnosticsAsync(CancellationToken.None);

        var only = Assert.Single(reports, static report => report.Severity == DiagnosticSeverity.Error);
        Assert.Equal("EPO2022", only.Id);
        Assert.Contains("Close", only.GetMessage());
    }

    private static string Body(string statements) => Prelude.Usings + "public partial class Code\n{\npublic void M(Door door, int x)\n{\ndoor.Lock();\n" + statements + Leak + "door.Unlock();\n}\n}\n";
}
