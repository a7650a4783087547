using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>EPO2011 about a commit that is declared and that nothing calls.</summary>
public sealed class UncalledCommitTests
{
    private const string Closed = "using EntryPath; [EntryProtocol] enum P { A } class T { [Step(P.A)] public void On() {} [Commit(typeof(P))] public void Go() {} ";

    [Theory]
    [InlineData(Closed + "void Run() { On(); } }")]
    [InlineData(Closed + "void Run() { On(); } } class Other { void Go() => Go(); }")]
    public async Task A_commit_that_nothing_calls_is_worth_an_information(string source)
    {
        var report = Assert.Single(await Check.AnalyzeAsync(Check.Compile([source], OutputKind.DynamicallyLinkedLibrary)));

        Assert.Equal(("EPO2011", DiagnosticSeverity.Info), (report.Id, report.Severity));
        Assert.Equal("nothing calls 'Go', the commit of 'P', so nothing ever needs all of its steps", report.GetMessage());
        Assert.Equal("P", report.Location.SourceTree!.GetText().ToString(report.Location.SourceSpan));
    }

    [Theory]
    [InlineData(Closed + "void Run() { On(); Go(); } }")]
    [InlineData(Closed + "void Run() { On(); System.Action later = Go; later(); } }")]
    [InlineData("using EntryPath; [EntryProtocol] enum P { A } interface I { void Go(); } class T : I { [Step(P.A)] public void On() {} [Commit(typeof(P))] public void Go() {} } class U { void Run(I i) => i.Go(); }")]
    [InlineData("using EntryPath; [EntryProtocol] enum P { A } class T { [Step(P.A)] public void On() {} [Commit(typeof(P))] public int Go { get; set; } void Run() { On(); Go = 1; } }")]
    [InlineData("using EntryPath; [EntryProtocol] public enum P { A } public class T { [Step(P.A)] public void On() {} [Commit(typeof(P))] public void Go() {} }")]
    public async Task A_commit_that_something_calls_or_may_call_is_not(string source) =>
        Assert.DoesNotContain(await Check.AnalyzeAsync(Check.Compile([source], OutputKind.DynamicallyLinkedLibrary)), static report => report.Id == "EPO2011");
}
