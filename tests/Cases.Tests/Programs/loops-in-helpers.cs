// What a helper does to every element of a collection holds for every element in its callers.
using System;
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
public class M
{
    private readonly List<Pipe> _ps = new();
    public void OpenAll() { foreach (var p in _ps) p.Open(); }
    public void CloseAll() { foreach (var p in _ps) p.Close(); }
    public void Both() { OpenAll(); foreach (var p in _ps) { p.WriteHeader(); p.Send(); } CloseAll(); }
    public void BothBad() { OpenAll(); foreach (var p in _ps) {
         p.Send(); // EPO1001
         } CloseAll(); }
    public void BothForgot(bool b) { OpenAll(); foreach (var p in _ps) { p.WriteHeader(); p.Send(); } if (b)
          return; // EPO1005
      CloseAll(); }
}
