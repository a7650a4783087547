using System;

namespace EntryPath;

/// <summary>The object whose step it is: this argument instead of the receiver, or the result.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class SubjectAttribute : Attribute
{
}
