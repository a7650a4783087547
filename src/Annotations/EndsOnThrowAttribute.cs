using System;

namespace EntryPath;

/// <summary>
/// An exception that leaves a member abandons this bracket, as one that leaves a transaction rolls it back: only ways out that return owe its undo.
/// Where the exception is caught in the same member, the step is still in effect.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class EndsOnThrowAttribute : Attribute
{
}
