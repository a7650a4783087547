using System;

namespace EntryPath;

/// <summary>This bracket is re-entrant: each performance needs an undo of its own, and it is in effect while one is open.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NestableAttribute : Attribute
{
}
