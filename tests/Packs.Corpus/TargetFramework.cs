using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace EntryPath.Packs.Corpus;

/// <summary>What source is compiled against.</summary>
internal sealed record TargetFramework(string Name, ImmutableArray<string> Symbols, ImmutableArray<MetadataReference> References)
{
    public static IReadOnlyList<string> Names { get; } = ["net10.0", "net472"];

    public static TargetFramework Of(string name) => name == "net472"
        ? new TargetFramework(name, ["NETFRAMEWORK", "NET472", "NET472_OR_GREATER"], Load(NetFramework()))
        : new TargetFramework(name, ["NET", "NET9_0_OR_GREATER", "NET10_0", "NET10_0_OR_GREATER"], Load(Running()));

    /// <summary>The shared frameworks that this program runs on, ASP.NET Core's among them.</summary>
    private static IEnumerable<string> Running() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(static path => Path.GetFileName(path) is var name
            && (name is "netstandard.dll" or "mscorlib.dll" || (name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.CommandLine", StringComparison.Ordinal))
                || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal)));

    private static IEnumerable<string> NetFramework()
    {
        string folder = typeof(TargetFramework).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static metadata => metadata.Key == "NetFramework").Value!;
        return Directory.GetFiles(folder, "*.dll").Concat(Directory.GetFiles(Path.Combine(folder, "Facades"), "*.dll"));
    }

    private static ImmutableArray<MetadataReference> Load(IEnumerable<string> paths) =>
        [.. paths.Append(typeof(StepAttribute).Assembly.Location).Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path))];
}
