namespace EntryPath.Benchmarks;

/// <summary>How much of the analyzer an input needs.</summary>
public enum WorkloadKind
{
    /// <summary>No attribute anywhere.</summary>
    NothingAnnotated,

    /// <summary>A protocol with annotated members, which no body uses.</summary>
    AnnotatedWithoutEvents,

    /// <summary>Every body goes through the whole protocol.</summary>
    EveryBodyTracked,
}
