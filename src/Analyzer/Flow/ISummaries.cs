using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Flow;

/// <summary>Where the solver finds what callees do.</summary>
internal interface ISummaries
{
    /// <summary>The summary of a body, the provisional one while it is being solved; null where nothing is known of it.</summary>
    Summary? Of(BodyId body);
}
