using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>What is known of bodies before they are looked at.</summary>
internal interface IKnownBodies
{
    /// <summary>Whether a body has no event and calls nothing that has one, so that its callers need not have it read.</summary>
    bool IsInert(ISymbol body);

    /// <summary>Says that a body was found to be inert.</summary>
    void NoteInert(ISymbol body);
}
