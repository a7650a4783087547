using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Protocols;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>The requests that a vCPU has not served yet.</summary>
public sealed class RequestWord
{
    private readonly IMemory memory;

    /// <summary>Creates the word: no request.</summary>
    public RequestWord(IMemory memory, MemoryLayout layout)
    {
        this.memory = memory;
        Word = layout.Memory("requests", describe: static value => ((Request)value).ToString());
    }

    /// <summary>One bit per <see cref="Request"/>.</summary>
    public Word Word { get; }

    /// <summary>Makes a request. What it is about must have been written before; here it is published.</summary>
    [Step(RequestDelivery.MakeRequest)]
    public void Make(Request request) => memory.Or(Word, (ulong)request);

    /// <summary>Whether any request is pending.</summary>
    [Step(ExitTest.NoRequest, When = false)]
    public bool IsAnyPending() => memory.Read(Word) != 0;

    /// <summary>Takes a request: it is no longer pending, and what it is about can be read.</summary>
    public bool TryTake(Request request)
    {
        if ((memory.Read(Word) & (ulong)request) == 0)
            return false;
        memory.And(Word, ~(ulong)request);
        return true;
    }
}
