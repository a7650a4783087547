using System;

namespace EntryPath;

/// <summary>
/// The steps of an object belong to the thread that performed them, as a monitor does: an <see langword="await"/> or
/// <see langword="yield"/> while one is in effect is an error.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Enum)]
public sealed class ThreadAffineAttribute : Attribute
{
}
