using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Half-typed and odd code: the analyzer may say what it likes, but it does not throw.</summary>
public sealed class RobustnessTests
{
    private const string Program1 = Prelude.Usings + """
        public sealed class Code(Door door)
        {
            private readonly Door _door = door;
            public int Count => _door.TryLock() ? _door.Count() : 0;

            public async Task<int> Run(Processor cpu, Vcpu? vcpu, object value)
            {
                using var off = cpu.InterruptsOff();
                vcpu?.SetMode(VcpuMode.InGuest);
                try
                {
                    for (var i = 0; i < 3; i++)
                    {
                        switch (value)
                        {
                            case string { Length: > 3 } text when text != "": door.Lock(); break;
                            case int: goto end;
                            default: continue;
                        }
                        var (a, b) = (door, _door);
                        a.Use();
                        await b.UseAsync().ConfigureAwait(false);
                    }
                }
                catch (InvalidOperationException) when (door.TryLock()) { throw; }
                finally { door.Unlock(); }
            end:
                Action act = () => door.Lock();
                act();
                int Local(Door d) => d.IsHeld ? d.Count() : Local(d);
                foreach (var item in Env.Items()) { lock (_door) { door.Reset(); } }
                return Local(door) + (value switch { 1 => 2, _ => door.Count() });
            }
        }
        """;

    private const string Program2 = """
        using System;
        using EntryPath;
        [EntryProtocol] public enum P { [Scope(ProtocolScope.Thread), Because("x")] A, [Repeat, Strict] B, [Optional, Nestable] C }
        [Step(P.B)] public sealed class DoesBAttribute : Attribute;
        public interface IDevice { [Requires(P.A), Ensures(P.B, When = true)] bool Go([Subject] object o); }
        public class Device : IDevice
        {
            [Step(P.A, Value = 1), Undo(P.A, NotValue = 1)] public int Power { get; set; }
            [DoesB] public void B() => Power = 1;
            [Undo(P.C, IfInEffect = true)] [return: Token] public bool C([Token] bool t) => t;
            [Commit(typeof(P))] public static Device operator +(Device a, Device b) { a.B(); return b; }
            bool IDevice.Go(object o) { Power |= 1; return (this + this) is not null; }
        }
        """;

    private const string Head = "using EntryPath; [EntryProtocol] enum P { A } ";

    public static TheoryData<string> OddPrograms =>
    [
        "using EntryPath; [EntryProtocol] enum P { A = B, B = A }",
        "using EntryPath; [EntryProtocol] enum P { A, A }",
        "using EntryPath; [EntryProtocol] enum P { A = 1, B = 1 } class C { [Step(P.B)] void M() { M(); } }",
        "using EntryPath; [EntryProtocol] enum P : string { A }",
        "using EntryPath; [EntryProtocol] class P { }",
        "using EntryPath; enum P { A } class C { [Step(P.A)] void M() => M(); }",
        Head + "class C { [Step(null)] void M() => M(); }",
        Head + "class C { [Step((P)7)] void M() => M(); [Step(\"A\")] void N() => N(); }",
        Head + "class C { [Step] void M() => M(); [Step(P.)] void N() => N(); [Step(P.Z)] void O() => O(); }",
        Head + "class C { [Commit(null)] void M() => M(); [Commit(typeof(int))] void N() => N(); }",
        Head + "class C { [Step(P.A, Value = typeof(C), Parameter = \"no\")] void M(int x) => M(x); }",
        Head + "[Step(P.A), R] class RAttribute : System.Attribute { [R] void M() => M(); }",
        Head + "[T] class SAttribute : System.Attribute; [S] class TAttribute : System.Attribute { [T] void M() { } }",
        Head + "class C : C { [Step(P.A)] void M() => M(); }",
        Head + "class C { [Step(P.A)] void M() { } void M() { M(); } void N() { this.M(); C.M(); x.M(); M(; } }",
        Head + "class C { [Step(P.A)] unsafe void M(int* p) { *p = 1; M(&p); fixed (int* q = &p) M(q); } }",
        Head + "class C { [Step(P.A)] void M() { } void N(dynamic d) { d.M(); ((dynamic)this).M(); } }",
        Head + "class C { [Step(P.A)] void M() { goto nowhere; return 3; break; continue; throw; yield return 1; await M(); } }",
        Head + "class C { [Step(P.A)] int X => X; int Y { get => field; set { X = 1; field = X; } } = X; }",
        Head + "partial class C { [Step(P.A)] partial void M(); partial void M() { M(); } partial int X { get; } }",
        "using EntryPath; [EntryProtocol] enum P { } class C { [Commit(typeof(P))] void M() => M(); }",
        "using EntryPath; class C<T> where T : C<T> { [EntryProtocol] enum P { A } [Step(P.A)] static void M<U>() => C<T>.M<C<U>>(); }",
        Head + "class C { [Step(P.A)] void M(__arglist) { M(__arglist()); } [Step(P.A)] delegate void D(); event D E { add; } }",
        Head + "static class X { extension(C c) { [Step(P.A)] public void M() => c.M(); } } class C;",
        "namespace EntryPath { enum Q { A } } [EntryPath.EntryProtocol] enum EntryPath { A }",
        "[Step(P.A)] void M() { } M(); return M; [Undo(P.A)] static int N() => N();",
    ];

    [Theory]
    [MemberData(nameof(OddPrograms))]
    public async Task Odd_code_does_not_make_the_analyzer_throw(string source)
    {
        await Check.AnalyzeAsync(Check.Compile([source], OutputKind.DynamicallyLinkedLibrary));
        await Check.AnalyzeAsync(Check.Compile([source + "\n", Prelude.Text], OutputKind.ConsoleApplication));
    }

    [Theory]
    [InlineData(Program1)]
    [InlineData(Program2)]
    public async Task No_prefix_of_a_program_makes_the_analyzer_throw(string program)
    {
        foreach (var prefix in Prefixes(program))
            await Check.AnalyzeAsync(Check.Compile([prefix, Prelude.Text], OutputKind.DynamicallyLinkedLibrary));
    }

    [Fact]
    public async Task No_prefix_of_the_annotated_types_makes_the_analyzer_throw()
    {
        foreach (var prefix in Prefixes(Prelude.Text).Where((_, index) => index % 3 == 0))
            await Check.AnalyzeAsync(Check.Compile([Program1, prefix], OutputKind.DynamicallyLinkedLibrary));
    }

    [Fact]
    public async Task A_program_of_thousands_of_statements_in_one_body_is_analysed()
    {
        var lines = Enumerable.Range(0, 2_000).Select(index => $"if (x == {index}) {{ door.Lock(); door.Use(); door.Unlock(); }}");
        var source = Prelude.Usings + "class Long { void M(Door door, int x) {\n" + string.Join('\n', lines) + "\n} }";

        Assert.Empty((await Check.AnalyzeAsync(Check.Compile([source, Prelude.Text], OutputKind.DynamicallyLinkedLibrary)))
            .Where(report => report.Id.StartsWith("EPO1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Deep_expressions_do_not_exhaust_the_stack()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("door.Number", 3_000));
        var source = Prelude.Usings + "class Deep { int M(Door door) => " + sum + " + door.Count(); }";

        await Check.AnalyzeAsync(Check.Compile([source, Prelude.Text], OutputKind.DynamicallyLinkedLibrary));
    }

    private static IEnumerable<string> Prefixes(string program) => CSharpSyntaxTree.ParseText(program).GetRoot().DescendantTokens()
        .Select(token => program[..token.Span.End]);
}
