using System;

namespace EntryPath;

/// <summary>Says whose step this is, where the protocol's default is not right for it.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ScopeAttribute : Attribute
{
    /// <summary>Sets the scope of the step.</summary>
    /// <param name="scope">What the step belongs to.</param>
    public ScopeAttribute(ProtocolScope scope) => Scope = scope;

    /// <summary>What the step belongs to.</summary>
    public ProtocolScope Scope { get; }
}
