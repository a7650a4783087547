using System;
using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Generation;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>One small edit: a call lost, twice, exchanged, moved or made on another object.</summary>
internal static class Spoiling
{
    public static IReadOnlyList<CodeLine> Of(Chance chance, IReadOnlyList<CodeLine> lines, bool isRoot)
    {
        var result = lines.ToList();
        var calls = Enumerable.Range(0, result.Count).Where(i => result[i].IsCall).ToArray();
        if (calls.Length == 0)
            return result;
        var at = chance.Of(calls);
        var line = result[at];
        switch (chance.Below(5))
        {
            case 0:
                result[at] = line with { Text = "Env.Work();" };
                break;
            case 1:
                result.Insert(at, line);
                break;
            case 2:
                var next = calls.FirstOrDefault(i => i > at && result[i].Indent == line.Indent, -1);
                if (next > 0 && CanStandAt(result, line, next) && CanStandAt(result, result[next], at))
                    (result[at], result[next]) = (result[next], line);
                break;
            case 3:
                var other = chance.Of(calls);
                if (!CanStandAt(result, line, other))
                    break;
                var indent = result[other].Indent;
                result.RemoveAt(at);
                result.Insert(other > at ? other - 1 : other, line with { Indent = indent });
                break;
            default:
                var end = line.Text.IndexOfAny(['(', ' ']);
                var dot = end < 0 ? -1 : line.Text.LastIndexOf('.', end);
                if (isRoot && dot > 0 && !IsOwner(line.Text[..dot]))
                    result[at] = line with { Text = "p0" + line.Text[dot..] };
                break;
        }

        return result;
    }

    /// <summary>Whether it is the name of something that is no unit.</summary>
    private static bool IsOwner(string name) =>
        name is "Env" or "Cpu" || (name is ['d' or 'o' or 'h', ..] && !name.Contains('.')) || (name.Contains('[') && !name.Contains(']')) || name.EndsWith(".Wicket", StringComparison.Ordinal);

    /// <summary>Whether the local that the line is about is known at that place.</summary>
    private static bool CanStandAt(List<CodeLine> lines, CodeLine line, int place)
    {
        // An await in a lambda, or in a local function, needs another head.
        if (line.Text.Contains("await ", StringComparison.Ordinal) && lines.Exists(one => one.Text.Contains("=>", StringComparison.Ordinal) || one.Text.Contains("void work", StringComparison.Ordinal)))
            return false;
        foreach (var name in Locals(line.Text))
        {
            var declared = lines.FindIndex(one => Locals(one.Text).Contains(name));
            if (declared < 0 || declared >= place || lines[declared].IsCall)
                return false;
            // The variable of a loop, or of a pattern in a condition, is known in the block behind it.
            var opens = lines[declared + 1].Text == "{" && !lines[declared].Text.EndsWith(';');
            var depth = DepthOf(lines[declared]) + (opens ? 1 : 0);
            for (var between = declared + (opens ? 2 : 1); between < place; between++)
            {
                if (DepthOf(lines[between]) < depth)
                    return false;
            }
        }

        return true;
    }

    private static int DepthOf(CodeLine line) => line.Indent + ((line.Text.Length - line.Text.TrimStart().Length) / 4);

    /// <summary>The names of locals in a line: a word and a number, as <see cref="Declarations.New"/> gives them.</summary>
    private static IEnumerable<string> Locals(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsLetter(text[start]) || (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.')))
                continue;
            var end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
                end++;
            var name = text[start..end];
            if (char.IsDigit(name[^1]) && char.IsLower(name[0]) && name[0] != 'p')
                yield return name;
            start = end;
        }
    }
}
