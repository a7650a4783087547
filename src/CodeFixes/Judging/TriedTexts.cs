using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Judging;

/// <summary>What has been tried for a diagnostic: two edits that make the same text are one, and what is known of it is known for both.</summary>
internal sealed class TriedTexts
{
    private readonly Document _document;
    private readonly List<(SourceText Text, Solution Solution)> _made = new();
    private readonly HashSet<(Solution Solution, bool NeedsNobody)> _tried = new();

    public TriedTexts(Document document) => _document = document;

    /// <summary>What an edit makes, or an earlier edit made, to be judged; null where it was judged like this before.</summary>
    /// <param name="changed">What the edit makes.</param>
    /// <param name="needsNobody">Whether it is to be applied without a person: then less may come up.</param>
    /// <param name="cancellation">Stops the search.</param>
    public async Task<Solution?> NewAsync(Solution changed, bool needsNobody, CancellationToken cancellation)
    {
        if (changed.GetDocument(_document.Id) is { } edited
            && changed.GetChanges(_document.Project.Solution).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()).All(id => id == _document.Id))
        {
            SourceText text = await edited.GetTextAsync(cancellation).ConfigureAwait(false);
            if (_made.Find(made => made.Text.ContentEquals(text)).Solution is { } earlier)
                changed = earlier;
            else
                _made.Add((text, changed));
        }

        return _tried.Add((changed, needsNobody)) ? changed : null;
    }
}
