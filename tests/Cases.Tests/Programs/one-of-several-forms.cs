// A receiver that may be one of several objects, in the forms that C# has for it.
// packs: Threading
using System;
using System.Threading;
using System.Collections.Generic;
using EntryPath;

[EntryProtocol] public enum Flow { Open, Header }

public class Pipe
{
    public Pipe? Next;
    [Step(Flow.Open)] public void Open() { }
    [Undo(Flow.Open)] public void Close() { }
    [Step(Flow.Header)] public void WriteHeader() { }
    [Commit(typeof(Flow))] public void Send() { }
}

public class Forms
{
    private readonly Pipe _first = new(), _second = new();
    private Pipe? _kept;
    private readonly object _left = new(), _right = new();

    private Pipe Pick(bool b) => b ? _first : _second;

    public void Helper(bool b) { var p = Pick(b); p.Open(); p.WriteHeader(); p.Send(); p.Close(); }
    public void HelperAsked(bool b)
    {
        var p = Pick(b);
        p.Open();
        p.WriteHeader();
        p.Send();
        if (b)
            _first.Close();
        else
            _second.Close();
    }
    public void HelperWrong(bool b)
    {
        var p = Pick(b);
        p.Open();
        p.WriteHeader();
        _first.Send(); // EPO1001
        p.Close();
    }
    public void Statement(int k, Pipe a, Pipe b)
    {
        Pipe p;
        switch (k)
        {
            case 0: p = a; break;
            case 1: p = b; break;
            default: return;
        }
        p.Open();
        p.WriteHeader();
        p.Send();
        p.Close();
    }
    public void NullOrOne(bool b, Pipe a)
    {
        Pipe? p = b ? a : null;
        p?.Open();
        a.WriteHeader();
        if (b)
            a.Send();
        p?.Close();
    }
    public void NullOrOneWrong(bool b, Pipe a)
    {
        Pipe? p = b ? a : null;
        p?.Open();
        a.WriteHeader();
        a.Send(); // EPO1001
        p?.Close();
    }
    public void Swapped(bool b, Pipe one, Pipe other)
    {
        if (b)
            (one, other) = (other, one);
        one.Open();
        one.WriteHeader();
        one.Send();
        one.Close();
    }
    public void Field(bool b)
    {
        if (b)
            _kept = _first;
        else
            _kept = _second;
        _kept.Open();
        _kept.WriteHeader();
        _kept.Send();
        if (b)
            _first.Close();
        else
            _second.Close();
    }
    public void Filled()
    {
        var p = _kept ??= new Pipe();
        p.Open();
        p.WriteHeader();
        _kept.Send();
        p.Close();
    }
    public void Property(bool b)
    {
        Chosen(b).Open();
        try
        {
            Chosen(b).WriteHeader();
            Chosen(b).Send();
        }
        finally
        {
            Chosen(b).Close();
        }
    }
    private Pipe Chosen(bool b) { if (b) return _first; return _second; }
    public void Order(bool b)
    {
        object one = _left, other = _right;
        if (b)
        {
            one = _right;
            other = _left;
        }
        lock (one)
        lock (other)
            Console.WriteLine();
    }
    public void LockOne(bool b)
    {
        lock (b ? _left : _right)
            Console.WriteLine();
    }
    public void EnterOne(bool b, bool late)
    {
        var gate = b ? _left : _right;
        Monitor.Enter(gate);
        if (late)
            return; // EPO1005
        Monitor.Exit(gate);
    }
    public void OtherOne(bool b)
    {
        Monitor.Enter(b ? _left : _right);
        Monitor.Exit(b ? _left : _right);
    }
    public void Loop(bool b, Pipe one, Pipe other, int n)
    {
        var p = one;
        for (int i = 0; i < n; i++)
        {
            p.Open();
            p.WriteHeader();
            p.Send();
            p.Close();
            p = p == one ? other : one;
        }
    }
    public void Chain(Pipe head)
    {
        Pipe? p = head;
        while (p != null)
        {
            p.Open();
            p.WriteHeader();
            p.Send();
            p.Close();
            p = p.Next;
        }
    }
    public void Three(int k, Pipe a, Pipe b, Pipe c)
    {
        var p = k == 0 ? a : k == 1 ? b : c;
        var q = k == 0 ? b : k == 1 ? c : a;
        p.Open();
        q.Open();
        p.WriteHeader();
        q.WriteHeader();
        p.Send();
        q.Send();
        q.Close();
        p.Close();
    }
}
