using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace EntryPath.Cases.Tests;

/// <summary>
/// A program of <c>Programs</c>: its text, the packs and settings that its first lines name (<c>// packs: Threading</c>,
/// <c>// option: entrypath.exceptions = any</c>), its stubs (<c>NAME.entrypath.cs</c>; the programs <c>NAME.before.cs</c> and
/// <c>NAME.after.cs</c> share one), and the reports that its marks expect.
/// </summary>
internal sealed partial record CaseProgram(string Name, string Text, ImmutableArray<AdditionalText> Stubs, ImmutableArray<(string Key, string Value)> Settings)
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Programs");

    /// <summary>The names of all programs, as file names without the ending.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Directory.GetFiles(s_folder, "*.cs").Select(static path => Path.GetFileName(path)[..^3])
            .Where(static name => !name.EndsWith(".entrypath", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>For each marked line the ids of which one is expected: a line ends in <c>// EPO1001</c>, <c>// EPO1001, EPO1005</c> (both), or <c>// EPO1001|EPO1002</c> (either).</summary>
    public ImmutableArray<(int Line, ImmutableArray<string> Ids)> Expected =>
    [
        .. Text.Split('\n').SelectMany(static (line, index) => Mark().Match(line) is { Success: true } mark
            ? mark.Groups["ids"].Value.Split(", ").Select(ids => (index + 1, ids.Split('|').ToImmutableArray()))
            : []),
    ];

    public static CaseProgram Read(string name)
    {
        string text = File.ReadAllText(Path.Combine(s_folder, name + ".cs"));
        string stub = Path.Combine(s_folder, Regex.Replace(name, @"\.(before|after)$", "") + ".entrypath.cs");
        return new CaseProgram(
            name,
            text,
            [
                .. Header().Matches(text).Where(static line => line.Groups["key"].Value == "packs")
                    .SelectMany(static line => line.Groups["value"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(static pack => (AdditionalText)new StubFile(Path.Combine(AppContext.BaseDirectory, "packs", pack + ".entrypath.cs"))),
                .. File.Exists(stub) ? [new StubFile(stub)] : ImmutableArray<AdditionalText>.Empty,
            ],
            [
                .. Header().Matches(text).Where(static line => line.Groups["key"].Value == "option")
                    .Select(static line => line.Groups["value"].Value.Split('=', StringSplitOptions.TrimEntries)).Select(static pair => (pair[0], pair[1])),
            ]);
    }

    [GeneratedRegex(@"// (?<ids>EPO\d{4}(?:(?:, |\|)EPO\d{4})*)\r?$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^// (?<key>packs|option): (?<value>[^\r\n]*)", RegexOptions.Multiline)]
    private static partial Regex Header();
}
