// Storing the subject in an object that is dropped on this way out frees nobody of the undo.
// packs: Threading
using System;
using System.Threading; // with the pack Threading
using EntryPath;

public class Screen
{
    private readonly object _sync = new object();

    public IDisposable Hand(bool fail) { Monitor.Enter(_sync); var end = new End(_sync); if (fail) throw new InvalidOperationException(); return end; } // EPO1005
    public IDisposable HandLater(bool fail) { Monitor.Enter(_sync); if (fail) throw new InvalidOperationException(); return new End(_sync); } // EPO1005
    public void Log(bool skip) { Monitor.Enter(_sync); var note = new Note(_sync); if (skip) return; Monitor.Exit(_sync); } // EPO1005
    public void Array(bool skip) { Monitor.Enter(_sync); var all = new object[] { _sync }; if (skip) return; Monitor.Exit(_sync); } // EPO1005

    private sealed class End : IDisposable { private readonly object _o; public End(object o) { _o = o; } public void Dispose() { Monitor.Exit(_o); } }
    private sealed class Note { private readonly object _o; public Note(object o) { _o = o; } }
}
