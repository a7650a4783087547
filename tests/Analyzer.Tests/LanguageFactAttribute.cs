using System;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Analyzer.Tests;

/// <summary>A test whose program is written in a C# that an older compiler lacks; there it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LanguageFactAttribute : FactAttribute
{
    /// <param name="version">The C# that the program needs, as in 14.</param>
    public LanguageFactAttribute(int version)
    {
        var latest = LanguageVersion.Latest.MapSpecifiedToEffectiveVersion();
        if ((int)latest < version * 100)
            Skip = $"the program is C# {version}, and this compiler knows C# {latest.ToDisplayString()} at most";
    }
}
