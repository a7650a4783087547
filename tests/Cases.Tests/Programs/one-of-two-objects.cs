// A receiver that may be one of several objects is each of them on its own path. Where x is z, Closed also closes a y that nothing opened.
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

public class OneOfTwo
{
    private Pipe? kept;

    public void Closed(bool b, Pipe y, Pipe z) { Pipe x; if (b) x = y; else x = z; x.Open(); x.WriteHeader(); x.Flush(); y.Close(); // EPO1004
        x.Send(); if (!b) x.Close(); } // EPO1001
    public void Coalesced(Pipe? y, Pipe z) { var x = y ?? z; x.Open(); x.WriteHeader(); x.Flush(); y?.Close();
        x.Send(); if (y == null) x.Close(); } // EPO1001
    public void Chosen(bool b, Pipe y, Pipe z) { var x = b ? y : z; y.Open(); x.WriteHeader(); x.Flush();
        x.Send(); y.Close(); } // EPO1001
    public void LateHeader(Pipe? y, Pipe z) { var x = y ?? z; x.Open(); x.Flush(); x.WriteHeader();
        x.Send(); x.Close(); } // EPO1002
    public void Made(Pipe? y) { if (y == null) y = new Pipe(); y.Open(); y.Flush(); y.WriteHeader();
        y.Send(); y.Close(); } // EPO1002
    public void Filled() { var x = kept ??= new Pipe(); x.Open(); x.Flush(); x.WriteHeader();
        x.Send(); x.Close(); } // EPO1002
    public void Switched(int k, Pipe a, Pipe b) { var x = k switch { 0 => a, 1 => b, _ => new Pipe() }; x.Open(); x.Flush(); x.WriteHeader();
        x.Send(); x.Close(); } // EPO1002
    public void Good(bool b, Pipe y, Pipe z) { var x = b ? y : z; x.Open(); x.WriteHeader(); x.Flush(); x.Send(); x.Close(); }
    public void GoodByName(bool b, Pipe y, Pipe z) { var x = b ? y : z; x.Open(); x.WriteHeader(); x.Flush(); x.Send(); if (b) y.Close(); else z.Close(); }
}
