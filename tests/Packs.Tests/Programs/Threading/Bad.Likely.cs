// What is reported only where entrypath.certainty asks for likely reports: each is right, and takes something for granted that the path does not show.
using System;
using System.Collections.Generic;
using System.Threading;

namespace Threading.Bad.Likely;

/// <summary>A semaphore that counts items: one side takes, another gives.</summary>
public sealed class Mailbox
{
    private readonly SemaphoreSlim _filled = new(0);
    private readonly Queue<string> _letters = new();

    public void Post(string letter)
    {
        lock (_letters)
            _letters.Enqueue(letter);

        _filled.Release();
    }

    public string? Peek(bool wanted)
    {
        _filled.Wait();
        if (wanted)
            return null; // likely EPO1005
        _filled.Release();
        return "";
    }
}

/// <summary>A flag that is asked before and after, and that what runs in between can change.</summary>
public class Shared
{
    private readonly object _gate = new();

    public virtual bool IsShared { get; set; }

    public void Add(Action work)
    {
        if (IsShared)
            Monitor.Enter(_gate);
        work();
        if (IsShared)
            Monitor.Exit(_gate); // likely EPO1004
    }
}

/// <summary>A member whose callers know it by its base alone.</summary>
public abstract class State
{
    public abstract void Leave(object gate);
}

public sealed class Ready : State
{
    public override void Leave(object gate) => Monitor.PulseAll(gate); // likely EPO1001
}

/// <summary>A semaphore that the thread releases which was started with it.</summary>
public static class Starting
{
    public static void Start()
    {
        var ready = new Semaphore(0, 1);
        new Thread(Run).Start(ready);
        ready.WaitOne();
        if (Environment.HasShutdownStarted)
            throw new InvalidOperationException(); // likely EPO1005
    } // likely EPO1005

    private static void Run(object? ready) => ((Semaphore)ready!).Release();
}

/// <summary>An object that keeps its lock in a field, which it forgets when it is disposed: what runs in between may be of another one.</summary>
internal sealed class Locked : IDisposable
{
    private object? _gate;

    internal Locked(object gate)
    {
        _gate = gate;
        Monitor.Enter(gate);
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Monitor.Exit(_gate!);
        _gate = null;
    }
}

public static class Cached
{
    private static readonly object s_gate = new();

    public static IEnumerable<string> All(string text)
    {
        foreach (string part in Load(text))
            yield return part; // likely EPO1008
    }

    private static List<string> Load(string text)
    {
        var all = new List<string>();
        using (Locked cache = Acquire())
        {
            Other();
            all.Add(text);
        }

        return all;
    }

    private static Locked Acquire()
    {
        return new Locked(s_gate);
    }

    private static void Other() => End(new Locked(new object()));

    private static void End(IDisposable ended) => ended.Dispose();
}

/// <summary>A cache that tidies up whatever is held at its end.</summary>
public static class Privileges
{
    private static readonly ReaderWriterLockSlim Lock = new();
    private static readonly Dictionary<string, int> Known = new();

    public static int Twice(string name) => Find(name) + Find(name);

    private static int Find(string name)
    {
        int found = 0;
        try
        {
            Lock.EnterReadLock();
            if (Known.TryGetValue(name, out found))
            {
                Lock.ExitReadLock();
            }
            else
            {
                Lock.ExitReadLock();
                found = name.Length;
                Lock.EnterWriteLock();
            }
        }
        finally
        {
            if (Lock.IsReadLockHeld)
                Lock.ExitReadLock();

            if (Lock.IsWriteLockHeld)
            {
                Known[name] = found;
                Lock.ExitWriteLock();
            }
        }

        return found; // likely EPO1005
    }
}
