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
    public void A_mutant_inside_a_helper_is_reported_with_the_names_of_the_helper_and_its_caller()
    {
        var unnamed = new List<string>();
        var helpers = new List<string>();
        foreach (var row in table.All.Where(row => row.Order.Kind == OrderKind.Mutant))
        {
            if (HelperOfMutant.Of(row.Order) is not { } helper)
                continue;
            helpers.Add(helper.Name);
            if (!row.Reported.Any(report => Names(report, helper)))
                unnamed.Add($"{row.Order} in '{helper.Name}': {string.Join(" | ", row.Reported.Select(report => report.GetMessage()))}");
        }

        Assert.Empty(unnamed);
        Assert.True(helpers.Count >= 29, $"only {helpers.Count} mutants are inside a helper");
        Assert.Superset(
            new HashSet<string> { "Prepare", "Arm", "ForceExitIfMoreToInject", "Recheck", "Cancel", "Leave", "SleepOnWakeupList", "ResumeNotifications" },
            helpers.ToHashSet());
    }

    [Theory]
    [InlineData("inject-twice", "'EnterGuest' gets here through 'Prepare' (line 58)")]
    [InlineData("no-on-retest", "'Sleep' gets here through 'SleepOnWakeupList' (line 98)")]
    [InlineData("walk-before-mode", "'RunOnce' gets here through 'Walk' (RunLoop.cs line 38)")]
    public void What_a_helper_does_wrong_by_itself_is_told_with_the_way_there(string order, string way)
    {
        Assert.EndsWith("; " + way, Assert.Single(table[order].Reported).GetMessage());
    }

    private static bool Names(Diagnostic report, HelperOfMutant helper) =>
        report.GetMessage().Contains($"'{helper.Name}'", StringComparison.Ordinal)
        && helper.Callers.Any(caller => report.GetMessage().Contains($"'{caller}'", StringComparison.Ordinal));

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
