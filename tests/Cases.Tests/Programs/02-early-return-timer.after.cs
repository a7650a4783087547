// packs: Threading
// source: Naamloos/ModCore PR 163 (commit 65dc725): an early return kept the semaphore
public sealed record Reminder(int Id, DateTime Due);

public sealed class ReminderStore : IDisposable
{
    public List<Reminder> Reminders { get; } = [];
    public void Dispose() { }
}

public static class Reminders
{
    private static readonly SemaphoreSlim gate = new(1, 1);
    private static (Reminder? next, CancellationTokenSource? cancel) current;

    public static async Task ScheduleNextAsync()
    {
        try
        {
            await gate.WaitAsync();
            await FireExpiredAsync();

            using var store = new ReminderStore();
            if (!store.Reminders.Any())
            {
                return;
            }

            var soonest = store.Reminders.OrderBy(x => x.Due).FirstOrDefault();
            if (soonest != null)
            {
                if (current.next == null || current.next.Due > soonest.Due)
                {
                    if (current.cancel != null)
                    {
                        current.cancel.Cancel();
                    }

                    current.cancel = new CancellationTokenSource();

                    var delay = soonest.Due.Subtract(DateTime.Now);
                    if (delay > TimeSpan.FromDays(20))
                    {
                        current.next = null;
                        _ = Task.Delay(TimeSpan.FromDays(19), current.cancel.Token)
                            .ContinueWith(AgainAsync, current.cancel, TaskContinuationOptions.OnlyOnRanToCompletion);
                    }
                    else
                    {
                        current.next = soonest;
                        _ = Task.Delay(delay, current.cancel.Token)
                            .ContinueWith(FireAsync, current.next, TaskContinuationOptions.OnlyOnRanToCompletion);
                    }
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task FireExpiredAsync()
    {
        using var store = new ReminderStore();
        foreach (var r in store.Reminders.Where(x => x.Due < DateTime.UtcNow).ToList())
            await FireAsync(Task.CompletedTask, r);
    }

    private static async Task AgainAsync(Task _, object? state)
    {
        if (state is CancellationTokenSource { IsCancellationRequested: true }) return;
        await ScheduleNextAsync();
    }

    private static async Task FireAsync(Task _, object? state)
    {
        if (state is Reminder r) await Console.Out.WriteLineAsync(r.ToString());
    }
}
