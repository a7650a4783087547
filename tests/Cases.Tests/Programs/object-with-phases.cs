// A private field that only its class touches leads to a part of the object.
using EntryPath;

[EntryProtocol] public enum Flow { Open, Header }

public class Pipe
{
    [Step(Flow.Open)] public void Open() { }
    [Undo(Flow.Open)] public void Close() { }
    [Step(Flow.Header)] public void WriteHeader() { }
    [Commit(typeof(Flow))] public virtual void Send() { }
}

public class Host
{
    private readonly Pipe p = new();
    [Ensures(Flow.Open)] public void Start() { p.Open(); }
    [Requires(Flow.Open)] public void Work() { p.WriteHeader(); p.Send(); }
    [Requires(Flow.Open), EnsuresUndone(Flow.Open)] public void Stop() { p.Close(); }
}

public class Decorator : Pipe
{
    private readonly Pipe inner = new();
    [Commit(typeof(Flow))] public override void Send() { inner.Send(); }
}

public class OnDemand
{
    private readonly Pipe p = new();
    private bool open;
    private void Ensure() { if (!open) { p.Open(); open = true; } }
    public void Use() { Ensure(); p.WriteHeader(); p.Send(); }
    public void Dispose() { if (open) { p.Close(); open = false; } }
}
