// A call into another assembly that is given neither the object nor a delegate writes none of its members.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EntryPath;

[EntryProtocol] public enum Flow { Open, Header }

public class Pipe
{
    [Step(Flow.Open)] public void Open() { }
    [Undo(Flow.Open)] public void Close() { }
    [Step(Flow.Header)] public void WriteHeader() { }
    [Commit(typeof(Flow))] public void Send() { }
}

public class Settable
{
    public Pipe P { get; set; } = new();
    protected Pipe f = new();

    public void Logged() { P.Open(); Console.WriteLine("x"); P.WriteHeader(); P.Send(); P.Close(); }
    public void Formatted(int n) { P.Open(); var s = $"n = {n}"; P.WriteHeader(); P.Send(); P.Close(); }
    public void Summed(List<int> n) { P.Open(); var t = n.Sum(); P.WriteHeader(); P.Send(); P.Close(); }
    public void Field() { f.Open(); _ = Math.Max(1, 2); f.WriteHeader(); f.Send(); f.Close(); }
    public async Task Awaited() { P.Open(); await Task.Delay(1); P.WriteHeader(); P.Send(); P.Close(); }
}
