// Pack Threading: locks of System.Threading. See docs/packs/Threading.md for what it finds and what it cannot see.
using EntryPath;
using EntryPath.Packs;

namespace System.Threading
{
    public static class Monitor
    {
        [Step(MonitorLock.Held)] public static extern void Enter([Subject] object obj);
        [Step(MonitorLock.Held, When = true, Out = "lockTaken")] public static extern void Enter([Subject] object obj, ref bool lockTaken);
        [Step(MonitorLock.Held, When = true)] public static extern bool TryEnter([Subject] object obj);
        [Step(MonitorLock.Held, When = true)] public static extern bool TryEnter([Subject] object obj, int millisecondsTimeout);
        [Step(MonitorLock.Held, When = true)] public static extern bool TryEnter([Subject] object obj, TimeSpan timeout);
        [Step(MonitorLock.Held, When = true, Out = "lockTaken")] public static extern void TryEnter([Subject] object obj, ref bool lockTaken);
        [Step(MonitorLock.Held, When = true, Out = "lockTaken")] public static extern void TryEnter([Subject] object obj, int millisecondsTimeout, ref bool lockTaken);
        [Step(MonitorLock.Held, When = true, Out = "lockTaken")] public static extern void TryEnter([Subject] object obj, TimeSpan timeout, ref bool lockTaken);
        [Undo(MonitorLock.Held)] public static extern void Exit([Subject] object obj);
        [Tells(MonitorLock.Held)] public static extern bool IsEntered([Subject] object obj);

        // A wait gives the monitor up and has it again when it returns.
        [Requires(MonitorLock.Held)] public static extern bool Wait([Subject] object obj);
        [Requires(MonitorLock.Held)] public static extern bool Wait([Subject] object obj, int millisecondsTimeout);
        [Requires(MonitorLock.Held)] public static extern bool Wait([Subject] object obj, TimeSpan timeout);
        [Requires(MonitorLock.Held)] public static extern bool Wait([Subject] object obj, int millisecondsTimeout, bool exitContext);
        [Requires(MonitorLock.Held)] public static extern bool Wait([Subject] object obj, TimeSpan timeout, bool exitContext);
        [Requires(MonitorLock.Held)] public static extern void Pulse([Subject] object obj);
        [Requires(MonitorLock.Held)] public static extern void PulseAll([Subject] object obj);
    }

#if NET9_0_OR_GREATER
    public sealed class Lock
    {
        [Step(ThreadLock.Held)] public extern void Enter();
        [Step(ThreadLock.Held)] [return: Guard] public extern Scope EnterScope();
        [Step(ThreadLock.Held, When = true)] public extern bool TryEnter();
        [Step(ThreadLock.Held, When = true)] public extern bool TryEnter(int millisecondsTimeout);
        [Step(ThreadLock.Held, When = true)] public extern bool TryEnter(TimeSpan timeout);
        [Undo(ThreadLock.Held)] public extern void Exit();
        [Tells(ThreadLock.Held)] public extern bool IsHeldByCurrentThread { get; }

        public ref struct Scope
        {
            public extern void Dispose();
        }
    }
#endif

    // WaitOne is declared by WaitHandle; what it takes depends on the handle. An AbandonedMutexException comes with the mutex.
    public sealed class Mutex : WaitHandle
    {
        [Step(MutexLock.Owned, Value = true)] public extern Mutex(bool initiallyOwned);
        [Step(MutexLock.Owned, Value = true)] public extern Mutex(bool initiallyOwned, string name);
        [Step(MutexLock.Owned, Value = true, Parameter = "initiallyOwned", When = true, Out = "createdNew")] public extern Mutex(bool initiallyOwned, string name, out bool createdNew);
        [Step(MutexLock.Owned)] public extern bool WaitOne();
        [Step(MutexLock.Owned, When = true)] public extern bool WaitOne(int millisecondsTimeout);
        [Step(MutexLock.Owned, When = true)] public extern bool WaitOne(TimeSpan timeout);
        [Step(MutexLock.Owned, When = true)] public extern bool WaitOne(int millisecondsTimeout, bool exitContext);
        [Step(MutexLock.Owned, When = true)] public extern bool WaitOne(TimeSpan timeout, bool exitContext);
        [Undo(MutexLock.Owned)] public extern void ReleaseMutex();
    }

    // A semaphore may be released by whom it signals: a release without a wait is no error. One that gives back what the body itself took is, where it took nothing.
    public sealed class Semaphore : WaitHandle
    {
        [Step(SemaphoreSlot.Taken)] public extern bool WaitOne();
        [Step(SemaphoreSlot.Taken, When = true)] public extern bool WaitOne(int millisecondsTimeout);
        [Step(SemaphoreSlot.Taken, When = true)] public extern bool WaitOne(TimeSpan timeout);
        [Step(SemaphoreSlot.Taken, When = true)] public extern bool WaitOne(int millisecondsTimeout, bool exitContext);
        [Step(SemaphoreSlot.Taken, When = true)] public extern bool WaitOne(TimeSpan timeout, bool exitContext);
        [Undo(SemaphoreSlot.Taken, Signals = true)] public extern int Release();
        [Undo(SemaphoreSlot.Taken, Signals = true)] public extern int Release(int releaseCount);
    }

    public class SemaphoreSlim
    {
        [Step(SemaphoreSlot.Taken)] public extern void Wait();
        [Step(SemaphoreSlot.Taken), MayThrow] public extern void Wait(CancellationToken cancellationToken);
        [Step(SemaphoreSlot.Taken, When = true)] public extern bool Wait(int millisecondsTimeout);
        [Step(SemaphoreSlot.Taken, When = true)] public extern bool Wait(TimeSpan timeout);
        [Step(SemaphoreSlot.Taken, When = true), MayThrow] public extern bool Wait(int millisecondsTimeout, CancellationToken cancellationToken);
        [Step(SemaphoreSlot.Taken, When = true), MayThrow] public extern bool Wait(TimeSpan timeout, CancellationToken cancellationToken);
        [Step(SemaphoreSlot.Taken)] public extern Tasks.Task WaitAsync();
        [Step(SemaphoreSlot.Taken), MayThrow] public extern Tasks.Task WaitAsync(CancellationToken cancellationToken);
        [Step(SemaphoreSlot.Taken, When = true)] public extern Tasks.Task<bool> WaitAsync(int millisecondsTimeout);
        [Step(SemaphoreSlot.Taken, When = true)] public extern Tasks.Task<bool> WaitAsync(TimeSpan timeout);
        [Step(SemaphoreSlot.Taken, When = true), MayThrow] public extern Tasks.Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken cancellationToken);
        [Step(SemaphoreSlot.Taken, When = true), MayThrow] public extern Tasks.Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken);
        [Undo(SemaphoreSlot.Taken, Signals = true)] public extern int Release();
        [Undo(SemaphoreSlot.Taken, Signals = true)] public extern int Release(int releaseCount);
    }

    // What is forbidden here is forbidden under both recursion policies.
    public class ReaderWriterLockSlim
    {
        [Step(EntryPath.Packs.ReaderWriterLock.Read)] public extern void EnterReadLock();
        [Step(EntryPath.Packs.ReaderWriterLock.Read, When = true)] public extern bool TryEnterReadLock(int millisecondsTimeout);
        [Step(EntryPath.Packs.ReaderWriterLock.Read, When = true)] public extern bool TryEnterReadLock(TimeSpan timeout);
        [Undo(EntryPath.Packs.ReaderWriterLock.Read)] public extern void ExitReadLock();
        [Tells(EntryPath.Packs.ReaderWriterLock.Read)] public extern bool IsReadLockHeld { get; }

        [Forbids(EntryPath.Packs.ReaderWriterLock.Read)]
        [Step(EntryPath.Packs.ReaderWriterLock.UpgradeableRead)] public extern void EnterUpgradeableReadLock();
        [Forbids(EntryPath.Packs.ReaderWriterLock.Read)]
        [Step(EntryPath.Packs.ReaderWriterLock.UpgradeableRead, When = true)] public extern bool TryEnterUpgradeableReadLock(int millisecondsTimeout);
        [Forbids(EntryPath.Packs.ReaderWriterLock.Read)]
        [Step(EntryPath.Packs.ReaderWriterLock.UpgradeableRead, When = true)] public extern bool TryEnterUpgradeableReadLock(TimeSpan timeout);
        [Undo(EntryPath.Packs.ReaderWriterLock.UpgradeableRead)] public extern void ExitUpgradeableReadLock();
        [Tells(EntryPath.Packs.ReaderWriterLock.UpgradeableRead)] public extern bool IsUpgradeableReadLockHeld { get; }

        [Forbids(EntryPath.Packs.ReaderWriterLock.Read)]
        [Step(EntryPath.Packs.ReaderWriterLock.Write)] public extern void EnterWriteLock();
        [Forbids(EntryPath.Packs.ReaderWriterLock.Read)]
        [Step(EntryPath.Packs.ReaderWriterLock.Write, When = true)] public extern bool TryEnterWriteLock(int millisecondsTimeout);
        [Forbids(EntryPath.Packs.ReaderWriterLock.Read)]
        [Step(EntryPath.Packs.ReaderWriterLock.Write, When = true)] public extern bool TryEnterWriteLock(TimeSpan timeout);
        [Undo(EntryPath.Packs.ReaderWriterLock.Write)] public extern void ExitWriteLock();
        [Tells(EntryPath.Packs.ReaderWriterLock.Write)] public extern bool IsWriteLockHeld { get; }
    }

    // The older lock throws when a timeout passes, and upgrades a reader with a cookie to come back with.
    public sealed class ReaderWriterLock
    {
        [Step(EntryPath.Packs.ReaderWriterLock.Read), MayThrow] public extern void AcquireReaderLock(int millisecondsTimeout);
        [Step(EntryPath.Packs.ReaderWriterLock.Read), MayThrow] public extern void AcquireReaderLock(TimeSpan timeout);
        // By the thread that has the write lock, this is ReleaseWriterLock: each ends what was acquired last.
        [Undo(EntryPath.Packs.ReaderWriterLock.Read, IfInEffect = true), Undo(EntryPath.Packs.ReaderWriterLock.Write, IfInEffect = true)]
        public extern void ReleaseReaderLock();
        [Undo(EntryPath.Packs.ReaderWriterLock.Read, IfInEffect = true), Undo(EntryPath.Packs.ReaderWriterLock.Write, IfInEffect = true)]
        public extern LockCookie ReleaseLock();
        [Tells(EntryPath.Packs.ReaderWriterLock.Read)] public extern bool IsReaderLockHeld { get; }
        [Step(EntryPath.Packs.ReaderWriterLock.Write), MayThrow] public extern void AcquireWriterLock(int millisecondsTimeout);
        [Step(EntryPath.Packs.ReaderWriterLock.Write), MayThrow] public extern void AcquireWriterLock(TimeSpan timeout);
        [Undo(EntryPath.Packs.ReaderWriterLock.Write)] public extern void ReleaseWriterLock();
        [Tells(EntryPath.Packs.ReaderWriterLock.Write)] public extern bool IsWriterLockHeld { get; }
        [Step(EntryPath.Packs.ReaderWriterLock.Write), MayThrow] [return: Token] public extern LockCookie UpgradeToWriterLock(int millisecondsTimeout);
        [Step(EntryPath.Packs.ReaderWriterLock.Write), MayThrow] [return: Token] public extern LockCookie UpgradeToWriterLock(TimeSpan timeout);
        [Undo(EntryPath.Packs.ReaderWriterLock.Write)] public extern void DowngradeFromWriterLock([Token] ref LockCookie lockCookie);
    }

    public struct SpinLock
    {
        [Forbids(SpinLockUse.Held), Step(SpinLockUse.Held, When = true, Out = "lockTaken")] public extern void Enter(ref bool lockTaken);
        [Step(SpinLockUse.Held, When = true, Out = "lockTaken")] public extern void TryEnter(ref bool lockTaken);
        [Step(SpinLockUse.Held, When = true, Out = "lockTaken")] public extern void TryEnter(int millisecondsTimeout, ref bool lockTaken);
        [Step(SpinLockUse.Held, When = true, Out = "lockTaken")] public extern void TryEnter(TimeSpan timeout, ref bool lockTaken);
        [Undo(SpinLockUse.Held)] public extern void Exit();
        [Undo(SpinLockUse.Held)] public extern void Exit(bool useMemoryBarrier);
        [Tells(SpinLockUse.Held)] public extern bool IsHeldByCurrentThread { get; }
    }
}
