using System.Collections.Generic;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>A way to come by an object: what is declared, what runs before, and what the object is then called.</summary>
/// <param name="Name">The expression that calls are made on.</param>
/// <param name="Before">Lines in front of the calls; those that open a block are closed by <paramref name="Blocks"/> braces.</param>
/// <param name="Blocks">How many blocks <paramref name="Before"/> leaves open.</param>
internal sealed record Receiver(string Name, IReadOnlyList<string> Before, int Blocks = 0)
{
    /// <summary>Whether the calls run once for each element of a collection.</summary>
    public bool IsLoop { get; init; }
}
