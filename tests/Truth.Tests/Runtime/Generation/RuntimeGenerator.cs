using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using EntryPath.Truth.Tests.Generation;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>
/// Writes C# as people write it: right uses of the protocols in the constructs of the language, spoilt by small edits of some lines. A seed names a program.
/// </summary>
internal sealed class RuntimeGenerator(Production allowed = Production.All)
{
    private const int SpoiltPercent = 65;

    /// <summary>The program of a seed, in the namespace of this name.</summary>
    public string Generate(ulong seed, string space)
    {
        var chance = new Chance(new PCG(1, seed));
        var declared = new Declarations(chance);
        var methods = new List<(string Head, IReadOnlyList<CodeLine> Lines)>();
        var count = 1 + chance.Below(2);
        for (var i = 0; i < count; i++)
        {
            declared.BeginMethod();
            var body = new Body(chance, allowed, declared);
            var lines = body.Write();
            methods.Add(($"public void Run{i}({declared.ParameterList})", lines));
        }

        var bodies = methods.Select(method => method.Lines).Concat(declared.Helpers).ToList();
        if (chance.Percent(SpoiltPercent))
        {
            var edits = 1 + (chance.Percent(25) ? 1 : 0);
            for (var i = 0; i < edits; i++)
            {
                var at = chance.Below(bodies.Count);
                bodies[at] = Spoil(chance, bodies[at]);
            }
        }

        var text = new StringBuilder();
        text.Append("using System;\nusing System.Collections.Generic;\nusing TruthPrelude;\n\nnamespace ").Append(space).Append(";\n\n");
        text.Append("public sealed class Holder\n{\n    public readonly Unit Fixed = new();\n    public Unit Got { get; } = new();\n    public readonly Inside Inner = new();\n}\n\n");
        text.Append("public sealed class Inside\n{\n    public readonly Unit Fixed = new();\n}\n\n");
        text.Append("public sealed record Pair(Unit One, Unit Other);\n\n");
        text.Append("public readonly struct Box(Unit unit)\n{\n    public readonly Unit Unit = unit;\n}\n\n");
        text.Append("public sealed class Subject\n{\n");
        foreach (var member in declared.Members)
            text.Append("    ").Append(member).Append('\n');
        for (var i = 0; i < bodies.Count; i++)
        {
            text.Append('\n');
            if (i < methods.Count)
                text.Append("    ").Append(methods[i].Head).Append("\n    {\n");
            foreach (var line in bodies[i])
                text.Append("    ").Append(i < methods.Count ? "    " : "").Append(line).Append('\n');
            if (i < methods.Count)
                text.Append("    }\n");
        }

        text.Append("\n    private static T Same<T>(T value) => value;\n\n    private static void Give(Unit unit, out Unit given)\n    {\n        given = unit;\n    }\n}\n");
        return text.ToString();
    }

    private static List<CodeLine> Spoil(Chance chance, IReadOnlyList<CodeLine> lines)
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
                if (next > 0)
                    (result[at], result[next]) = (result[next], line);
                break;
            case 3:
                var other = chance.Of(calls);
                var indent = result[other].Indent;
                result.RemoveAt(at);
                result.Insert(other > at ? other - 1 : other, line with { Indent = indent });
                break;
            default:
                var dot = line.Text.LastIndexOf('.', line.Text.IndexOf(' ') is var space and > 0 ? space : line.Text.Length - 1);
                if (dot > 0 && !line.Text.StartsWith("Cpu", System.StringComparison.Ordinal))
                    result[at] = line with { Text = "p0" + line.Text[dot..] };
                break;
        }

        return result;
    }
}
