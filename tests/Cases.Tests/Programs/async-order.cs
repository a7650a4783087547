// Calls that run at the same time are in no order: what one of them needs of another is not met.
using System.Threading.Tasks;
using EntryPath;

[EntryProtocol] public enum Flow { Open, [Strict] Header }

public class Pipe
{
    [Step(Flow.Open)] public Task OpenAsync() => Task.CompletedTask;
    [Undo(Flow.Open)] public Task CloseAsync() => Task.CompletedTask;
    [Step(Flow.Header)] public Task HeaderAsync() => Task.CompletedTask;
    [Commit(typeof(Flow))] public Task SendAsync() => Task.CompletedTask;
}

public class App
{
    public async Task Together(Pipe p)
    {
        await Task.WhenAll(p.OpenAsync(), p.HeaderAsync()); // EPO1001|EPO1002
        await p.SendAsync(); await p.CloseAsync();
    }

    public async Task TogetherReversed(Pipe p)
    {
        await Task.WhenAll(p.HeaderAsync(), p.OpenAsync()); // EPO1001|EPO1002
        await p.SendAsync(); await p.CloseAsync();
    }

    public async Task Started(Pipe p)
    {
        var header = p.HeaderAsync(); // EPO1001|EPO1002
        await p.OpenAsync();
        await header;
        await p.SendAsync(); await p.CloseAsync();
    }

    public async Task Forgotten(Pipe p)
    {
        _ = p.OpenAsync();
        await p.HeaderAsync(); // EPO1001|EPO1002
        await p.SendAsync(); await p.CloseAsync();
    }
}
