using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Running;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary><c>stress</c>: the compiled order on real threads.</summary>
internal static class StressCommand
{
    private static readonly ExitReason[] Exits =
    [
        ExitReason.Instruction, ExitReason.TimerDeadline, ExitReason.Halt, ExitReason.SelfKick, ExitReason.Preempted, ExitReason.Halt,
    ];

    public static Command Create()
    {
        var posts = new Option<long>("--posts") { Description = "How many interrupts are posted.", DefaultValueFactory = _ => 2_000_000 };
        posts.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && long.TryParse(result.Tokens[0].Value, out var value) && value < 2)
                result.AddError("--posts must be at least 2.");
        });
        var command = new Command("stress", "Runs the compiled order on real threads.") { posts };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(posts), cancellation));
        return command;
    }

    /// <summary>Runs, and prints what was delivered.</summary>
    public static Task<int> RunAsync(long posts, CancellationToken cancellation) => Task.Run(
        () =>
        {
            Console.WriteLine($"{posts:N0} posts on real threads; Ctrl-C ends the run");
            var lost = 0;
            foreach (var (name, exits) in new[] { ("a guest that only idles", Array.Empty<ExitReason>()), ("a guest that exits and halts", Exits) })
            {
                var result = Stress.Run(posts / 2, TimeSpan.FromSeconds(5), exits, cancellation);
                lost += result.Lost;
                Console.WriteLine(
                    $"{name}: {result.Posts:N0} posts, {result.Deliveries:N0} deliveries (posts of one vector merge), {result.Lost} lost, {result.Elapsed.TotalSeconds:N1} s");
                cancellation.ThrowIfCancellationRequested();
            }

            return lost == 0 ? ExitCode.Clean : ExitCode.Violation;
        },
        CancellationToken.None);
}
