using System;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>A change of one production source file.</summary>
/// <param name="File">The file, such as <c>Vcpu/VcpuEntry.cs</c>.</param>
/// <param name="Old">The text to replace; it occurs exactly once.</param>
/// <param name="New">What takes its place.</param>
internal sealed record SourceEdit(string File, string Old, string New)
{
    /// <summary>Makes the change.</summary>
    /// <exception cref="InvalidOperationException">The text to replace does not occur exactly once.</exception>
    public string Apply(string text)
    {
        var first = text.IndexOf(Old, StringComparison.Ordinal);
        if (first < 0 || text.IndexOf(Old, first + 1, StringComparison.Ordinal) >= 0)
            throw new InvalidOperationException($"The text to replace does not occur exactly once in {File}:\n{Old}");
        return text.Remove(first, Old.Length).Insert(first, New);
    }
}
