using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Planning;

/// <summary>A change of the source that could mend a diagnostic; whether it does is for the engine to judge.</summary>
/// <param name="Title">What the user reads: the action, with the code that it is about.</param>
/// <param name="Kind">Who may apply it.</param>
/// <param name="Apply">Makes the changed solution.</param>
internal sealed record Edit(string Title, EditKind Kind, Func<CancellationToken, Task<Solution>> Apply)
{
    /// <summary>What a title ends with if the edit may change what runs.</summary>
    private const string Warning = " (changes what runs)";

    /// <summary>Whether it is tried only where nothing else mends the diagnostic: one of many places that could be meant.</summary>
    public bool IsLastResort { get; init; }

    /// <summary>This edit and one more, in one action that a person chooses.</summary>
    public Edit And(Edit other) => new(
        Plain(Title) + ", and " + char.ToLowerInvariant(other.Title[0]) + Plain(other.Title).Substring(1) + (Kind == EditKind.Changes ? Warning : string.Empty),
        Kind == EditKind.Changes ? EditKind.Changes : EditKind.Chosen,
        other.Apply);

    private static string Plain(string title) => title.EndsWith(Warning, StringComparison.Ordinal) ? title.Substring(0, title.Length - Warning.Length) : title;

    /// <summary>An edit of one document.</summary>
    public static Edit Of(Document document, string title, EditKind kind, SourceText changed) => new(
        kind == EditKind.Changes ? title + Warning : title, kind, _ => Task.FromResult(document.WithLinkedText(changed)));
}
