using System;

namespace EntryPath;

/// <summary>The delegate that is passed runs during the call, and not after it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InstantHandleAttribute : Attribute
{
}
