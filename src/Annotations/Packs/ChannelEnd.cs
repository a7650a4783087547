namespace EntryPath.Packs;

/// <summary>Pack <c>Disposal</c>: a <c>System.Threading.Channels.ChannelWriter&lt;T&gt;</c>.</summary>
[EntryProtocol(Ordered = false)]
public enum ChannelEnd
{
    /// <summary>The writer was completed; nothing can be written any more.</summary>
    [Because("a channel that is complete takes nothing more")]
    Completed,
}
