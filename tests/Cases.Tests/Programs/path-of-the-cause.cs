// The message names for each missing step a path on which that very step is missing.
using EntryPath;

[EntryProtocol] public enum Flow { Open, Header, Flush }

public class Pipe
{
    [Step(Flow.Open)] public void Open() { }
    [Undo(Flow.Open)] public void Close() { }
    [Step(Flow.Header)] public void WriteHeader() { }
    [Step(Flow.Flush)] public void Flush() { }
    [Commit(typeof(Flow))] public void Send() { }
}

public class Switches
{
    public void Run(Pipe p, int k)
    {
        p.Open();
        switch (k)
        {
            case 0: p.WriteHeader(); break;
            case 1: p.Flush(); break;
            default: p.WriteHeader(); p.Flush(); break;
        }
        p.Send(); // EPO1001
        p.Close();
    }
}
