namespace EntryPath.Packs;

/// <summary>
/// Pack <c>Memory</c>: writing to a <c>System.IO.Pipelines.PipeWriter</c>. The order says what makes a buffer unusable: advancing and
/// flushing come before asking for the next one.
/// </summary>
[EntryProtocol]
public enum PipeWrite
{
    /// <summary>What was written was flushed.</summary>
    [Optional]
    Flushed,

    /// <summary>The writer was told how much was written.</summary>
    [Optional]
    Advanced,

    /// <summary>A buffer was handed out since the last advance and flush.</summary>
    [Because("memory from before an Advance or FlushAsync may already be read or reused")]
    Buffer,
}
