namespace EntryPath.Packs;

/// <summary>
/// Pack <c>Layout</c>: what components hold back while they are changed. Each pair is counted by the component, so that it may be nested.
/// Who leaves by an exception shows the component no more, and owes nothing.
/// </summary>
[EntryProtocol(Ordered = false)]
public enum LayoutUpdate
{
    /// <summary><c>ISupportInitialize.BeginInit</c> until <c>EndInit</c>.</summary>
    [Nestable, EndsOnThrow]
    [Because("a component whose initialization is not ended never applies what was set")]
    Initializing,

    /// <summary><c>Control.SuspendLayout</c> until <c>ResumeLayout</c>.</summary>
    [Nestable, EndsOnThrow]
    [Because("a control whose layout is not resumed never lays out its children again")]
    Suspended,

    /// <summary><c>BeginUpdate</c> until <c>EndUpdate</c> of a list, tree or combo box.</summary>
    [Nestable, EndsOnThrow]
    [Because("a control whose update is not ended never paints again")]
    Updating,
}
