// packs: Threading
// source: thomhurst/AsyncSemaphore issue 288: the result of a wait with a timeout was dropped, and the releaser made all the same
using EntryPath;
using EntryPath.Packs;

public readonly struct Releaser : IDisposable
{
    private readonly SemaphoreSlim slots;

    [Requires(SemaphoreSlot.Taken)]
    public Releaser([Subject] SemaphoreSlim slots) => this.slots = slots;

    public void Dispose() => slots.Release();
}

public sealed class AsyncGate(int count)
{
    private readonly SemaphoreSlim slots = new(count, count);

    public async ValueTask<Releaser> WaitAsync()
    {
        await slots.WaitAsync();
        return new Releaser(slots);
    }

    public async ValueTask<Releaser> WaitAsync(TimeSpan timeout)
    {
        if (!await slots.WaitAsync(timeout))
            throw new TimeoutException();
        return new Releaser(slots);
    }

    public async ValueTask<Releaser> WaitAsync(TimeSpan timeout, CancellationToken token)
    {
        bool entered = await slots.WaitAsync(timeout, token).ConfigureAwait(false);
        if (!entered) throw new OperationCanceledException();
        return new Releaser(slots);
    }
}
