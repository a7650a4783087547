using System;
using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>
/// Runs an agent's code up to the first access whose result is not known yet: earlier ones are answered from a list. The code is the
/// production code, and a deterministic function of these answers, so this access is what the agent does next.
/// </summary>
internal sealed class Recorder : IMemory, IGuest
{
    private static readonly Suspension Suspended = new();

    private ulong[] answers = [];
    private int known;
    private int position;
    private Operation next;

    /// <summary>Finds what the code does after the given answers.</summary>
    public Operation Next(Action code, ulong[] results, int count)
    {
        answers = results;
        known = count;
        position = 0;
        try
        {
            code();
            return new Operation(OperationKind.Return, -1, 0, 0);
        }
        catch (Suspension)
        {
            return next;
        }
    }

    public ulong Read(Word word) => Answer(OperationKind.Read, word.Index, 0, 0);

    public void Write(Word word, ulong value) => Answer(OperationKind.Write, word.Index, value, 0);

    public ulong Or(Word word, ulong bits) => Answer(OperationKind.Or, word.Index, bits, 0);

    public ulong And(Word word, ulong bits) => Answer(OperationKind.And, word.Index, bits, 0);

    public ulong Exchange(Word word, ulong value) => Answer(OperationKind.Exchange, word.Index, value, 0);

    public ulong CompareExchange(Word word, ulong value, ulong comparand) =>
        Answer(OperationKind.CompareExchange, word.Index, value, comparand);

    public void FullBarrier() => Answer(OperationKind.FullBarrier, -1, 0, 0);

    public void IdleWhile(Word word, ulong value, IInterruptible processor) => Answer(OperationKind.IdleWhile, word.Index, value, 0);

    /// <summary>Nothing: the explorer lets the processor take an interrupt at any boundary.</summary>
    public void InstructionBoundary(IInterruptible processor)
    {
    }

    public ExitReason? Execute(LocalApic apic)
    {
        var answer = Answer(OperationKind.RunGuest, apic.Pending.Index, 0, 0);
        return answer == 0 ? null : (ExitReason)(answer - 1);
    }

    public void HandleInterrupt(int vector) => Answer(OperationKind.Delivered, -1, (ulong)vector, 0);

    public void RequestServed(ulong request) => Answer(OperationKind.Served, -1, request, 0);

    private ulong Answer(OperationKind kind, int word, ulong first, ulong second)
    {
        if (position < known)
            return answers[position++];
        next = new Operation(kind, word, first, second);
        throw Suspended;
    }

    private sealed class Suspension : Exception;
}
