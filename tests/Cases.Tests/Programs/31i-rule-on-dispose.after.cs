// source: own reduction, met while writing 31: a class cannot say what must have happened before its own Dispose, since IDisposable.Dispose says nothing
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Pump { Running }

public sealed class Buffer : IDisposable
{
    [Step(Pump.Running)] public void Start() { }
    [Undo(Pump.Running)] public void Stop() { }
    [Forbids(Pump.Running)] public void Dispose() { }
}

public static class User
{
    public static void Use()
    {
        using var b = new Buffer();
        b.Start();
        b.Stop();
    }
}
