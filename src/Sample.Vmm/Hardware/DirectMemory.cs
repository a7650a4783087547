using System.Threading;

namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>The real thing: <see cref="Volatile"/> and <see cref="Interlocked"/> on real threads.</summary>
public sealed class DirectMemory : IMemory
{
    /// <inheritdoc/>
    public ulong Read(Word word) => Volatile.Read(ref word.Value);

    /// <inheritdoc/>
    public void Write(Word word, ulong value) => Volatile.Write(ref word.Value, value);

    /// <inheritdoc/>
    public ulong Or(Word word, ulong bits) => Interlocked.Or(ref word.Value, bits);

    /// <inheritdoc/>
    public ulong And(Word word, ulong bits) => Interlocked.And(ref word.Value, bits);

    /// <inheritdoc/>
    public ulong Exchange(Word word, ulong value) => Interlocked.Exchange(ref word.Value, value);

    /// <inheritdoc/>
    public ulong CompareExchange(Word word, ulong value, ulong comparand) =>
        Interlocked.CompareExchange(ref word.Value, value, comparand);

    /// <inheritdoc/>
    public void FullBarrier() => Interlocked.MemoryBarrier();

    /// <inheritdoc/>
    public void IdleWhile(Word word, ulong value, IInterruptible processor)
    {
        var spinner = default(SpinWait);
        while (Volatile.Read(ref word.Value) == value)
        {
            InstructionBoundary(processor);
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <inheritdoc/>
    public void InstructionBoundary(IInterruptible processor)
    {
        while (processor.AcceptsInterrupts && processor.ServiceInterrupt())
        {
        }
    }
}
