using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

public sealed class OrderTests
{
    [Fact]
    public void There_is_every_order_of_the_five_entry_steps_once()
    {
        var letters = EntryOrders.All.Where(order => order.Kind == OrderKind.Permutation).Select(order => order.Name).ToList();

        Assert.Equal(120, letters.Distinct().Count());
        Assert.All(letters, name => Assert.Equal("BCIMS", string.Concat(name.Order())));
    }

    [Fact]
    public void Every_order_has_a_name_of_its_own()
    {
        Assert.Equal(EntryOrders.All.Length, EntryOrders.All.Select(order => order.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Every_order_compiles_without_warnings_and_differs_from_the_production_code()
    {
        var production = OrderSource.Files(EntryOrders.Current);
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(EntryOrders.All, order =>
        {
            var problems = OrderSource.Compile(order).GetDiagnostics().Where(d => !d.IsSuppressed && d.Severity >= DiagnosticSeverity.Warning);
            foreach (var problem in problems)
                failures.Add($"{order}: {problem}");
            if (order.Kind == OrderKind.Mutant && OrderSource.Files(order).SequenceEqual(production))
                failures.Add($"{order}: no difference");
        });

        Assert.Empty(failures);
    }

    [Fact]
    public void The_historic_order_is_one_of_the_permutations()
    {
        var historic = Study.Of(EntryOrders.Before2016, Scenarios.All, MemoryModel.Tso);
        var permutation = Study.Of(EntryOrders.Find("SMBIC")!, Scenarios.All, MemoryModel.Tso);

        Assert.Equal((historic.States, historic.Transitions), (permutation.States, permutation.Transitions));
        Assert.Equal(historic.Witness!.Schedule, permutation.Witness!.Schedule);
    }

    [Fact]
    public void A_change_whose_text_is_not_there_is_an_error()
    {
        var edit = new SourceEdit("Vcpu/VcpuEntry.cs", "no such text", string.Empty);

        Assert.Throws<InvalidOperationException>(() => edit.Apply("some text"));
        Assert.Throws<InvalidOperationException>(() => edit.Apply("no such text no such text"));
    }
}
