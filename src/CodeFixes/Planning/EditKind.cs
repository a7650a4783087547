namespace EntryPath.CodeFixes.Planning;

/// <summary>Who may apply an edit.</summary>
internal enum EditKind
{
    /// <summary>Shown to keep every value that is computed: Fix All and <c>dotnet format</c> apply it too.</summary>
    Keeps,

    /// <summary>One of several that differ in meaning, or one that adds or removes a call: a person chooses it.</summary>
    Chosen,

    /// <summary>It may change what runs: a person chooses it, and its title says so.</summary>
    Changes,
}
