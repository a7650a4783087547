// An auto-property without a setter is one object, whatever constructor its initializer or type names.
using EntryPath;

[EntryProtocol]
public enum Entry { InterruptsOff, Prepared }

public class Core
{
    public Core() { Quiet(); }
    private void Quiet() { DisableInterrupts(); EnableInterrupts(); }
    [Step(Entry.InterruptsOff)] public extern void DisableInterrupts();
    [Undo(Entry.InterruptsOff)] public extern void EnableInterrupts();
    [Step(Entry.Prepared)] public extern void Prepare();
    [Commit(typeof(Entry))] public extern void Run();
}

public class Machine
{
    public Machine(Core core) { Core = core; }
    public Core Core { get; }

    public void Good()
    {
        Core.DisableInterrupts();
        try
        {
            Core.Prepare();
            Core.Run();
        }
        finally
        {
            Core.EnableInterrupts();
        }
    }
}

[EntryProtocol(Ordered = false)]
public enum Door { Closed }

public class Gate
{
    [Step(Door.Closed)] public extern void Close();
    [Undo(Door.Closed)] public extern void Open();
}

public class Elsewhere
{
    [Step(Door.Closed)] public Elsewhere() { }
    [Undo(Door.Closed)] public extern void Open();
}

public class Panel1
{
    private Gate Gate { get; } = new();
    public void Touch() { Gate.Close(); Gate.Open(); }
}

public class Panel2
{
    public Gate Gate { get; private set; } = new();
    public void Touch() { Gate.Close(); Gate.Open(); }
}
