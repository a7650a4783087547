namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Forms of calls and of rules that most programs do without.</summary>
internal sealed class FormBlocks(LineWriter writer)
{
    public void Nulls()
    {
        var maybe = writer.Declared.Parameter("Unit?");
        switch (writer.Chance.Below(5))
        {
            case 0:
                var core = writer.Declared.Parameter("Core?");
                writer.Calls($"{core}?.Off();", "Cpu.Poke();", $"{core}?.On();");
                break;
            case 1:
                writer.Calls($"{maybe}?.Lock();", $"{maybe}?.Touch();", $"{maybe}?.Unlock();");
                break;
            case 2:
                writer.Text($"if ({maybe}?.TryLock() == true)");
                writer.Braces(() => writer.Calls($"{maybe}.Touch();", $"{maybe}.Unlock();"));
                break;
            case 3:
                writer.Text($"if ({maybe}?.Grab() is not null)");
                writer.Braces(() => writer.Calls($"{maybe}.Touch();", $"{maybe}.Unlock();"));
                break;
            default:
                var holder = writer.Declared.Parameter("Holder?");
                writer.Calls($"{holder}?.Got.Lock();", $"{holder}?.Got.Touch();", $"{holder}?.Got.Unlock();");
                break;
        }
    }

    public void Assertions()
    {
        var u = writer.Declared.Parameter("Unit");
        var flag = writer.Declared.Parameter("bool");
        switch (writer.Chance.Below(4))
        {
            case 0:
                writer.Text($"if ({flag})");
                writer.Braces(() => writer.Calls($"{u}.Lock();"));
                writer.Text($"System.Diagnostics.Debug.Assert({flag});");
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                break;
            case 1:
                writer.Text($"if ({flag})");
                writer.Braces(() => writer.Calls($"{u}.Lock();"));
                writer.Text($"Check.That({flag});");
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                break;
            case 2:
                var got = writer.New("got");
                writer.Text($"var {got} = {u}.TryLock();");
                writer.Text($"Check.That({got} && {flag});");
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                break;
            default:
                writer.Calls($"{u}.Lock();");
                writer.Text($"if ({flag})");
                writer.Braces(() => writer.Text("Check.Fail();"));
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                break;
        }
    }

    public void Handovers()
    {
        var u = writer.Declared.Parameter("Unit");
        switch (writer.Chance.Below(4))
        {
            case 0:
                writer.Calls($"{u}.Lock();", $"{u}.Touch();", $"_ = {u}.CarryAsync();");
                break;
            case 1:
                writer.IsAsync = true;
                writer.Calls($"{u}.Lock();", $"await {u}.CarryAsync();");
                break;
            case 2:
                var pump = writer.Helper("[EntryPath.TakesOver(Latch.Held)] private static Task {0}([EntryPath.Subject] Unit u)", "u.Touch();", "u.Unlock();", "return Task.CompletedTask;");
                writer.Calls($"{u}.Lock();", $"_ = {pump}({u});");
                break;
            default:
                writer.Helper("[EntryPath.EntryState(Irq.Off)] private void {0}(Unit u)", "u.Lock();", "Cpu.Poke();", "u.Unlock();");
                writer.Text("Env.Work();");
                break;
        }
    }

    public void Parts()
    {
        var d = writer.New("d");
        var o = writer.New("o");
        writer.Text($"var {d} = {writer.Declared.Parameter("Dock")};");
        switch (writer.Chance.Below(5))
        {
            case 0:
                writer.Calls($"{d}.Moor();", $"{d}.Kept.Load();", $"{d}.Kept.Seal();", $"{d}.Sail();", $"{d}.Cast();");
                break;
            case 1:
                writer.Calls($"{d}.Moor();", $"{d}.Deck().Load();", $"{d}.Deck().Seal();", $"{d}.Sail();", $"{d}.Cast();");
                break;
            case 2:
                writer.Text($"Deck {o} = {d};");
                writer.Calls($"{d}.Moor();", $"{o}.Load();", $"((Deck){d}).Seal();", $"{d}.Sail();", $"{d}.Cast();");
                break;
            case 3:
                writer.Text($"var {o} = new Deck({d});");
                writer.Calls($"{d}.Moor();", $"{o}.Load();", $"{o}.Seal();", $"{d}.Sail();", $"{d}.Cast();");
                break;
            default:
                writer.IsAsync = true;
                writer.Calls($"{d}.Moor();", $"(await {d}.DeckAsync()).Load();");
                writer.Text($"var {o} = await {d}.DeckAsync();");
                writer.Calls($"{o}.Seal();", $"{d}.Sail();", $"{d}.Cast();");
                break;
        }
    }

    public void Extensions()
    {
        var u = writer.Declared.Parameter("Unit");
        switch (writer.Chance.Below(3))
        {
            case 0:
                writer.Calls($"{u}.Seize();", $"_ = {u}.Level;", $"{u}.Free();");
                break;
            case 1:
                writer.Calls($"Hands.Seize({u});", $"_ = Hands.get_Level({u});", $"Hands.Free({u});");
                break;
            default:
                var on = writer.New("On");
                var off = writer.New("Off");
                writer.Declared.Types.Add([new CodeLine(0, $"public static class {writer.New("Reach")}\n{{\n    extension(Unit unit)\n    {{\n        internal void {on}()\n        {{\n            unit.Lock();\n        }}\n\n        internal void {off}()\n        {{\n            unit.Touch();\n            unit.Unlock();\n        }}\n    }}\n}}", IsCall: false)]);
                writer.Calls($"{u}.{on}();", $"{u}.Touch();", $"{u}.{off}();");
                break;
        }
    }

    public void Filters()
    {
        var u = writer.Declared.Parameter("Unit");
        if (writer.Chance.Percent(60))
        {
            writer.Calls($"{u}.Wicket.Open();", $"{u}.Wicket.Pass();", $"{u}.Touch();", $"{u}.Wicket.Shut();");
            return;
        }

        writer.Text($"if ({u}.Wicket.TryOpen())");
        writer.Braces(() => writer.Calls($"{u}.Wicket.Pass();", $"{u}.Wicket.Shut();"));
    }

    public void Types()
    {
        var u = writer.Declared.Parameter("Unit");
        var x = writer.New();
        switch (writer.Chance.Below(6))
        {
            case 0:
                writer.Text($"object o{x} = {writer.Declared.Parameter("bool")} ? {u} : \"text\";");
                writer.Text($"switch (o{x})");
                writer.Braces(() =>
                {
                    writer.Text($"case Unit {x}:");
                    writer.Calls($"    {x}.Lock();", $"    {u}.Touch();", $"    {x}.Unlock();");
                    writer.Text("    break;");
                    writer.Text("case string:");
                    writer.Text("    break;");
                });
                break;
            case 1:
                writer.Text($"switch ((object){u})");
                writer.Braces(() =>
                {
                    writer.Text("case Unit:");
                    writer.Calls($"    {u}.Lock();", $"    {u}.Touch();", $"    {u}.Unlock();");
                    writer.Text("    break;");
                    writer.Text("default:");
                    writer.Text("    Env.Work();");
                    writer.Text("    break;");
                });
                break;
            case 2:
                writer.Text($"if ((object){u} is Unit)");
                writer.Braces(() => writer.Calls($"{u}.Lock();", $"{u}.Touch();", $"{u}.Unlock();"));
                break;
            case 3:
                writer.Calls($"{u}.Lock();");
                writer.Text($"dynamic {x} = Env.Pick(2);");
                writer.Text($"Env.Log(\"sum\", {x} + 1);");
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                break;
            case 4:
                writer.Calls($"{u}.Lock();");
                writer.Text("unsafe");
                writer.Braces(() =>
                {
                    writer.Text($"delegate*<int, int, int> {x} = &Math.Max;");
                    writer.Text($"_ = {x}(1, 2);");
                });
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                break;
            default:
                writer.Text($"var {x} = (object){u} switch {{ Unit => 1, string => 2, _ => 3 }};");
                writer.Text($"if ({x} == 1)");
                writer.Braces(() => writer.Calls($"{u}.Lock();", $"{u}.Touch();", $"{u}.Unlock();"));
                break;
        }
    }
}
