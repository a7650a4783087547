namespace EntryPath.Packs;

/// <summary>Pack <c>Memory</c>: reading from a <c>System.IO.Pipelines.PipeReader</c>.</summary>
[EntryProtocol(Ordered = false)]
public enum PipeRead
{
    /// <summary>A result was read, and the reader was not yet told how far it was consumed and examined.</summary>
    [Because("a reader that is not advanced keeps its buffers and cannot read again")]
    Pending,
}
