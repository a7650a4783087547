using System;

namespace EntryPath;

/// <summary>This step is reported as soon as it runs out of order: with an earlier step missing, or with a later one already in effect.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class StrictAttribute : Attribute
{
}
