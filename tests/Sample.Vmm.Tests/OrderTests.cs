using System;
using System.Linq;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

[Collection(AgreementCollection.Name)]
public sealed class OrderTests(AgreementRows table)
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
    public void Every_mutant_and_variant_differs_from_the_production_code()
    {
        var production = OrderSource.Files(EntryOrders.Current);

        Assert.All(
            EntryOrders.All.Where(order => order.Kind is OrderKind.Mutant or OrderKind.Variant),
            order => Assert.False(OrderSource.Files(order).SequenceEqual(production), order.Name));
    }

    [Fact]
    public void An_order_that_compiles_with_a_warning_cannot_be_explored()
    {
        var order = EntryOrder.Mutant(
            "unused", "an unused variable", new SourceEdit("Vcpu/RunLoop.cs", "        if (vcpu.IsHalted)", "        var unused = 1;\n        if (vcpu.IsHalted)"));

        Assert.Contains("CS0219", Assert.Throws<InvalidOperationException>(() => OrderSource.Load(order)).Message);
    }

    [Fact]
    public void The_historic_order_is_one_of_the_permutations()
    {
        var historic = table["before-2016"].Explored;
        var permutation = table["SMBIC"].Explored;

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
