namespace EntryPath.Packs;

/// <summary>Pack <c>Disposal</c>: what a writer holds back from the stream that it was made for (<c>StreamWriter</c>, <c>Utf8JsonWriter</c>, <c>CryptoStream</c>).</summary>
[EntryProtocol]
public enum StreamOutput
{
    /// <summary>The writer was made for the stream, writes are buffered, and it was not disposed.</summary>
    [MayStay]
    Buffered,

    /// <summary>What was written has been flushed.</summary>
    [Optional]
    Flushed,

    /// <summary>Something was written since the last flush.</summary>
    [Optional]
    [Because("what the writer has not flushed is not in the stream")]
    Unflushed,
}
