// The caller of a member that threw has no step to undo.
using System;
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Reading { Held }

public class Book
{
    [Step(Reading.Held)] public extern void Enter();
    [Undo(Reading.Held)] public extern void Exit();

    [Step(Reading.Held)] public void Take(bool fail) { Enter(); if (fail) throw new InvalidOperationException(); } // EPO1005
    [Step(Reading.Held)] [return: Guard] public IDisposable Scope(bool fail) { Enter(); if (fail) throw new InvalidOperationException(); return new End(this); } // EPO1005
    [Step(Reading.Held)] public void Fine(bool fail) { Enter(); if (fail) { Exit(); throw new InvalidOperationException(); } }

    private sealed class End : IDisposable { private readonly Book _book; public End(Book book) { _book = book; } public void Dispose() { _book.Exit(); } }
}
