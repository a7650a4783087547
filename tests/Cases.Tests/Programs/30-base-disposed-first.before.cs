// source: MvvmCross/MvvmCross issue 3349, PR 3363: the override disposed its base first and then unhooked handlers on what the base had let go
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Teardown
{
    [Because("the base lets go of the control that the handlers hang on")]
    BaseGone,
}

public abstract class Link : IDisposable
{
    protected object? Target { get; private set; } = new();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    [Step(Teardown.BaseGone)]
    protected virtual void Dispose(bool managed)
    {
        if (managed)
            Target = null;
    }
}

public class LoggingLink : Link
{
    protected List<string> Log { get; } = [];

    protected override void Dispose(bool managed)
    {
        Log.Clear();
        base.Dispose(managed);
    }
}

public sealed class ButtonLink : LoggingLink
{
    private IDisposable? subscription = new MemoryStream();

    [Forbids(Teardown.BaseGone)]
    private void Unhook() => Log.Add("removed from " + Target);

    protected override void Dispose(bool managed)
    {
        base.Dispose(managed);
        if (!managed) return;

        Unhook(); // EPO1003
        subscription?.Dispose();
        subscription = null;
    }
}
