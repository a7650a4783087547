// Where a part is null, nothing of it is in effect.
using System;
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Reading { Held }

public class Book
{
    [Step(Reading.Held)] public extern void Enter();
    [Undo(Reading.Held)] public extern void Exit();
}

public struct Plain { [PartOf] private Book _book; [EnsuresUndone(Reading.Held)] public void Dispose() { _book.Exit(); } }
public struct Question { [PartOf] private Book? _book; [EnsuresUndone(Reading.Held)] public void Dispose() { _book?.Exit(); } }
public struct Cleared { [PartOf] private Book? _book; [EnsuresUndone(Reading.Held)] public void Dispose() { _book?.Exit(); _book = null; } }
public struct Early { [PartOf] private Book? _book; [EnsuresUndone(Reading.Held)] public void Dispose() { if (_book == null) return; _book.Exit(); } }
public struct Wrong { [PartOf] private Book? _book; [EnsuresUndone(Reading.Held)] public void Dispose() { _book?.Enter(); } } // EPO1007
