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
        var count = 1 + (chance.Percent(30) ? 1 : 0);
        for (var i = 0; i < count; i++)
        {
            declared.BeginMethod();
            var body = new Body(chance, allowed, declared);
            var lines = body.Write();
            methods.Add(($"public {(body.IsAsync ? "async Task" : "void")} Run{i}({declared.ParameterList})", lines));
        }

        var bodies = methods.Select(method => method.Lines).Concat(declared.Helpers).Concat(declared.Types).ToList();
        if (chance.Percent(SpoiltPercent))
        {
            var edits = 1 + (chance.Percent(25) ? 1 : 0);
            for (var i = 0; i < edits; i++)
            {
                // Half of the edits are made where most lines are.
                var at = chance.Percent(50) ? chance.Below(methods.Count) : chance.Below(bodies.Count);
                bodies[at] = Spoiling.Of(chance, bodies[at], isRoot: at < methods.Count);
            }
        }

        var inside = new StringBuilder();
        foreach (var member in declared.Members)
            inside.Append("    ").Append(member).Append('\n');
        for (var i = 0; i < methods.Count + declared.Helpers.Count; i++)
        {
            if (i < methods.Count)
                inside.Append("\n    ").Append(methods[i].Head).Append("\n    {\n");
            else
                inside.Append('\n');
            foreach (var line in bodies[i])
                inside.Append("    ").Append(i < methods.Count ? "    " : "").Append(line).Append('\n');
            if (i < methods.Count)
                inside.Append("    }\n");
        }

        // What a program does not use it does not declare: compiling is most of what a program costs.
        var code = inside.ToString();
        var text = new StringBuilder();
        text.Append("using System;\nusing System.Collections.Generic;\n").Append(Uses(".Order") || Uses("OrDefault()!") || Uses(".ElementAt(") || Uses(").First()") || Uses(").Any()") ? "using System.Linq;\n" : "").Append("using System.Threading.Tasks;\nusing TruthPrelude;\n\nnamespace ").Append(space).Append(";\n\n");
        if (Uses("Holder"))
        {
            text.Append("public sealed class Holder\n{\n    public readonly Unit Fixed = new();\n    public Unit Got { get; } = new();\n    public readonly Inside Inner = new();\n}\n\n");
            text.Append("public sealed class Inside\n{\n    public readonly Unit Fixed = new();\n}\n\n");
        }

        if (Uses(".Next"))
            text.Append("public sealed class Link(Unit unit, Link? next)\n{\n    public Unit Unit { get; } = unit;\n    public Link? Next { get; } = next;\n}\n\n");
        if (Uses("Pair"))
            text.Append("public sealed record Pair(Unit One, Unit Other);\n\n");
        if (Uses("Box"))
            text.Append("public readonly struct Box(Unit unit)\n{\n    public readonly Unit Unit = unit;\n}\n\n");
        foreach (var lines in bodies.Skip(methods.Count + declared.Helpers.Count))
            text.AppendJoin('\n', lines).Append("\n\n");
        text.Append("public sealed class Subject\n{\n").Append(code);
        if (Uses(" Same("))
            text.Append("\n    private static T Same<T>(T value) => value;\n");
        if (Uses("Give("))
            text.Append("\n    private static void Give(Unit unit, out Unit given)\n    {\n        given = unit;\n    }\n");
        if (Uses("Put("))
            text.Append("\n    private static void Put([System.Diagnostics.CodeAnalysis.NotNull] ref Unit? place, Unit unit)\n    {\n        place = unit;\n    }\n");
        if (Uses("Both("))
            text.Append("\n    private static (Unit, Unit) Both(Unit one, Unit other) => (one, other);\n");
        return text.Append("}\n").ToString();

        bool Uses(string name) => code.Contains(name, System.StringComparison.Ordinal);
    }
}
