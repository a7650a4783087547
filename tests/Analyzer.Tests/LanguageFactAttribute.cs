using System;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Analyzer.Tests;

/// <summary>A test whose program is written in a C# that an older compiler lacks; there it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LanguageFactAttribute : FactAttribute
{
    /// <param name="version">The C# that the program needs, as in 14.</param>
    public LanguageFactAttribute(int version) => Skip = Missing(version);

    /// <summary>Why a program in this C# cannot be compiled; null where it can.</summary>
    internal static string? Missing(int version)
    {
        var latest = LanguageVersion.Latest.MapSpecifiedToEffectiveVersion();
        return (int)latest < version * 100
            ? $"the program is C# {version}, and this compiler knows C# {latest.ToDisplayString()} at most"
            : null;
    }
}
