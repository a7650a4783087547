namespace EntryPath.Analyzer.Protocols;

/// <summary>Where an operation has the object whose object-scoped steps its events are about.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Parameter">The ordinal of the parameter, for <see cref="SubjectKind.Parameter"/>.</param>
internal readonly record struct SubjectSource(SubjectKind Kind, int Parameter = -1)
{
    public static SubjectSource Receiver => new(SubjectKind.Receiver);

    public static SubjectSource None => new(SubjectKind.None);
}

/// <summary>The kinds of place that hold a subject.</summary>
internal enum SubjectKind
{
    /// <summary>A static member without a marked parameter: the program.</summary>
    None,
    Receiver,
    Parameter,
    Result,
}
