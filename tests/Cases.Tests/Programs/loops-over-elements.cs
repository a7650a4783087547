// An element at an index is an object of the collection, as one of a foreach is.
using System.Collections.Generic;
using EntryPath;

[EntryProtocol] public enum Flow { Open, Header }

public class Pipe
{
    [Step(Flow.Open)] public void Open() { }
    [Undo(Flow.Open)] public void Close() { }
    [Step(Flow.Header)] public void WriteHeader() { }
    [Commit(typeof(Flow))] public void Send() { }
}

public class Loops
{
    public void List(List<Pipe> ps, int k) { for (int i = 0; i < ps.Count; i++) { var p = ps[i]; p.Open(); if (k > 3) p.WriteHeader();
        p.Send(); p.Close(); } } // EPO1001
    public void Array(Pipe[] ps, int k) { for (int i = 0; i < ps.Length; i++) { var p = ps[i]; p.Open(); if (k > 3) p.WriteHeader();
        p.Send(); p.Close(); } } // EPO1001
    public void Bounded(Pipe[] ps) { for (int i = 0; i < 10; i++) { var p = ps[i]; p.Open();
        p.Send(); p.Close(); } } // EPO1001
    public void Backward(List<Pipe> ps) { for (int i = ps.Count - 1; i >= 0; i--) { var p = ps[i]; p.Open(); p.WriteHeader(); p.Close();
        p.Send(); } } // EPO1001
    public void Good1(List<Pipe> ps) { for (int i = 0; i < ps.Count; i++) { var p = ps[i]; p.Open(); p.WriteHeader(); p.Send(); p.Close(); } }
    public void Good2(Pipe[] ps) { for (int i = 0; i < ps.Length; i++) { ps[i].Open(); ps[i].WriteHeader(); ps[i].Send(); ps[i].Close(); } }
    public void GoodTwoPasses(List<Pipe> ps) { foreach (var p in ps) p.Open(); foreach (var p in ps) { p.WriteHeader(); p.Send(); } foreach (var p in ps) p.Close(); }
}
