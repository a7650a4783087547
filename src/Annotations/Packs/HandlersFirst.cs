namespace EntryPath.Packs;

/// <summary>Pack <c>Subscription</c>: handlers are added before what raises their events is started.</summary>
[EntryProtocol]
public enum HandlersFirst
{
    /// <summary>It was stopped, so that handlers may be added again.</summary>
    [Optional]
    Stopped,

    /// <summary>A handler was added.</summary>
    [Optional, Strict]
    [Because("what is raised between the start and the adding of the handler is lost")]
    HandlerAdded,

    /// <summary>It was started and may raise its events from here on.</summary>
    [Optional]
    Started,
}
