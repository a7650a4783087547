using System;

namespace EntryPath;

/// <summary>
/// Declares an enum to be a protocol: its members are steps, and their declaration order is the order in which they must happen.
/// </summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class EntryProtocolAttribute : Attribute
{
    /// <summary>
    /// <see langword="true"/> (the default): a step needs the steps declared before it. <see langword="false"/>: steps are
    /// independent of each other, as for a lock or a pair of begin and end.
    /// </summary>
    public bool Ordered { get; set; } = true;

    /// <summary>The scope of the steps that declare none with <see cref="ScopeAttribute"/>.</summary>
    public ProtocolScope Scope { get; set; }
}
