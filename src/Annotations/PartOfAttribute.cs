using System;

namespace EntryPath;

/// <summary>
/// Leads to a part of its owner: a step on the part is a step on the owner. On a result it holds through <see langword="await"/>. What a constructor
/// makes is a part of its first argument, as a writer is of the stream that it writes to.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.ReturnValue)]
public sealed class PartOfAttribute : Attribute
{
}
