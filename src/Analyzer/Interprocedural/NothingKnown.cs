using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>That nothing is known of any body.</summary>
internal sealed class NothingKnown : IKnownBodies
{
    public static readonly NothingKnown Instance = new();

    private NothingKnown()
    {
    }

    public bool IsInert(ISymbol body) => false;

    public void NoteInert(ISymbol body)
    {
    }
}
