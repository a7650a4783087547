using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// Whether a file names the namespace of the attributes at all. Some file of a project that uses them has to: the quickest way to tell
/// that a project uses none, where a reference to them is in every project by default.
/// </summary>
internal static class NamespaceMention
{
    private const int ChunkLength = 32 * 1024;

    private static readonly ConditionalWeakTable<SyntaxTree, object> s_byTree = new();

    public static bool In(SyntaxTree tree, CancellationToken cancellation)
    {
        if (s_byTree.TryGetValue(tree, out object? known))
            return (bool)known;
        object found = Search(tree.GetText(cancellation));
        return (bool)s_byTree.GetValue(tree, _ => found);
    }

    private static bool Search(SourceText text)
    {
        // Chunks overlap, so that a name that lies across two is not missed.
        int overlap = AttributeName.Namespace.Length - 1;
        char[] chunk = new char[Math.Min(ChunkLength, text.Length)];
        for (int start = 0; start + overlap < text.Length; start += chunk.Length - overlap)
        {
            int length = Math.Min(chunk.Length, text.Length - start);
            text.CopyTo(start, chunk, 0, length);
            if (chunk.AsSpan(0, length).IndexOf(AttributeName.Namespace.AsSpan()) >= 0)
                return true;
        }

        return false;
    }
}
