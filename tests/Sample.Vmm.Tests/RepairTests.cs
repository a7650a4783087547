using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.CodeFixes.Tests;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;
using Xunit.Abstractions;

namespace EntryPath.Sample.Vmm.Tests;

/// <summary>
/// Every order that the analyzer rejects is repaired by what the light bulb offers first, again and again; the explorer then says whether the
/// code that this makes still loses anything.
/// </summary>
/// <remarks><c>ENTRYPATH_REPAIR_EVERY=1</c> repairs all orders, and not only every eighth; <c>ENTRYPATH_REPAIR_ORDERS</c> those that it names.</remarks>
public sealed class RepairTests(ITestOutputHelper output)
{
    private readonly ConcurrentDictionary<string, Lazy<bool>> explored = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<RepairStep>>> steps = new();

    [Fact]
    [Trait("Category", "Fixes")]
    public async Task Rejected_orders_are_repaired_by_the_first_fix_that_is_offered()
    {
        var only = Environment.GetEnvironmentVariable("ENTRYPATH_REPAIR_ORDERS")?.Split(',');
        var every = int.TryParse(Environment.GetEnvironmentVariable("ENTRYPATH_REPAIR_EVERY"), out var step) ? step : 8;
        var orders = EntryOrders.All.Where(order => order.Kind != OrderKind.Variant && order.Name != EntryOrders.Current.Name)
            .Where((order, index) => only is null ? index % every == 0 : only.Contains(order.Name)).ToList();
        var rows = new ConcurrentBag<Row>();
        await Parallel.ForEachAsync(
            orders,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (order, _) => Add(rows, await RepairAsync(order)));

        var rejected = rows.Where(row => row.IsRejected).ToList();
        foreach (var row in rejected.OrderBy(row => row.Outcome, StringComparer.Ordinal).ThenBy(row => row.Order.Name, StringComparer.Ordinal))
            output.WriteLine(row.ToString());

        foreach (var kind in rejected.GroupBy(row => row.Order.Kind))
            output.WriteLine($"{kind.Key}: {kind.Count(row => row.Outcome == Repaired)} of {kind.Count()}");

        var share = 100.0 * rejected.Count(row => row.Outcome == Repaired) / Math.Max(1, rejected.Count);
        var line = string.Create(CultureInfo.InvariantCulture, $"repair: rejected={rejected.Count} repaired={share:F1}%");
        output.WriteLine(line);
        FixFigures.Write(line);

        Assert.NotEmpty(rejected);
        Assert.True(only is not null || share > LeastShare, line);
    }

    /// <summary>A long run shows what it has done so far in <c>artifacts/repairs.txt</c>.</summary>
    private static void Add(ConcurrentBag<Row> rows, Row row)
    {
        rows.Add(row);
        lock (rows)
            FixFigures.Append("repairs.txt", row.ToString());
    }

    private const double LeastShare = 75;
    private const string Repaired = "repaired";
    private const string Unsafe = "accepted, but not safe";

    private async Task<Row> RepairAsync(EntryOrder order)
    {
        var compilation = OrderSource.Compile(order);
        var id = ProjectId.CreateNewId();
        using var workspace = new AdhocWorkspace();
        var solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "order", "order", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: compilation.SyntaxTrees[0].Options, metadataReferences: compilation.References));
        foreach (var tree in compilation.SyntaxTrees)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), tree.FilePath, SourceText.From(tree.ToString()), filePath: tree.FilePath);

        var project = solution.GetProject(id)!;
        var (changed, done, left) = await OfferedFixes.RepairAsync(project, steps);
        if (done.IsEmpty && left.IsEmpty)
            return new Row(order, false, "accepted", [], string.Empty);

        if (!left.IsEmpty)
            return new Row(order, true, "left", done, " LEFT: " + left[0].Id + " " + left[0].GetMessage(CultureInfo.InvariantCulture));

        var files = OrderSource.Files(order);
        var edits = order.Edits;
        foreach (var document in changed.Documents)
        {
            var text = (await document.GetTextAsync()).ToString();
            if (files[document.FilePath!] != text)
            {
                // The order before 2016 stands under a symbol; so does its repair.
                edits = edits.Add(new SourceEdit(document.FilePath!, files[document.FilePath!], order.IsHistoric ? "#define ENTRY_ORDER_BEFORE_2016\n" + text : text));
            }
        }

        var repaired = order with { Name = order.Name + "-repaired", Edits = edits, IsHistoric = false };
        var key = Tokens(OrderSource.Compile(repaired));
        var isSafe = explored.GetOrAdd(key, _ => new Lazy<bool>(() =>
        {
            var study = Study.Of(repaired, Scenarios.All, MemoryModel.Tso);
            return study.Witness is null && study.IsComplete;
        })).Value;
        return new Row(order, true, isSafe ? Repaired : Unsafe, done, string.Empty);
    }

    /// <summary>The code without what only people read: many repairs end in the same.</summary>
    private static string Tokens(CSharpCompilation compilation) => string.Join(
        '\n', compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantTokens()).Select(token => token.Text));

    /// <summary>What became of an order.</summary>
    private sealed record Row(EntryOrder Order, bool IsRejected, string Outcome, IReadOnlyList<string> Done, string Left)
    {
        public override string ToString() => $"{Outcome}: {Order.Name} ({Order.Summary}): {string.Join(" | ", Done)}{Left}";
    }
}
