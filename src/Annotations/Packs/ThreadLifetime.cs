namespace EntryPath.Packs;

/// <summary>Pack <c>Subscription</c>: a <c>System.Threading.Thread</c> is set up, then started once.</summary>
[EntryProtocol(Ordered = false)]
public enum ThreadLifetime
{
    /// <summary><c>Thread.Start</c> was called.</summary>
    [Because("a thread that was started can be neither started again nor given another apartment")]
    Started,
}
