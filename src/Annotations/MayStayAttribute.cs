using System;

namespace EntryPath;

/// <summary>
/// This step can be undone and need not be, as with a mode that a thread is in or a flag that is set: nobody owes its undo, so ways out may leave it in
/// effect or not. What requires or forbids it is checked as for any other step.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class MayStayAttribute : Attribute
{
}
