// A static member that takes the object as an ordinary parameter speaks of the whole program, and is told so.
using EntryPath;

[EntryProtocol] public enum Flow { Open, Header }

public class Pipe
{
    [Step(Flow.Header)] public void WriteHeader() { }
    [Commit(typeof(Flow))] public void Send() { }
}

public static class Helpers
{
    [Step(Flow.Open)] public static void Open(Pipe p) { } // EPO2013
    [Undo(Flow.Open)] public static void Close(Pipe p) { } // EPO2013
}

public class Use
{
    public void Run(Pipe a, Pipe b) { Helpers.Open(a); b.WriteHeader();
        b.Send();
        Helpers.Close(a); }
}
