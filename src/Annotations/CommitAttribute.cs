using System;

namespace EntryPath;

/// <summary>The irreversible act that a protocol guards: every step of it must be in effect on every path to this operation.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CommitAttribute : ProtocolEventAttribute
{
    /// <summary>Names the protocol.</summary>
    /// <param name="protocol">An enum that carries <see cref="EntryProtocolAttribute"/>.</param>
    public CommitAttribute(Type protocol) => Protocol = protocol;

    /// <summary>The protocol: an enum that carries <see cref="EntryProtocolAttribute"/>.</summary>
    public Type Protocol { get; }
}
