using System;

namespace EntryPath;

/// <summary>Later steps and the commit do not need this step; where it is performed, its place in the order still counts.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class OptionalAttribute : Attribute
{
}
