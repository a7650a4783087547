namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>
/// Every access that this program makes to machine state. One implementation is the real thing (<see cref="DirectMemory"/>); the
/// explorer's chooses which access of which agent happens next, and when a store leaves its processor's store buffer.
/// </summary>
public interface IMemory
{
    /// <summary>A load with acquire order. It can overtake an earlier <see cref="Write"/> to another word, as on x86.</summary>
    ulong Read(Word word);

    /// <summary>A store with release order. Others may see it late: after later loads of this processor have been made.</summary>
    void Write(Word word, ulong value);

    /// <summary>Sets bits; an interlocked operation and a full barrier.</summary>
    /// <returns>The value before.</returns>
    ulong Or(Word word, ulong bits);

    /// <summary>Keeps only the given bits; an interlocked operation and a full barrier.</summary>
    /// <returns>The value before.</returns>
    ulong And(Word word, ulong bits);

    /// <summary>Replaces the value; an interlocked operation and a full barrier.</summary>
    /// <returns>The value before.</returns>
    ulong Exchange(Word word, ulong value);

    /// <summary>Replaces the value if it is <paramref name="comparand"/>; an interlocked operation and a full barrier.</summary>
    /// <returns>The value before; equal to <paramref name="comparand"/> exactly if it was replaced.</returns>
    ulong CompareExchange(Word word, ulong value, ulong comparand);

    /// <summary>Every earlier store is visible to all before any later load is made (<c>smp_mb</c>).</summary>
    void FullBarrier();

    /// <summary>The processor idles, interrupts as they are, until the word has another value than this one.</summary>
    void IdleWhile(Word word, ulong value, IInterruptible processor);

    /// <summary>An instruction boundary of host code at which a processor that accepts interrupts takes those that are pending.</summary>
    void InstructionBoundary(IInterruptible processor);
}
