using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.CodeFixes.Tests;

/// <summary>Code as it is while it is typed.</summary>
public sealed class BrokenCodeTests
{
    private static readonly string s_program = Fix.Members("""
        public void Close(Door door) => door.Lock();

        internal int Run(Processor cpu, Vcpu vcpu, Door door, string? text)
        {
            door.Lock();
            vcpu.SyncPirToIrr();
            vcpu.SetMode(VcpuMode.InGuest);
            cpu.DisableInterrupts();
            string value = text ?? throw new ArgumentNullException(nameof(text));
            switch (vcpu.Count)
            {
                case 1:
                    return value.Length;
            }

            vcpu.Enter();
            using Mask mask = new Lines().Hold();
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            return 0;
        }
        """);

    [Fact]
    public async Task No_fix_throws_on_a_program_that_breaks_off_at_any_token()
    {
        int offered = 0;
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(s_program).GetRoot().DescendantTokens())
            offered += await OffersAsync(s_program[..token.Span.End]);

        Assert.True(offered > 0, "no prefix has a fix: nothing was tried");
    }

    [Fact]
    public async Task No_fix_throws_on_a_program_that_lacks_any_one_token()
    {
        int offered = 0;
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(s_program).GetRoot().DescendantTokens().Where(static (_, index) => index % 3 == 0))
            offered += await OffersAsync(s_program.Remove(token.SpanStart, token.Span.Length));

        Assert.True(offered > 0, "no program has a fix: nothing was tried");
    }

    private static async Task<int> OffersAsync(string source)
    {
        using var solution = new SmallSolution();
        solution.Add("App", ("Code.cs", source));
        CodeFixProvider[] fixes = [new MoveCallCodeFixProvider(), new CloseBracketCodeFixProvider(), new DeclareContractCodeFixProvider()];
        return await solution.OffersAsync(fixes);
    }
}
