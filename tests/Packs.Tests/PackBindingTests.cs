using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Protocols.Stubs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Packs.Tests;

/// <summary>In a project a pack may speak of what is not there; here it may not: every line of it must mean something.</summary>
public sealed class PackBindingTests
{
    public static TheoryData<string> Packs => [.. PackFile.Names];

    [Fact]
    public void These_are_the_packs() => Assert.Equal("AspNetCore Disposal Interop Layout Memory SafeHandle Subscription Threading Transactions", string.Join(" ", PackFile.Names));

    [Theory]
    [MemberData(nameof(Packs))]
    public void Every_member_of_a_pack_matches_one_of_the_real_assemblies(string name)
    {
        PackFile pack = new(name);
        Compilation compilation = PackFile.Compile(PackFile.Program("Interop/Binding.cs"));
        AnalyzerOptions options = new([pack]);
        Analyzer.Protocols.RuleSet? rules = Analyzer.Protocols.RuleSet.Create(compilation, options, CancellationToken.None);

        Assert.NotNull(rules);
        Assert.Empty(rules.Problems.Select(static problem => problem.Location.GetLineSpan() + " " + problem.GetMessage(CultureInfo.InvariantCulture)));
        ImmutableArray<StubFile> files = StubFile.In(compilation, options, CancellationToken.None);
        Assert.True(new StubBinder(compilation, files, [], CancellationToken.None).Bind(files[0]).Members.Length >= 2);
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void Every_step_of_a_packs_protocols_is_performed_by_a_member_of_the_pack(string name)
    {
        PackFile pack = new(name);
        Compilation compilation = PackFile.Compile(PackFile.Program("Interop/Binding.cs"));
        Analyzer.Protocols.RuleSet rules = Analyzer.Protocols.RuleSet.Create(compilation, new AnalyzerOptions([pack]), CancellationToken.None)!;
        ImmutableArray<StubFile> files = StubFile.In(compilation, new AnalyzerOptions([pack]), CancellationToken.None);
        ImmutableHashSet<string> performed = new StubBinder(compilation, files, [], CancellationToken.None).Bind(files[0]).Members
            .SelectMany(static member => member.Declaration.Events)
            .Where(static @event => @event.Kind is EventKind.Step or EventKind.Tells)
            .Select(static @event => @event.Protocol + "." + @event.Step).ToImmutableHashSet();

        Assert.NotEmpty(rules.Protocols);
        Assert.All(rules.Protocols.SelectMany(static p => p.Steps), step => Assert.Contains(step.Protocol.DocumentationId + "." + step.Name, performed));
    }

    [Fact]
    public void A_pack_works_where_the_attributes_are_source_of_the_project()
    {
        Compilation compilation = PackFile.Compile(AttributeSources());
        compilation = compilation.RemoveReferences(compilation.References.Single(static reference => reference.Display!.EndsWith("EntryPath.Annotations.dll")));
        Analyzer.Protocols.RuleSet rules = Analyzer.Protocols.RuleSet.Create(compilation, new AnalyzerOptions([new PackFile("Threading")]), CancellationToken.None)!;
        ISymbol exit = DocumentationCommentId.GetFirstSymbolForDeclarationId("M:System.Threading.Monitor.Exit(System.Object)", compilation)!;

        Assert.Empty(rules.Problems);
        Assert.Equal("MonitorLock.Held", rules.For(exit)!.Events.Single().Step!.ToString());
    }

    /// <summary>The attributes as the package adds them to a project that references no assembly of ours: internal.</summary>
    private static (string Path, string Text)[] AttributeSources() =>
    [
        .. Directory.GetFiles(Path.Combine(PackFile.RepositoryRoot(), "src/Annotations"), "*.cs", SearchOption.AllDirectories)
            .Select(static path => (path, File.ReadAllText(path)
                .Replace("public sealed class", "internal sealed class").Replace("public abstract class", "internal abstract class").Replace("public enum", "internal enum"))),
    ];
}
