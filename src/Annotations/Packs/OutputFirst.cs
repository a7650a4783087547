namespace EntryPath.Packs;

/// <summary>Pack <c>Subscription</c>: <c>Process.OutputDataReceived</c> is handled before its lines are read.</summary>
[EntryProtocol]
public enum OutputFirst
{
    /// <summary>Reading was cancelled.</summary>
    [Optional]
    Stopped,

    /// <summary>A handler was added.</summary>
    [Optional, Strict]
    [Because("lines that come between the start of reading and the adding of the handler are lost")]
    HandlerAdded,

    /// <summary>Reading was begun.</summary>
    [Optional]
    Started,
}
