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

    /// <summary>Tasks in a list or a field, and threads that wait for one.</summary>
    public void Waits()
    {
        var u = writer.Declared.Parameter("Unit");
        var task = writer.New("task");
        switch (writer.Chance.Below(6))
        {
            case 0:
                writer.Text($"var {task} = {u}.LinkAsync();");
                writer.Calls("Env.Work();", $"{task}.Wait();", $"{u}.Ping();");
                writer.Calls($"{u}.UnlinkAsync().GetAwaiter().GetResult();");
                break;
            case 1:
                writer.Calls($"{u}.LinkAsync().GetAwaiter().GetResult();", $"{u}.Ping();", $"{u}.UnlinkAsync().GetAwaiter().GetResult();");
                break;
            case 2:
                var other = writer.Declared.Parameter("Unit");
                var second = other == u ? $"Task.CompletedTask" : $"{other}.LinkAsync()";
                writer.Text($"Task.WaitAll({u}.LinkAsync(), {second});");
                writer.Calls($"{u}.Ping();", $"{u}.UnlinkAsync().GetAwaiter().GetResult();");
                if (other != u)
                    writer.Calls($"{other}.UnlinkAsync().GetAwaiter().GetResult();");
                break;
            case 3:
                writer.IsAsync = true;
                writer.Text($"var {task} = new List<Task>();");
                writer.Text($"{task}.Add({u}.LinkAsync());");
                writer.Text("Env.Work();");
                writer.Text($"await Task.WhenAll({task});");
                writer.Calls($"{u}.Ping();", $"await {u}.UnlinkAsync();");
                break;
            case 4:
                writer.IsAsync = true;
                var field = writer.Declared.Field("private Task {0} = Task.CompletedTask;");
                writer.Text($"{field} = {u}.LinkAsync();");
                writer.Text("Env.Work();");
                writer.Text($"await {field};");
                writer.Calls($"{u}.Ping();", $"await {u}.UnlinkAsync();");
                break;
            default:
                writer.IsAsync = true;
                writer.Text($"var {task} = {writer.Declared.Parameter("bool")} ? {u}.LinkAsync() : {u}.LinkAsync();");
                writer.Text($"await {task}.ConfigureAwait(true);");
                writer.Calls($"{u}.Ping();", $"await {u}.UnlinkAsync().ConfigureAwait(true);");
                break;
        }
    }
}
