// What a constructor takes of an object that the new one keeps is where the new one is: dropped on this way out, it frees nobody of the undo.
using System;
using System.Collections.Generic;
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Berth { Held }

public class Quay
{
    [Step(Berth.Held)] public extern void Take();
    [Undo(Berth.Held)] public extern void Leave();
    [Requires(Berth.Held)] public extern void Load();
}

public static class Weather
{
    public static readonly List<object> Log = new List<object>();

    public static extern bool IsFair();
}

public sealed class Mooring : IDisposable
{
    private readonly Quay _quay;

    public Mooring(Quay quay)
    {
        _quay = quay;
        quay.Take();
    }

    public Quay Quay => _quay;

    public void Load() => _quay.Load();

    public void Note() { _quay.Load(); Weather.Log.Add(this); }

    public void Dispose() => _quay.Leave();
}

public sealed class Noted : IDisposable
{
    private readonly Quay _quay;

    public Noted(Quay quay) { _quay = quay; quay.Take(); Weather.Log.Add(this); }

    public void Dispose() => _quay.Leave();
}

public sealed class Crane
{
    private readonly Mooring _mooring;

    public Crane(Mooring mooring) => _mooring = mooring;

    public void Load() => _mooring.Load();
}

public class Harbour
{
    private Mooring _last;

    public void Dropped(Quay quay)
    {
        var mooring = new Mooring(quay);
        mooring.Load();
        if (Weather.IsFair())
        {
            mooring.Dispose();
            return;
        }

        quay.Load();
    } // EPO1005

    public void OfProperty(Quay quay) { var mooring = new Mooring(quay); if (Weather.IsFair()) { mooring.Quay.Leave(); return; } mooring.Load(); } // EPO1005
    public void InAnother(Quay quay) { var mooring = new Mooring(quay); if (Weather.IsFair()) { mooring.Dispose(); return; } new Crane(mooring).Load(); } // EPO1005

    public void TakenBefore(Quay quay) { if (Weather.IsFair()) quay.Leave(); var mooring = new Mooring(quay); mooring.Load(); mooring.Dispose(); } // EPO1005
    public void TakenByHelper(Quay quay) { if (Weather.IsFair()) Free(quay); var mooring = new Mooring(quay); mooring.Load(); mooring.Dispose(); } // EPO1005
    public void TakenOnAllWays(Quay quay) { if (Weather.IsFair()) Weather.Log.Add(quay); quay.Leave(); var mooring = new Mooring(quay); mooring.Load(); mooring.Dispose(); }

    public void Stored(Quay quay) { var mooring = new Mooring(quay); if (Weather.IsFair()) { mooring.Dispose(); return; } _last = mooring; }
    public void StoredByHelper(Quay quay) { var mooring = new Mooring(quay); if (Weather.IsFair()) { mooring.Dispose(); return; } Store(mooring); }
    public void StoresItself(Quay quay) { var mooring = new Mooring(quay); if (Weather.IsFair()) { mooring.Dispose(); return; } mooring.Note(); }
    public void StoredAsMade(Quay quay) { var noted = new Noted(quay); if (Weather.IsFair()) { noted.Dispose(); return; } quay.Load(); }
    public void Listed(Quay quay) { var mooring = new Mooring(quay); if (Weather.IsFair()) { mooring.Dispose(); return; } Weather.Log.Add(mooring); }
    public void Given(Quay quay) { var mooring = new Mooring(quay); if (Weather.IsFair()) { mooring.Dispose(); return; } GC.KeepAlive(mooring); }
    public Mooring Returned(Quay quay) { var mooring = new Mooring(quay); if (Weather.IsFair()) { mooring.Dispose(); return null; } return mooring; }
    public Crane ReturnedInside(Quay quay) { var mooring = new Mooring(quay); if (Weather.IsFair()) { mooring.Dispose(); return null; } return new Crane(mooring); }
    public void Used(Quay quay) { using var mooring = new Mooring(quay); if (Weather.IsFair()) return; quay.Load(); }
    public void Kept(Quay quay) { var mooring = new Mooring(quay); mooring.Load(); }

    private static void Free(Quay quay) => quay.Leave();

    private void Store(Mooring mooring) { mooring.Load(); _last = mooring; }
}

public sealed class Flagged : IDisposable
{
    private readonly Quay _quay;
    private bool _isTaken;

    public Flagged(Quay quay) { _quay = quay; quay.Take(); _isTaken = true; }

    public void Dispose() { if (_isTaken) { _isTaken = false; _quay.Leave(); } }
}

public sealed class Emptied : IDisposable
{
    private Quay _quay;

    public Emptied(Quay quay) { _quay = quay; quay.Take(); }

    public void Dispose() { var quay = System.Threading.Interlocked.Exchange(ref _quay, null); quay?.Leave(); }
}

public class Pier
{
    public void ByFlag(Quay quay, bool isLate) { using var mooring = new Flagged(quay); if (isLate) return; Console.WriteLine(quay); quay.Load(); }
    public void ByField(Quay quay, bool isLate) { using var mooring = new Emptied(quay); if (isLate) return; Console.WriteLine(quay); quay.Load(); }
    public void ByHand(Quay quay, bool isLate) { var mooring = new Flagged(quay); if (isLate) { mooring.Dispose(); return; } Console.WriteLine(mooring); mooring.Dispose(); }
}
