using System;
using System.IO;
using System.Linq;
using Xunit;

namespace EntryPath.Cli.Tests.Tools;

/// <summary>A test that needs Chromium; where there is none it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium is null)
            Skip = "no chromium on this machine (Debian: apt-get install chromium)";
    }

    /// <summary>The browser, or null.</summary>
    public static string? Chromium { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
