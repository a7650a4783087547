// A delegate that runs when the result is disposed makes the result a guard of what it undoes.
// packs: Threading
using System;
using System.Threading;

public static class Closing
{
    public static readonly IDisposable Nothing = new Run(() => { });
    public static IDisposable With([EntryPath.Guard] Action close) => new Run(close);
    private sealed class Run : IDisposable { private readonly Action _close; public Run(Action close) { _close = close; } public void Dispose() { _close(); } }
}

public class Screen
{
    private readonly object _sync = new object();
    private int _owner;

    public IDisposable Locked()
    {
        Monitor.Enter(_sync);
        return Closing.With(() => Monitor.Exit(_sync));
    }

    public IDisposable EnsureLocked()
    {
        if (_owner == Environment.CurrentManagedThreadId)
            return Closing.Nothing;

        Monitor.Enter(_sync);
        return Closing.With(() => Monitor.Exit(_sync));
    }
}
