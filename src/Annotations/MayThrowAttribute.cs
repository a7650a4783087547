using System;

namespace EntryPath;

/// <summary>This member can throw although it carries an event; its step is then not performed.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property)]
public sealed class MayThrowAttribute : Attribute
{
}
