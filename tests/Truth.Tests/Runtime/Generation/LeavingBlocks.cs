using System;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>What others end: the loop that leaves an iterator, a helper that disposes of its caller's guard, nobody where an object is dropped, a loop that ends a nested bracket for the caller.</summary>
internal sealed class LeavingBlocks(LineWriter writer)
{
    public void Write()
    {
        switch (writer.Chance.Below(4))
        {
            case 0:
                Iterator();
                break;
            case 1:
                Guard();
                break;
            case 2:
                Owner();
                break;
            default:
                Nested();
                break;
        }
    }

    /// <summary>An iterator that holds a bracket at some of its <c>yield</c>s, and a loop that is left early.</summary>
    private void Iterator()
    {
        var u = writer.Declared.Parameter("Unit");
        var n = writer.New("n");
        string[] inside = writer.Chance.Percent(50) ? ["yield return 1;", "u.Lock();", "u.Touch();", "yield return 2;"] : ["u.Lock();", "yield return 1;", "u.Touch();"];
        var iterator = writer.New("Helper");
        writer.Declared.Helpers.Add(writer.Chance.Percent(30)
            ? [
                new(0, $"private IEnumerable<int> {iterator}(Unit u)", false), new(0, "{", false), new(1, writer.Chance.Of("using (u.Hold())", "using (var held = u.Hold())"), false), new(1, "{", false),
                new(2, "yield return 1;", false), new(2, "u.Touch();", true), new(2, "yield return 2;", false), new(1, "}", false), new(1, "yield return 3;", false), new(0, "}", false),
            ]
            : writer.Chance.Percent(50)
            ? [
                new(0, $"private IEnumerable<int> {iterator}(Unit u)", false), new(0, "{", false), new(1, "try", false), new(1, "{", false),
                .. Array.ConvertAll(inside, line => new CodeLine(2, line, !line.StartsWith("yield", StringComparison.Ordinal))),
                new(1, "}", false), new(1, "finally", false), new(1, "{", false), new(2, writer.Chance.Of("u.Unlock();", "u.Unlock();", "u.Release();"), true), new(1, "}", false), new(0, "}", false),
            ]
            : LineWriter.Member($"private IEnumerable<int> {iterator}(Unit u)", [.. inside, "u.Unlock();", .. writer.Chance.Percent(50) ? (string[])["yield return 3;"] : []]));
        if (writer.Chance.Percent(25))
        {
            var outer = writer.New("Helper");
            writer.Declared.Helpers.Add(
            [
                new(0, $"private IEnumerable<int> {outer}(Unit u)", false), new(0, "{", false), new(1, $"foreach (var n in {iterator}(u))", false), new(2, "yield return n;", false),
                new(1, writer.Chance.Of("Env.Work();", "u.Sleep();"), true), new(0, "}", false),
            ]);
            iterator = outer;
        }

        switch (writer.Chance.Below(6))
        {
            case 0:
                writer.Text(writer.Chance.Of($"_ = {iterator}({u}).First();", $"_ = {iterator}({u}).Any();"), isCall: true);
                writer.Calls($"{u}.Sleep();");
                return;
            case 1:
                writer.Text($"using (var {n} = {iterator}({u}).GetEnumerator())");
                writer.Braces(() =>
                {
                    writer.Text(writer.Chance.Of($"while ({n}.MoveNext())", $"if ({n}.MoveNext())"));
                    writer.Braces(() => writer.Text($"Env.Log(\"n\", {n}.Current);"));
                });
                return;
        }

        writer.Text($"foreach (var {n} in {iterator}({u}))");
        writer.Braces(() =>
        {
            writer.Text($"Env.Log(\"n\", {n});");
            if (writer.Chance.Percent(70))
            {
                writer.Text(writer.Chance.Of("if (Env.Flip())", $"if ({n} > Env.Pick(3))"));
                writer.Text(writer.Chance.Of("    break;", "    return;", "    break;"));
            }
        });
    }

    /// <summary>A guard that a helper disposes of, and what it does before and afterwards.</summary>
    private void Guard()
    {
        var u = writer.Declared.Parameter("Unit");
        var held = writer.New("held");
        string[] lines =
        [
            .. writer.Chance.Percent(50) ? (string[])["u.Touch();"] : [],
            writer.Chance.Of("given.Dispose();", "given.Dispose();", "given?.Dispose();"),
            .. writer.Chance.Of<string[]>(["Env.Work();"], ["u.Touch();"], ["u.Unlock();"], ["u.Sleep();"], ["u.Lock();", "u.Touch();", "u.Unlock();"]),
        ];
        var helper = writer.New("end");
        writer.Text($"var {held} = {u}.Hold();");
        writer.Calls($"{u}.Touch();");
        writer.Text($"{helper}({held}, {u});");
        writer.Text($"void {helper}(IDisposable given, Unit unit)");
        writer.Braces(() => writer.Calls(Array.ConvertAll(lines, line => line.Replace("u.", "unit.", StringComparison.Ordinal))));
    }

    /// <summary>An object that holds a bracket until it is disposed of, behind an early return.</summary>
    private void Owner()
    {
        var u = writer.Declared.Parameter("Unit");
        var o = writer.New("o");
        var type = writer.New("Owner");
        writer.Declared.Types.Add(ClassBlocks.OwnerOfGiven(type));
        if (writer.Chance.Percent(70))
        {
            writer.Text("if (Env.Flip())");
            writer.Text("    return;");
        }

        writer.Text($"var {o} = new {type}({u});");
        writer.Calls($"{o}.Use();", $"{u}.Touch();");
        if (writer.Chance.Percent(50))
            writer.Calls($"{o}.Dispose();");
    }

    /// <summary>A nested bracket that a loop or a few statements end for the caller, and that is performed again.</summary>
    private void Nested()
    {
        var u = writer.Declared.Parameter("Unit");
        var times = 1 + writer.Chance.Below(3);
        if (writer.Chance.Percent(50))
        {
            writer.Text($"foreach (var {writer.New("x")} in {writer.Declared.Parameter("List<Unit>")})");
            writer.Braces(() => writer.Calls($"{u}.Go();"));
        }
        else
        {
            for (var i = 0; i < times; i++)
                writer.Calls($"{u}.Go();");
        }

        for (var i = 0; i < times; i++)
        {
            writer.Calls($"{u}.Come();");
            if (writer.Chance.Percent(60))
                writer.Calls($"{u}.Look();");
        }
    }
}
