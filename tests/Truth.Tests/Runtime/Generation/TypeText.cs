using System;
using System.Linq;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>The lines of a type that a program declares beside its own class.</summary>
internal static class TypeText
{
    public static CodeLine[] Type(string head, params CodeLine[] members) => [new(0, head, false), new(0, "{", false), .. members, new(0, "}", false)];

    public static CodeLine Line(string text) => new(1, text, false);

    /// <summary>A member; its statements that are calls can be spoilt.</summary>
    public static CodeLine[] Member(string head, params string[] lines) =>
    [
        new(1, head, false), new(1, "{", false),
        .. lines.Select(line => new CodeLine(2, line, line.EndsWith("();", StringComparison.Ordinal) && line.StartsWith('u') && line.Contains('.', StringComparison.Ordinal))), new(1, "}", false),
    ];

    /// <summary>A member of the program's own class.</summary>
    public static CodeLine[] Helper(string head, params string[] lines) => Array.ConvertAll(Member(head, lines), line => line with { Indent = line.Indent - 1 });
}
