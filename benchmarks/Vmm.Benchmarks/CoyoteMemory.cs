using System;
using EntryPath.Sample.Vmm.Hardware;
using Microsoft.Coyote.Runtime;

namespace EntryPath.Benchmarks.Vmm;

/// <summary>
/// Memory under Coyote: before each access that can race Coyote may run somebody else. Stores are visible at once: Coyote knows no store
/// buffers. The vCPU's processor takes an interrupt at a boundary if Coyote says so.
/// </summary>
internal sealed class CoyoteMemory : IMemory
{
    private readonly DirectMemory memory = new();
    private readonly ICoyoteRuntime runtime;

    public CoyoteMemory(ICoyoteRuntime runtime) => this.runtime = runtime;

    /// <summary>Takes an interrupt on the vCPU's processor, if it accepts one.</summary>
    public Action? TakeInterrupt { get; set; }

    /// <summary>Whether the code that runs now is the vCPU's thread.</summary>
    public Func<bool> IsVcpu { get; set; } = () => false;

    public ulong Read(Word word)
    {
        Boundary(word);
        return memory.Read(word);
    }

    public void Write(Word word, ulong value)
    {
        Boundary(word);
        memory.Write(word, value);
    }

    public ulong Or(Word word, ulong bits)
    {
        Boundary(word);
        return memory.Or(word, bits);
    }

    public ulong And(Word word, ulong bits)
    {
        Boundary(word);
        return memory.And(word, bits);
    }

    public ulong Exchange(Word word, ulong value)
    {
        Boundary(word);
        return memory.Exchange(word, value);
    }

    public ulong CompareExchange(Word word, ulong value, ulong comparand)
    {
        Boundary(word);
        return memory.CompareExchange(word, value, comparand);
    }

    public void FullBarrier()
    {
    }

    public void IdleWhile(Word word, ulong value, IInterruptible processor) => Operation.PauseUntil(() => memory.Read(word) != value);

    public void InstructionBoundary(IInterruptible processor)
    {
    }

    private void Boundary(Word word)
    {
        if (word.Kind == WordKind.Register)
            return;
        SchedulingPoint.Interleave();
        if (IsVcpu() && runtime.RandomBoolean())
            TakeInterrupt?.Invoke();
    }
}
