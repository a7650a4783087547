namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Ways to call: iterators, generic methods, delegates, local functions, one object as two arguments, contracts.</summary>
internal sealed class CallBlocks(LineWriter writer)
{
    public void Iterator()
    {
        var u = writer.Declared.Parameter("Unit");
        var n = writer.New("n");
        switch (writer.Chance.Below(4))
        {
            case 0:
                // The bracket is the iterator's, and in effect between its steps.
                var inside = writer.Helper("private IEnumerable<int> {0}(Unit u)", "u.Lock();", "yield return 1;", "u.Touch();", "yield return 2;", "u.Unlock();");
                writer.Text($"foreach (var {n} in {inside}({u}))");
                writer.Braces(() => writer.Calls($"Env.Log(\"n\", {n});", $"{u}.Touch();"));
                break;
            case 1:
                var needs = writer.Helper("private IEnumerable<int> {0}(Unit u)", "u.Touch();", "yield return 1;", "u.Touch();");
                writer.Calls($"{u}.Lock();");
                writer.Text($"foreach (var {n} in {needs}({u}))");
                writer.Braces(() => writer.Text($"Env.Log(\"n\", {n});"));
                writer.Calls($"{u}.Unlock();");
                break;
            case 2:
                var safe = writer.New("Helper");
                writer.Declared.Helpers.Add(
                [
                    new(0, $"private IEnumerable<int> {safe}(Unit u)", false), new(0, "{", false), new(1, "u.Lock();", true), new(1, "try", false), new(1, "{", false),
                    new(2, "yield return 1;", false), new(2, "u.Touch();", true), new(2, "yield return 2;", false), new(1, "}", false), new(1, "finally", false),
                    new(1, "{", false), new(2, "u.Unlock();", true), new(1, "}", false), new(0, "}", false),
                ]);
                writer.Text($"foreach (var {n} in {safe}({u}))");
                writer.Braces(() =>
                {
                    writer.Calls($"{u}.Touch();");
                    writer.Text($"if ({n} > Env.Pick(3))");
                    writer.Text("    break;");
                });
                break;
            default:
                var whole = writer.Helper("private IEnumerable<int> {0}(Unit u)", "u.Lock();", "u.Touch();", "u.Unlock();", "yield return 1;");
                writer.Text($"foreach (var {n} in {whole}({u}))");
                writer.Braces(() => writer.Text($"Env.Log(\"n\", {n});"));
                break;
        }
    }

    public void Generic()
    {
        var u = writer.Declared.Parameter("Unit");
        var x = writer.New();
        switch (writer.Chance.Below(4))
        {
            case 0:
                var act = writer.Helper("private static void {0}<T>(T value, [EntryPath.InstantHandle] Action<T> act)", "act(value);");
                writer.Calls($"{u}.Lock();");
                writer.Text($"{act}({u}, {x} =>");
                writer.Braces(() => writer.Calls($"{u}.Touch();"), ");");
                writer.Calls($"{u}.Unlock();");
                break;
            case 1:
                var cell = writer.New("Cell");
                writer.Declared.Types.Add([new CodeLine(0, $"public sealed class {cell}<T>(T value)\n{{\n    public T Value {{ get; }} = value;\n}}", false)]);
                writer.Text($"var {x} = new {cell}<Unit>({u});");
                writer.Calls($"{x}.Value.Lock();", $"{u}.Touch();", $"{x}.Value.Unlock();");
                break;
            case 2:
                var first = writer.Helper("private static T {0}<T>(T one, T other)", "Env.Log(\"first\");", "return one;");
                writer.Text($"var {x} = {first}({u}, {writer.Declared.Parameter("Unit")});");
                writer.Calls($"{x}.Lock();", $"{u}.Touch();", $"{x}.Unlock();");
                break;
            default:
                var choose = writer.Helper("private static T {0}<T>(bool flag, T one, T other)", "Env.Log(\"choose\");", "return flag ? one : other;");
                writer.Text($"var {x} = {choose}({writer.Declared.Parameter("bool")}, {u}, {writer.Declared.Parameter("Unit")});");
                writer.Calls($"{x}.Lock();", $"{x}.Touch();", $"{x}.Unlock();");
                break;
        }
    }

    /// <summary>The same object for two parameters, now and then another one.</summary>
    public void Alias()
    {
        var u = writer.Declared.Parameter("Unit");
        var other = writer.Chance.Percent(70) ? u : writer.Declared.Parameter("Unit");
        if (writer.Chance.Percent(50))
        {
            var helper = writer.Helper("private void {0}(Unit u, Unit v)", "u.Touch();", "v.Touch();");
            writer.Calls($"{u}.Lock();");
            writer.Text($"{helper}({u}, {other});");
            writer.Calls($"{u}.Unlock();");
        }
        else
        {
            var helper = writer.Helper("private void {0}(Unit u, Unit v)", "u.Lock();", "v.Touch();", "u.Unlock();");
            writer.Text($"{helper}({u}, {other});");
        }
    }

    public void Delegate()
    {
        var u = writer.Declared.Parameter("Unit");
        var work = writer.New("work");
        switch (writer.IsAsync ? 1 : writer.Chance.Below(6))
        {
            case 0:
                writer.Calls($"{u}.Lock();");
                writer.Text($"{work}();");
                writer.Calls($"{u}.Unlock();");
                writer.Text($"void {work}()");
                writer.Braces(() => writer.Calls($"{u}.Touch();"));
                break;
            case 1:
                writer.Text($"{work}({u});");
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                writer.Text($"static void {work}(Unit u)");
                writer.Braces(() => writer.Text("u.Lock();"));
                break;
            case 2:
                writer.Text($"Action {work} = {u}.Lock;");
                writer.Text($"{work}();");
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                break;
            case 3:
                writer.Text($"Action<Unit> {work} = x =>");
                writer.Braces(() => writer.Text("x.Lock();"), ";");
                writer.Text($"{work}({u});");
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                break;
            case 4:
                writer.Text($"Func<bool> {work} = {u}.TryLock;");
                writer.Text($"if ({work}())");
                writer.Braces(() => writer.Calls($"{u}.Touch();", $"{u}.Unlock();"));
                break;
            default:
                writer.Calls($"{u}.Lock();");
                writer.Text("Env.Call(() =>");
                writer.Braces(() => writer.Calls($"{u}.Touch();"), ");");
                writer.Calls($"{u}.Unlock();");
                break;
        }
    }

    public void Contract()
    {
        var u = writer.Declared.Parameter("Unit");
        switch (writer.Chance.Below(3))
        {
            case 0:
                var needs = writer.Helper("[EntryPath.Requires(Latch.Held)] private void {0}([EntryPath.Subject] Unit u)", "u.Touch();");
                writer.Calls($"{u}.Lock();", $"{needs}({u});", $"{u}.Unlock();");
                break;
            case 1:
                var takes = writer.Helper("[EntryPath.Ensures(Latch.Held, When = true)] private bool {0}([EntryPath.Subject] Unit u)", "if (Env.Flip())", "    return false;", "u.Lock();", "return true;");
                writer.Text($"if ({takes}({u}))");
                writer.Braces(() => writer.Calls($"{u}.Touch();", $"{u}.Unlock();"));
                break;
            default:
                var lets = writer.Helper("[EntryPath.Requires(Latch.Held), EntryPath.EnsuresUndone(Latch.Held)] private void {0}([EntryPath.Subject] Unit u)", "u.Touch();", "u.Unlock();");
                writer.Calls($"{u}.Lock();", $"{u}.Touch();", $"{lets}({u});");
                break;
        }
    }
}
