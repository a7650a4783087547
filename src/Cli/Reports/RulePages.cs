using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace EntryPath.Cli.Reports;

/// <summary>The pages of the rules, which the tool carries along.</summary>
internal static class RulePages
{
    private const string Folder = "rules/";

    /// <summary>The ids of all rules that have a page.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(static name => name[Folder.Length..^".md".Length]).Order(StringComparer.Ordinal)];

    /// <summary>The page, as Markdown; null where there is no such rule.</summary>
    public static string? Find(string id)
    {
        string? known = Ids.FirstOrDefault(rule => rule.Equals(id, StringComparison.OrdinalIgnoreCase));
        return known is null ? null : Resource(Folder + known + ".md");
    }

    /// <summary>A file that is part of the assembly.</summary>
    public static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The first paragraph of a section of a page, in one line.</summary>
    public static string Paragraph(string page, string section)
    {
        string[] lines = page.Split('\n');
        int at = Array.IndexOf(lines, "## " + section);
        return at < 0 ? string.Empty : string.Join(' ', lines.Skip(at + 1).SkipWhile(string.IsNullOrWhiteSpace).TakeWhile(static line => !string.IsNullOrWhiteSpace(line)));
    }
}
