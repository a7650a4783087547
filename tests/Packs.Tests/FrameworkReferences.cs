using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace EntryPath.Packs.Tests;

/// <summary>What a program of a test refers to: the framework that the tests run on, and the annotations.</summary>
internal static class FrameworkReferences
{
    /// <summary>The framework, ASP.NET Core and the annotations, and the other trusted assemblies whose file name is asked for.</summary>
    public static ImmutableArray<MetadataReference> With(Func<string, bool> isWanted) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
                    || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" || isWanted(name)))
            .Append(typeof(StepAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];
}
