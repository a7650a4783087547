namespace EntryPath.Packs;

/// <summary>Pack <c>Disposal</c>: what writes its end into a stream only where it is disposed (compressing streams, <c>ZipArchive</c>).</summary>
[EntryProtocol(Ordered = false)]
public enum StreamEnd
{
    /// <summary>It was made for the stream and not disposed.</summary>
    [MayStay]
    [Because("its last block is written only when it is disposed")]
    Unfinished,
}
