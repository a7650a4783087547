using System;

namespace EntryPath.Analyzer.Tests;

/// <summary>A <see cref="LanguageFactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LanguageTheoryAttribute : TheoryAttribute
{
    /// <param name="version">The C# that the program needs, as in 14.</param>
    public LanguageTheoryAttribute(int version) => Skip = LanguageFactAttribute.Missing(version);
}
