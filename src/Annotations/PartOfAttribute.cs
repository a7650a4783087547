using System;

namespace EntryPath;

/// <summary>Leads to a part of its owner: a step on the part is a step on the owner. On a result it holds through <see langword="await"/>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Method | AttributeTargets.ReturnValue)]
public sealed class PartOfAttribute : Attribute
{
}
