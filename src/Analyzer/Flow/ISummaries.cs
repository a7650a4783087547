using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Flow;

/// <summary>Where the solver finds what callees do.</summary>
internal interface ISummaries
{
    /// <summary>The summary of a body, the provisional one while it is being solved; null where nothing is known of it.</summary>
    Summary? Of(BodyId body);

    /// <summary>The summary of a body whose names are not all different objects; null where it is not solved for that, so that the plain one has to do.</summary>
    Summary? Of(EnteredBody body);

    /// <summary>Whether virtual calls of a body are not followed here, since they would lead back in a recursion of too many.</summary>
    bool IsCut(BodyId body);

    /// <summary>The names of the objects that a body does something about, for all protocols, also where only one is looked at.</summary>
    ImmutableArray<Path> SubjectsOf(BodyId body);
}
