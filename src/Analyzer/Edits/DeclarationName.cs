namespace EntryPath.Analyzer.Edits;

/// <summary>
/// A piece of a project's code, by what is the same in all versions of the project whose declarations are the same: the number of its file, the place
/// of its member, and its own.
/// </summary>
/// <param name="File">The number of its file among those of the project.</param>
/// <param name="Member">Where its member's declaration begins, in the file without its bodies.</param>
/// <param name="Own">Where it begins itself, counted in the same way.</param>
internal readonly record struct DeclarationName(int File, int Member, int Own)
{
    public DeclarationName OfMember => this with { Own = Member };
}
