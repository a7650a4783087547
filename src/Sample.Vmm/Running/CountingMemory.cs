using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Running;

/// <summary>Counts accesses on the way to real memory; for one thread.</summary>
internal sealed class CountingMemory : IMemory
{
    private readonly DirectMemory memory = new();

    /// <summary>Loads and stores that are neither interlocked nor of registers.</summary>
    public long Plain { get; private set; }

    /// <summary>Interlocked operations and full barriers.</summary>
    public long Interlocked { get; private set; }

    /// <summary>Loads and stores of registers of the processor and the virtual APIC.</summary>
    public long Registers { get; private set; }

    /// <inheritdoc/>
    public ulong Read(Word word)
    {
        Count(word);
        return memory.Read(word);
    }

    /// <inheritdoc/>
    public void Write(Word word, ulong value)
    {
        Count(word);
        memory.Write(word, value);
    }

    /// <inheritdoc/>
    public ulong Or(Word word, ulong bits)
    {
        Interlocked++;
        return memory.Or(word, bits);
    }

    /// <inheritdoc/>
    public ulong And(Word word, ulong bits)
    {
        Interlocked++;
        return memory.And(word, bits);
    }

    /// <inheritdoc/>
    public ulong Exchange(Word word, ulong value)
    {
        Interlocked++;
        return memory.Exchange(word, value);
    }

    /// <inheritdoc/>
    public ulong CompareExchange(Word word, ulong value, ulong comparand)
    {
        Interlocked++;
        return memory.CompareExchange(word, value, comparand);
    }

    /// <inheritdoc/>
    public void FullBarrier()
    {
        Interlocked++;
        memory.FullBarrier();
    }

    /// <inheritdoc/>
    public void IdleWhile(Word word, ulong value, IInterruptible processor) => memory.IdleWhile(word, value, processor);

    /// <inheritdoc/>
    public void InstructionBoundary(IInterruptible processor) => memory.InstructionBoundary(processor);

    private void Count(Word word)
    {
        if (word.Kind == WordKind.Memory)
            Plain++;
        else
            Registers++;
    }
}
