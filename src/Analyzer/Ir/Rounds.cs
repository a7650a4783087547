using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>
/// A loop that goes over the elements of collections, each in a round of its own. What it does is followed for one element, whichever it
/// is: that is in the collection or not, and a complete pass meets it exactly once. What a pass does to it, it does to every element.
/// </summary>
internal sealed class Rounds
{
    /// <summary>Whether the element has had its round in this pass; where the elements are known one by one, how many of them have.</summary>
    public Temporary HasPassed { get; } = new() { CountsRounds = true };

    /// <summary>Whether this round is that of the element.</summary>
    public Temporary IsChosen { get; } = new();

    /// <summary>Whether no round has begun in this pass: whether there is one is whether the collection has elements.</summary>
    public Temporary IsFirst { get; } = new();

    /// <summary>How many elements the collection has in this pass.</summary>
    public Temporary Size { get; } = new();

    /// <summary>The collection that a <c>foreach</c> goes over.</summary>
    public Temporary Collection { get; } = new();

    /// <summary>The index at which a pass over indices begins.</summary>
    public Temporary Start { get; } = new();

    /// <summary>Whether to go over it runs no code but that of an array or of a collection of another assembly.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The property that has the number of elements; null where none is known.</summary>
    public IPropertySymbol? Count { get; init; }

    /// <summary>Whether an operation in the loop is about an element; otherwise the rounds are not told apart.</summary>
    public bool IsFollowed { get; set; }
}
