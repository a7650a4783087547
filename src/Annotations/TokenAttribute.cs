using System;

namespace EntryPath;

/// <summary>Ties an undo to one performance of its step: the undo that is given this result ends exactly that one.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class TokenAttribute : Attribute
{
}
