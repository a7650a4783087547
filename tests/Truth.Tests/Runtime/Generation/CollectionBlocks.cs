namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Collections that the program fills itself, and members whose object could be another one after a call.</summary>
internal sealed class CollectionBlocks(LineWriter writer)
{
    /// <summary>What one loop puts in, another one uses.</summary>
    public void Fills()
    {
        var many = writer.New("many");
        var x = writer.New("x");
        var i = writer.New("i");
        switch (writer.Chance.Below(5))
        {
            case 0:
                writer.Text($"var {many} = new List<Unit>();");
                Loop(i, "Env.Pick(3)", () => Make(x, $"{many}.Add({x});"));
                Each(many);
                break;
            case 1:
                var size = writer.New("size");
                writer.Text($"var {size} = Env.Pick(3);");
                writer.Text($"var {many} = new Unit[{size}];");
                Loop(i, size, () =>
                {
                    writer.Text($"{many}[{i}] = new Unit();");
                    writer.Calls($"{many}[{i}].Lock();");
                });
                if (writer.Chance.Percent(50))
                    Each(many);
                else
                    Loop(writer.New("j"), size, j => writer.Calls($"{many}[{j}].Touch();", $"{many}[{j}].Unlock();"));
                break;
            case 2:
                writer.Text($"Queue<Unit> {many} = new();");
                Loop(i, "2", () => Make(x, $"{many}.Enqueue({x});"));
                Each(many);
                break;
            case 3:
                var given = writer.Declared.Parameter("List<Unit>");
                writer.Text($"List<Unit> {many} = [];");
                writer.Text($"foreach (var {x} in {given})");
                writer.Braces(() =>
                {
                    writer.Text("if (Env.Flip())");
                    writer.Braces(() =>
                    {
                        writer.Calls($"{x}.Lock();");
                        writer.Text($"{many}.Add({x});");
                    });
                });
                Each(many);
                break;
            default:
                var last = writer.Declared.Parameter("List<Unit>");
                writer.Text($"if ({last}.Count == 0)");
                writer.Braces(() => writer.Text("return;"));
                writer.Calls($"{last}[^1].Lock();", $"{last}[^1].Touch();", $"{last}[^1].Unlock();");
                break;
        }
    }

    /// <summary>Members that others can write, or that a call fills at the first use.</summary>
    public void Settable()
    {
        switch (writer.Chance.Below(3))
        {
            case 0:
                var make = writer.Helper("private static Unit {0}()", "Env.Work();", "return new Unit();");
                var kept = writer.Declared.Field("private Unit? {0} = null;");
                var lazy = writer.Declared.Field($"private Unit {{0}} => {kept} ??= {make}();");
                writer.Calls($"{lazy}.Lock();", $"{lazy}.Touch();", $"{lazy}.Unlock();");
                break;
            case 1:
                var own = writer.Declared.Field("public Unit {0} {{ get; set; }} = new();");
                writer.Calls($"{own}.Lock();");
                Between("this");
                writer.Calls($"{own}.Touch();", $"{own}.Unlock();");
                break;
            default:
                var type = writer.New("Place");
                var place = writer.New("place");
                writer.Declared.Types.Add([new CodeLine(0, $"public sealed class {type}\n{{\n    public Unit Unit = new();\n}}", IsCall: false)]);
                writer.Text($"var {place} = new {type}();");
                writer.Calls($"{place}.Unit.Lock();");
                Between(place);
                writer.Calls($"{place}.Unit.Touch();", $"{place}.Unit.Unlock();");
                break;
        }
    }

    private void Between(string given) => writer.Text(writer.Chance.Of(
        $"Env.Log(\"given\", {given});", $"_ = new List<object> {{ {given} }};", $"ArgumentNullException.ThrowIfNull({given});", $"GC.KeepAlive({given});", $"_ = Equals({given}, null);"));

    private void Make(string made, string put)
    {
        writer.Text($"var {made} = new Unit();");
        if (writer.Chance.Percent(30))
        {
            writer.Text(put);
            writer.Calls($"{made}.Lock();");
            return;
        }

        writer.Calls($"{made}.Lock();");
        writer.Text(put);
    }

    private void Each(string many)
    {
        var each = writer.New("each");
        writer.Text($"foreach (var {each} in {many})");
        writer.Braces(() => writer.Calls($"{each}.Touch();", $"{each}.Unlock();"));
    }

    private void Loop(string index, string limit, System.Action inside) => Loop(index, limit, _ => inside());

    private void Loop(string index, string limit, System.Action<string> inside)
    {
        // The number is asked for once, as in a loop that people write.
        var count = limit;
        if (limit.Contains('('))
        {
            count = writer.New("count");
            writer.Text($"var {count} = {limit};");
        }

        writer.Text($"for (var {index} = 0; {index} < {count}; {index}++)");
        writer.Braces(() => inside(index));
    }
}
