using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using EntryPath.Sample.Vmm.Vcpu;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("1", "Race 1")]
    [InlineData("2", "Race 2")]
    public async Task Race_prints_its_schedule_and_what_is_lost(string race, string title)
    {
        var (code, output, _) = await RunAsync("race", race);

        Assert.Equal(1, code);
        Assert.Contains(title, output);
        Assert.Contains("vCPU thread", output);
        Assert.Contains("VM entry", output);
        Assert.Contains("LOST  vector", output);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task Explore_of_the_current_order_finds_nothing_and_returns_0()
    {
        var (code, output, _) = await RunAsync("explore", "--producers", "sender,device");

        Assert.Equal(0, code);
        Assert.Contains("no violation", output);
    }

    [Fact]
    public async Task Explore_of_a_broken_order_shows_the_shortest_schedule_and_returns_1()
    {
        var (code, output, _) = await RunAsync("explore", "--order", "ISMBC", "--producers", "sender");

        Assert.Equal(1, code);
        Assert.Contains("LOST  vector 0x31", output);
    }

    [Fact]
    public async Task Explore_under_sequential_consistency_accepts_the_order_without_a_barrier()
    {
        var sc = await RunAsync("explore", "--order", "no-full-barrier", "--memory", "sc", "--producers", "sender");
        var tso = await RunAsync("explore", "--order", "no-full-barrier", "--memory", "tso", "--producers", "sender");

        Assert.Equal((0, 1), (sc.Code, tso.Code));
    }

    [Fact]
    public async Task List_names_the_mutants()
    {
        var (code, output, _) = await RunAsync("list");

        Assert.Equal(0, code);
        Assert.Contains("no-full-barrier", output);
        Assert.Contains("before-2016", output);
    }

    [Fact]
    public async Task Without_a_command_interrupts_are_driven_through_the_loop()
    {
        var (code, output, _) = await RunAsync();

        Assert.Equal(0, code);
        Assert.Contains("0 lost", output);
    }

    [Theory]
    [InlineData("race", "3")]
    [InlineData("race")]
    [InlineData("race", "one")]
    [InlineData("explore", "--order", "nonsense")]
    [InlineData("explore", "--memory", "arm")]
    [InlineData("explore", "--producers", "sender,nobody")]
    [InlineData("explore", "--producers", "sender,sender,sender,sender,sender")]
    [InlineData("explore", "--producers", "sender", "--guest", "sing")]
    [InlineData("stress", "--posts", "-1")]
    [InlineData("race", "1", "--html", "/no/such/folder/race.html")]
    [InlineData("agreement", "--write", ".")]
    [InlineData("nonsense")]
    public async Task Bad_arguments_are_one_line_and_exit_code_2(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("vmm: ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("race", "3", "Must be one of: '1' '2'")]
    [InlineData("explore", "--memory=arm", "Must be one of: 'sc' 'tso'")]
    public async Task Bad_arguments_are_told_what_there_is_to_choose(string command, string argument, string choice)
    {
        var (_, _, error) = await RunAsync(command, argument);

        Assert.Contains(choice, error);
        Assert.DoesNotContain("EntryPath.", error);
    }

    [Fact]
    public async Task A_run_that_is_told_to_end_says_that_it_was_cancelled()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var process = Start("stress", "--posts", "1000000000000");
        Assert.Contains("Ctrl-C ends the run", await process.StandardOutput.ReadLineAsync());
        await Task.Delay(1000);
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(130, process.ExitCode);
        Assert.Equal("vmm: cancelled", error.Trim());
    }

    internal static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, typeof(Machine).Assembly.GetName().Name + ".dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }
}
