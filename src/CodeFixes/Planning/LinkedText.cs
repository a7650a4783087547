using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Planning;

/// <summary>Changes a file wherever it is.</summary>
internal static class LinkedText
{
    /// <summary>The solution with the text in the document, and in every other project that has the same file.</summary>
    public static Solution WithLinkedText(this Document document, SourceText text)
    {
        Solution solution = document.Project.Solution.WithDocumentText(document.Id, text);
        foreach (DocumentId linked in document.GetLinkedDocumentIds())
            solution = solution.WithDocumentText(linked, text);

        return solution;
    }
}
