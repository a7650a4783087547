namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Guards: what makes them, those that may be empty, and delegates that dispose of one.</summary>
internal sealed class GuardBlocks(LineWriter writer)
{
    /// <summary>Guards that nobody keeps or awaits on some way, and helpers that leave a nested bracket early.</summary>
    public void Forgotten()
    {
        var u = writer.Declared.Parameter("Unit");
        var held = writer.New("held");
        switch (writer.Chance.Below(6))
        {
            case 0:
                // On every way, where it is not right.
                writer.Calls($"{u}.Sleep();");
                writer.Text(writer.Chance.Of($"{u}.Release();", $"{u}.Hold().Dispose();", $"{u}.Hold();", $"_ = {u}.Hold();"));
                break;
            case 1:
                writer.Text($"var {held} = {u}.Hold();");
                writer.Calls($"{u}.Touch();", $"{held}.Dispose();");
                break;
            case 2:
                writer.IsAsync = true;
                writer.Text($"using (var {held} = await {u}.HoldAsync())");
                writer.Braces(() => writer.Calls($"{u}.Touch();"));
                break;
            case 3:
                writer.IsAsync = true;
                writer.Text(writer.Chance.Of($"await {u}.HoldAsync();", $"_ = {u}.HoldAsync();", $"{u}.HoldAsync();", $"using (var {held} = await {u}.HoldAsync()) {{ }}"));
                break;
            case 4:
                writer.IsAsync = true;
                writer.Text($"var {held} = await {u}.HoldAsync();");
                writer.Calls($"{u}.Touch();", $"{held}.Dispose();");
                break;
            default:
                var flag = writer.Declared.Parameter("bool");
                var helper = writer.Helper("private void {0}(Unit u, bool isDone)", "u.Come();", "if (isDone)", "{", "    u.Go();", "    return;", "}", "u.Look();", "u.Go();");
                writer.Calls($"{u}.Come();");
                writer.Text($"{helper}({u}, {flag});");
                writer.Calls($"{u}.Look();", $"{u}.Go();");
                break;
        }
    }

    public void Makers()
    {
        var u = writer.Declared.Parameter("Unit");
        var o = writer.New("o");
        switch (writer.Chance.Below(4))
        {
            case 0:
                writer.Text($"using (new Scope({u}))");
                writer.Braces(() => writer.Calls($"{u}.Touch();"));
                break;
            case 1:
                writer.Text($"var {o} = new Scope({u});");
                writer.Calls($"{u}.Touch();", $"{o}.Dispose();");
                break;
            case 2:
                writer.Text($"using var {o} = {writer.Helper("private static Scope {0}(Unit u)", "Env.Log(\"scope\");", "return new Scope(u);")}({u});");
                writer.Calls($"{u}.Touch();");
                break;
            default:
                writer.Text($"var {o} = new Lamp();");
                writer.Calls($"{o}.Shine();", $"{o}.Darken();");
                break;
        }
    }

    public void Leases()
    {
        var u = writer.Declared.Parameter("Unit");
        var o = writer.New("o");
        switch (writer.Chance.Below(6))
        {
            case 0:
                writer.Text($"using (var {o} = {u}.HoldOrNot())");
                writer.Braces(() =>
                {
                    writer.Text($"if ({o} != null)");
                    writer.Braces(() => writer.Calls($"{u}.Touch();"));
                });
                break;
            case 1:
                writer.Text($"var {o} = {u}.HoldOrNot();");
                writer.Text($"if ({o} is null)");
                writer.Text("    return;");
                writer.Calls($"{u}.Touch();", $"{o}.Dispose();");
                break;
            case 2:
                writer.Text($"var {o} = {u}.HoldOrNot();");
                writer.Calls("Env.Work();", $"{o}?.Dispose();");
                break;
            case 3:
                writer.Text($"using (var {o} = {u}.Rent())");
                writer.Braces(() =>
                {
                    writer.Text($"if ({o}.IsHeld)");
                    writer.Braces(() => writer.Calls($"{u}.Touch();"));
                });
                break;
            case 4:
                writer.Text($"var {o} = {u}.Rent();");
                writer.Text($"if (!{o}.IsHeld)");
                writer.Text("    return;");
                writer.Calls($"{u}.Touch();", $"{o}.Dispose();");
                break;
            default:
                writer.Text($"if ({u}.TryHold(out var {o}))");
                writer.Braces(() => writer.Calls($"{u}.Touch();", $"{o}.Dispose();"));
                break;
        }
    }

    public void Disposals()
    {
        var u = writer.Declared.Parameter("Unit");
        var held = writer.New("held");
        var work = writer.New("work");
        switch (writer.Chance.Below(5))
        {
            case 0:
                writer.Text($"var {held} = {u}.Hold();");
                writer.Text($"Action {work} = {held}.Dispose;");
                writer.Calls($"{u}.Touch();", $"{work}();");
                break;
            case 1:
                writer.Text($"var {held} = {u}.Hold();");
                writer.Text($"Action {work} = () =>");
                writer.Braces(() => writer.Text($"{held}.Dispose();"), ";");
                writer.Calls($"{u}.Touch();", $"{work}();");
                break;
            case 2:
                writer.Text($"var {held} = {u}.Hold();");
                writer.Calls($"{u}.Touch();");
                writer.Text($"Env.Call({held}.Dispose);", isCall: true);
                break;
            case 3:
                writer.Calls($"{u}.Lock();");
                writer.Text($"using (Hands.Defer({u}.Unlock))");
                writer.Braces(() => writer.Calls($"{u}.Touch();"));
                break;
            default:
                writer.Calls($"{u}.Lock();");
                writer.Text($"using var {held} = Hands.Defer(() =>");
                writer.Braces(() => writer.Text($"{u}.Unlock();"), ");");
                writer.Calls($"{u}.Touch();");
                break;
        }
    }
}
