// Loops over the elements of collections, in the forms that C# has for them: what a pass does to one element, it does to every one.
using System;
using System.Collections.Generic;
using EntryPath;
[EntryProtocol] public enum Flow { Open, Header }
public class Pipe
{
    public Pipe? Next; public bool Ready;
    [Step(Flow.Open)] public void Open() { }
    [Undo(Flow.Open)] public void Close() { }
    [Step(Flow.Header)] public void WriteHeader() { }
    [Commit(typeof(Flow))] public void Send() { }
}
public class L
{
    private readonly List<Pipe> _ps = new(); private Pipe[] _arr = new Pipe[3]; private readonly Dictionary<int, Pipe> _d = new();
    public void IdxTwo(List<Pipe> ps) { for (int i = 0; i < ps.Count; i++) ps[i].Open(); for (int i = 0; i < ps.Count; i++) { ps[i].WriteHeader(); ps[i].Send(); } for (int i = ps.Count - 1; i >= 0; i--) ps[i].Close(); }
    public void IdxTwoN(Pipe[] ps, int n) { for (int i = 0; i < n; i++) ps[i].Open(); for (int i = 0; i < n; i++) { ps[i].WriteHeader(); ps[i].Send(); } for (int i = n; i-- > 0;) ps[i].Close(); }
    public void Mixed() { foreach (var p in _ps) p.Open(); try { Console.WriteLine("x"); for (int i = 0; i < _ps.Count; i++) { var p = _ps[i]; p.WriteHeader(); p.Send(); } } finally { foreach (var p in _ps) p.Close(); } }
    public void While(Pipe[] ps) { int i = 0; while (i < ps.Length) { ps[i].Open(); ps[i].WriteHeader(); ps[i].Send(); ps[i].Close(); i++; } }
    public void Linked(Pipe? head) { for (var n = head; n != null; n = n.Next) { n.Open(); n.WriteHeader(); n.Send(); n.Close(); } }
    public void LinkedBad(Pipe? head, bool b) { for (var n = head; n != null; n = n.Next) { n.Open(); if (b) n.WriteHeader();
        n.Send(); // EPO1001
        n.Close(); } }
    public void Dict() { foreach (var kv in _d) kv.Value.Open(); foreach (var kv in _d) { kv.Value.WriteHeader(); kv.Value.Send(); } foreach (var kv in _d) kv.Value.Close(); }
    public void Values() { foreach (var p in _d.Values) p.Open(); foreach (var p in _d.Values) { p.WriteHeader(); p.Send(); } foreach (var p in _d.Values) p.Close(); }
    public void TwoBad(List<Pipe> ps) { foreach (var p in ps) { if (p.Ready) continue; p.Open(); } foreach (var p in ps) { p.WriteHeader();
        p.Send(); // EPO1001
        } foreach (var p in ps) p.Close(); }
    public void NoHeader(List<Pipe> ps) { foreach (var p in ps) p.Open(); foreach (var p in ps) {
        p.Send(); // EPO1001
        } foreach (var p in ps) p.Close(); }
    public void Correlated(List<Pipe> ps) { foreach (var p in ps) { if (p.Ready) p.Open(); } foreach (var p in ps) { if (p.Ready) { p.WriteHeader(); p.Send(); } } foreach (var p in ps) if (p.Ready) p.Close(); }
    public void EarlyOut(List<Pipe> ps, bool bad) { foreach (var p in ps) { p.Open(); if (bad)
        return; // EPO1005
        p.WriteHeader(); p.Send(); p.Close(); } }
    public void OpenAll() { foreach (var p in _ps) p.Open(); }
    public void CloseAll() { foreach (var p in _ps) p.Close(); }
    public void Both() { OpenAll(); foreach (var p in _ps) { p.WriteHeader(); p.Send(); } CloseAll(); }
    public void Local() { var ps = new[] { new Pipe(), new Pipe() }; foreach (var p in ps) p.Open(); foreach (var p in ps) { p.WriteHeader(); p.Send(); } foreach (var p in ps) p.Close(); }
    public void Fill(Pipe[] ps) { for (int i = 0; i < ps.Length; i++) { ps[i] = new Pipe(); ps[i].Open(); ps[i].WriteHeader(); ps[i].Send(); ps[i].Close(); } }
    public void Fill2(Pipe[] ps) { for (int i = 0; i < ps.Length; i++) { var p = new Pipe(); ps[i] = p; p.Open(); ps[i].WriteHeader(); ps[i].Send(); p.Close(); } }
    public void Nested(List<List<Pipe>> ps) { foreach (var q in ps) foreach (var p in q) { p.Open(); p.WriteHeader(); p.Send(); p.Close(); } }
    public void Nested2(Pipe[][] ps) { for (int i = 0; i < ps.Length; i++) for (int j = 0; j < ps[i].Length; j++) { ps[i][j].Open(); ps[i][j].WriteHeader(); ps[i][j].Send(); ps[i][j].Close(); } }
    public void Queue(Queue<Pipe> q) { while (q.Count > 0) { var p = q.Dequeue(); p.Open(); p.WriteHeader(); p.Send(); p.Close(); } }
    public void Fori5() { for (int i = 0; i < 3; i++) { _arr[i].Open(); } for (int i = 0; i < 3; i++) { _arr[i].WriteHeader(); _arr[i].Send(); _arr[i].Close(); } }
    public void Every2(Pipe[] ps) { for (int i = 0; i < ps.Length; i += 2) { ps[i].Open(); ps[i].WriteHeader(); ps[i].Send(); ps[i].Close(); } }
    public void NoOpenSecond(Pipe[] ps) { foreach (var p in ps) { p.Open(); p.Close(); } foreach (var p in ps) { p.WriteHeader();
        p.Send(); // EPO1001
        } }
    public void TwoArrays(Pipe[] a, Pipe[] b) { for (int i = 0; i < a.Length; i++) { a[i].Open(); b[i].Open(); a[i].WriteHeader(); b[i].WriteHeader(); a[i].Send(); b[i].Send(); b[i].Close(); a[i].Close(); } }
    public void Nullable(Pipe?[] a) { foreach (var p in a) p?.Open(); foreach (var p in a) { p?.WriteHeader(); p?.Send(); } foreach (var p in a) p?.Close(); }
    public void Nullable2(Pipe?[] a) { foreach (var p in a) { if (p == null) continue; p.Open(); } foreach (var p in a) { if (p == null) continue; p.WriteHeader(); p.Send(); p.Close(); } }
}
