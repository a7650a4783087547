using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What belongs to the enumerators that loops go on with, by the call that gives one, or the capture or local that keeps it.</summary>
internal sealed class EnumeratorTable<T>
    where T : class
{
    private readonly Dictionary<IInvocationOperation, T> _byCall = new();
    private readonly Dictionary<CaptureId, T> _byCapture = new();
    private readonly Dictionary<ILocalSymbol, T> _byLocal = new(SymbolEqualityComparer.Default);

    public void Add(IInvocationOperation call, T loop) => _byCall[call] = loop;

    public void Add(CaptureId capture, T loop) => _byCapture[capture] = loop;

    public void Add(ILocalSymbol local, T loop) => _byLocal[local] = loop;

    /// <summary>What belongs to an enumerator; null where nothing does.</summary>
    public T? Of(IOperation? enumerator) => (enumerator is null ? null : OperationReader.Unconverted(enumerator)) switch
    {
        IInvocationOperation call => _byCall.TryGetValue(call, out T? given) ? given : null,
        IFlowCaptureReferenceOperation { Id: var capture } => _byCapture.TryGetValue(capture, out T? kept) ? kept : null,
        ILocalReferenceOperation { Local: var local } => _byLocal.TryGetValue(local, out T? kept) ? kept : null,
        _ => null,
    };

    /// <summary>The call that gives the enumerator of a loop.</summary>
    public IInvocationOperation CallOf(T loop) => _byCall.First(entry => ReferenceEquals(entry.Value, loop)).Key;
}
