// packs: Threading
// source: llvm/llvm-project PR 209796 (a result asked twice), PR 211973 (an assertion on it), Tarsnap/libcperciva issue 393 (the flag that decided to lock)
using System.Diagnostics;
using EntryPath;
using EntryPath.Packs;

public sealed class Journal
{
    private readonly object gate = new();
    private int count;

    public bool Append(string line, bool wait)
    {
        bool got = Monitor.TryEnter(gate, 10);
        if (!got && wait)
        {
            Console.WriteLine("waiting");
        }

        int before = got ? count : -1;
        if (got)
        {
            count += line.Length;
            Monitor.Exit(gate);
        }

        return before >= 0;
    }

    [Ensures(MonitorLock.Held)]
    public void Lock()
    {
        bool got = Monitor.TryEnter(this);
        Debug.Assert(got);
    }

    [EnsuresUndone(MonitorLock.Held)]
    [Requires(MonitorLock.Held)]
    public void Unlock() => Monitor.Exit(this);

    public void Flush(bool shared)
    {
        bool needsLock = shared || count > 100;
        if (needsLock) Monitor.Enter(gate);
        try
        {
            count = 0;
        }
        finally
        {
            if (needsLock) Monitor.Exit(gate);
        }
    }

    public int Drop(bool all)
    {
        bool taken = false;
        try
        {
            Monitor.TryEnter(gate, ref taken);
            if (!taken)
                return -1;

            if (!all && count == 0)
                return 0;

            int n = count;
            count = 0;
            return n;
        }
        finally
        {
            if (taken) Monitor.Exit(gate);
        }
    }
}
