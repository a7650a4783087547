using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Sample.Vmm.Agreement;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

[Collection(AgreementCollection.Name)]
public sealed class AgreementTests(AgreementRows table)
{
    [Fact]
    public void Analyzer_and_explorer_agree_on_every_order()
    {
        var disagreements = table.All.Where(row => !row.Agrees)
            .Select(row => $"{row.Order}: analyzer '{row.Ids}', explorer '{row.Explored.Witness?.Violation?.Text ?? "no violation"}'");

        Assert.Empty(disagreements);
    }

    [Fact]
    public void Only_the_right_order_of_the_entry_steps_is_accepted()
    {
        var accepted = table.All.Where(row => row.Order.Kind == OrderKind.Permutation && row.IsAccepted).Select(row => row.Order.Name);

        Assert.Equal(["IMBSC"], accepted);
    }

    [Fact]
    public void Every_mutant_is_rejected()
    {
        Assert.Empty(table.All.Where(row => row.Order.Kind == OrderKind.Mutant && row.IsAccepted).Select(row => row.Order.Name));
    }

    [Fact]
    public void Another_way_to_write_it_that_is_right_is_accepted()
    {
        Assert.All(table.All.Where(row => row.Order.Kind == OrderKind.Variant), row => Assert.Empty(row.Ids));
    }

    [Fact]
    public void The_historic_order_has_two_reports_one_for_each_race()
    {
        var historic = table["before-2016"];

        Assert.Equal(["EPO1001", "EPO1002"], historic.Reported.Select(d => d.Id).Order());
    }

    [Theory]
    [InlineData("MIBSC", "EPO1001")]
    [InlineData("MBISC", "EPO1001")]
    [InlineData("cancel-interrupts-on-first", "EPO1004")]
    [InlineData("leave-interrupts-on-first", "EPO1004")]
    [InlineData("route-before-list", "EPO1002")]
    public void Where_the_analyzer_is_stricter_it_is_the_rule_that_the_reason_names(string order, string rule)
    {
        var row = table[order];

        Assert.NotNull(row.Order.SafeBecause);
        Assert.True(row.IsSafe);
        Assert.Contains(row.Reported, d => d.Id == rule);
    }

    [Fact]
    public void The_analyzer_is_stricter_than_the_model_for_no_other_order()
    {
        Assert.Equal(5, table.All.Count(row => !row.IsAccepted && row.IsSafe));
    }

    [Fact]
    public void A_rule_that_does_not_rely_on_interrupts_being_off_is_right_where_they_are_on()
    {
        Assert.False(table["route-before-list-interrupts-on"].IsSafe);
    }

    [Fact]
    public void A_mutant_inside_a_helper_is_reported_where_its_caller_enters_the_guest()
    {
        var report = Assert.Single(table["no-sync-on-reentry"].Reported);

        Assert.Equal("Vcpu/VcpuEntry.cs", report.Location.SourceTree!.FilePath);
        Assert.Contains("'Enter'", report.GetMessage());
        Assert.Contains("'SyncPirToIrr'", report.GetMessage());
    }

    [Fact]
    public void The_report_of_every_mutant_inside_a_helper_is_in_the_helper_or_names_the_helper_and_its_caller()
    {
        var silent = new List<string>();
        var named = 0;
        var helpers = new HashSet<string>();
        foreach (var row in table.All.Where(row => row.Order.Kind == OrderKind.Mutant))
        {
            if (HelperOfMutant.Of(row.Order) is not { } helper)
                continue;
            helpers.Add(helper.Name);
            if (row.Reported.Any(report => Names(report, helper)))
                named++;
            else if (!row.Reported.Any(report => IsInside(report, helper)))
                silent.Add($"{row.Order} in '{helper.Name}'");
        }

        Assert.Empty(silent);
        Assert.True(named >= 20, $"only {named} reports name helper and caller");
        Assert.Superset(new HashSet<string> { "Prepare", "Arm", "ForceExitIfMoreToInject", "Recheck", "Cancel", "Leave" }, helpers);
    }

    private static bool Names(Diagnostic report, HelperOfMutant helper) =>
        report.GetMessage().Contains($"'{helper.Name}'", StringComparison.Ordinal)
        && helper.Callers.Any(caller => report.GetMessage().Contains($"'{caller}'", StringComparison.Ordinal));

    /// <summary>The mutant breaks a rule inside the helper, whoever calls it.</summary>
    private static bool IsInside(Diagnostic report, HelperOfMutant helper) =>
        report.Location.SourceTree!.FilePath == helper.Tree.FilePath && helper.Body.Contains(report.Location.SourceSpan);

    [Fact]
    public async Task The_committed_table_is_the_one_that_is_computed()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("not in the repository");
        var committed = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "agreement.md"));

        Assert.Equal(AgreementTable.Write(table.All), committed);
    }
}
