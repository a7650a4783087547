namespace EntryPath.Packs;

/// <summary>Pack <c>Memory</c>: reading from a <c>System.IO.Pipelines.PipeReader</c>.</summary>
[EntryProtocol(Ordered = false)]
public enum PipeRead
{
    /// <summary>A result was read, and the reader was not yet told how far it was consumed and examined.</summary>
    [Because("a reader that is not advanced keeps its buffers and cannot read again")]
    Pending,

    /// <summary>The reader was told how far it was consumed, and has not read again.</summary>
    [MayStay]
    [Because("what AdvanceTo gave up may already be overwritten")]
    Advanced,
}
