// source: microsoft/vs-threading issue 542: the rule does not see that an await leaves the main thread again; issue 993 and microsoft/VSSDK-Analyzers issue 274: a switch in a lambda
using EntryPath;
using System.Runtime.CompilerServices;

[EntryProtocol(Scope = ProtocolScope.Program, Ordered = false)]
public enum Ui
{
    [Because("the window may be touched on the main thread only")]
    [MayStay]
    OnMainThread,
}

public static class MainThread
{
    [Step(Ui.OnMainThread)] public static Task SwitchToAsync() => Task.CompletedTask;
    [Undo(Ui.OnMainThread, IfInEffect = true)] public static Task LeaveAsync() => Task.CompletedTask;
    [Asserts(Ui.OnMainThread)] public static void ThrowIfNotOn() { }

    // blocks until the work is done, as a joinable task factory does
    public static T Run<T>([InstantHandle] Func<Task<T>> work) => work().GetAwaiter().GetResult();
}

public sealed class Window
{
    [Requires(Ui.OnMainThread)] public string Title { get; set; } = "";
    [Requires(Ui.OnMainThread)] public void Show() { }
}

public sealed class Tool(Window window)
{
    public async Task OpenAsync(string path)
    {
        await MainThread.SwitchToAsync();
        window.Title = path;

        string text = await File.ReadAllTextAsync(path);
        window.Show();

        await MainThread.LeaveAsync();
        if (text.Length == 0)
        {
            await MainThread.SwitchToAsync();
            window.Title = "empty";
        }
    }

    public string GetTitle() => MainThread.Run(async () =>
    {
        await MainThread.SwitchToAsync();
        return window.Title;
    });

    public async Task<bool> TryShowAsync(bool quiet)
    {
        if (quiet)
            return false;

        await MainThread.SwitchToAsync();
        return ShowCore();
    }

    private bool ShowCore()
    {
        window.Show();
        return true;
    }

    public void Refresh()
    {
        MainThread.ThrowIfNotOn();
        window.Show();
    }
}
