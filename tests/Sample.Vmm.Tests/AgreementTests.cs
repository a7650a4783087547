using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Sample.Vmm.Agreement;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

public sealed class AgreementTests(AgreementTests.Rows table) : IClassFixture<AgreementTests.Rows>
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
    public void The_historic_order_has_two_reports_one_for_each_race()
    {
        var historic = table.All.Single(row => row.Order == EntryOrders.Before2016);

        Assert.Equal(["EPO1001", "EPO1002"], historic.Reported.Select(d => d.Id));
    }

    [Theory]
    [InlineData("MIBSC", "EPO1001")]
    [InlineData("MBISC", "EPO1001")]
    [InlineData("cancel-interrupts-on-first", "EPO1004")]
    [InlineData("leave-interrupts-on-first", "EPO1004")]
    [InlineData("route-before-list", "EPO1002")]
    public void Where_the_analyzer_is_stricter_it_is_the_rule_that_the_reason_names(string order, string rule)
    {
        var row = table.All.Single(row => row.Order.Name == order);

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
        Assert.False(table.All.Single(row => row.Order.Name == "route-before-list-interrupts-on").IsSafe);
    }

    [Fact]
    public void A_mutant_inside_a_helper_is_reported_where_its_caller_enters_the_guest()
    {
        var row = table.All.Single(row => row.Order.Name == "no-sync-on-reentry");

        var report = Assert.Single(row.Reported);
        Assert.Equal("Vcpu/VcpuEntry.cs", report.Location.SourceTree!.FilePath);
        Assert.Contains("'Enter'", report.GetMessage());
        Assert.Contains("'SyncPirToIrr'", report.GetMessage());
    }

    [Theory]
    [InlineData("no-sync-on-reentry", "Recheck")]
    [InlineData("no-check-on-reentry", "Recheck")]
    [InlineData("check-before-sync-on-reentry", "Recheck")]
    [InlineData("force-exit-before-check", "ForceExitIfMoreToInject")]
    [InlineData("cancel-without-mode-out", "Cancel")]
    [InlineData("cancel-without-interrupts-on", "Cancel")]
    [InlineData("cancel-without-preemption-on", "Cancel")]
    [InlineData("cancel-without-injection", "Cancel")]
    [InlineData("cancel-interrupts-on-first", "Cancel")]
    [InlineData("leave-without-mode-out", "Leave")]
    [InlineData("leave-without-interrupts-on", "Leave")]
    [InlineData("leave-interrupts-on-first", "Leave")]
    public void The_report_of_a_mutant_inside_a_helper_names_the_helper_and_its_caller(string order, string helper)
    {
        var row = table.All.Single(row => row.Order.Name == order);

        Assert.Contains(row.Reported, report =>
            report.GetMessage().Contains($"'{helper}'", System.StringComparison.Ordinal)
            && report.GetMessage().Contains(" in 'EnterGuest'", System.StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_committed_table_is_the_one_that_is_computed()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("not in the repository");
        var committed = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "agreement.md"));

        Assert.Equal(AgreementTable.Write(table.All), committed);
    }

    public sealed class Rows : IAsyncLifetime
    {
        internal AgreementRow[] All { get; private set; } = [];

        public async Task InitializeAsync() => All = await AgreementTable.ComputeAsync();

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
