namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Uses of the protocol whose steps are awaited.</summary>
internal sealed class TaskBlocks(LineWriter writer)
{
    public void Write()
    {
        writer.IsAsync = true;
        var u = writer.Declared.Parameter("Unit");
        var task = writer.New("task");
        switch (writer.Chance.Below(8))
        {
            case 0:
                // Started, and awaited later.
                writer.Text($"var {task} = {u}.LinkAsync();");
                writer.Text("Env.Work();");
                if (writer.Chance.Percent(25))
                    writer.Calls($"{u}.Ping();");
                writer.Text($"await {task};");
                writer.Calls($"{u}.Ping();", $"await {u}.UnlinkAsync();");
                break;
            case 1:
                // At the same time.
                var other = writer.Declared.Parameter("Unit");
                var second = other == u || writer.Chance.Percent(15) ? $"{u}.GreetAsync()" : $"{other}.LinkAsync()";
                writer.Text($"await Task.WhenAll({u}.LinkAsync(), {second});");
                writer.Calls($"{u}.Ping();", $"await {u}.UnlinkAsync();");
                if (other != u)
                    writer.Calls($"await {other}.UnlinkAsync();");
                break;
            case 2:
                writer.Calls($"await {u}.LinkAsync();");
                writer.Text("try");
                writer.Braces(() => writer.Calls($"await {u}.GreetAsync();", $"await {u}.ShipAsync();"));
                writer.Text("finally");
                writer.Braces(() => writer.Calls($"await {u}.UnlinkAsync();"));
                break;
            case 3:
                var helper = writer.Helper("private async Task {0}(Unit u)", "await u.LinkAsync();", "u.Ping();", "await u.GreetAsync();");
                writer.Text($"await {helper}({u});");
                writer.Calls($"await {u}.ShipAsync();", $"await {u}.UnlinkAsync();");
                break;
            case 4:
                // A method that is not async and gives on the task.
                var start = writer.Helper("private Task {0}(Unit u)", "Env.Work();", "return u.LinkAsync();");
                writer.Text($"await {start}({u});");
                writer.Calls($"{u}.Ping();", $"await {u}.UnlinkAsync();");
                break;
            case 5:
                writer.Calls("Cpu.Mask();");
                if (writer.Chance.Percent(30))
                    writer.Text("await Task.Yield();");
                writer.Calls("Cpu.Unmask();");
                writer.Calls($"await {u}.LinkAsync();", $"{u}.Ping();", $"await {u}.UnlinkAsync();");
                break;
            case 6:
                writer.Calls($"await {u}.LinkAsync();");
                writer.Text("while (Env.Flip())");
                writer.Braces(() => writer.Calls($"await {u}.GreetAsync();", $"await {u}.ShipAsync();"));
                writer.Calls($"await {u}.UnlinkAsync();");
                break;
            default:
                writer.Calls($"await {u}.LinkAsync();", $"await {u}.GreetAsync();", $"await {u}.ShipAsync();", $"await {u}.UnlinkAsync();");
                break;
        }
    }
}
