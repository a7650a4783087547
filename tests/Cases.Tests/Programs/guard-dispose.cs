// The Dispose of a guard's type ends the step on every normal way out.
using System;
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Reading { Held }

public class Book
{
    [Step(Reading.Held)] public extern void Enter();
    [Undo(Reading.Held)] public extern void Exit();
    [Step(Reading.Held)] [return: Guard] public Enters One() { Enter(); return new Enters(this); }
    [Step(Reading.Held)] [return: Guard] public Nothing Two() { Enter(); return new Nothing(this); }
    [Step(Reading.Held)] [return: Guard] public Ends Three() { Enter(); return new Ends(this); }
}

public struct Enters : IDisposable { private Book? _book; public Enters(Book book) { _book = book; } public void Dispose() { _book?.Enter(); _book = null; } } // EPO1005|EPO1007
public sealed class Nothing : IDisposable { private readonly Book _book; public Nothing(Book book) { _book = book; } public void Dispose() { } } // EPO1005|EPO1007
public sealed class Ends : IDisposable { private readonly Book _book; public Ends(Book book) { _book = book; } public void Dispose() { _book.Exit(); } }

[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum Irq { Off }

public static class Chip
{
    [Step(Irq.Off)] public static extern void Off();
    [Undo(Irq.Off)] public static extern void On();
    [Step(Irq.Off)] [return: Guard] public static IrqAgain Again() { Off(); return new IrqAgain(); }
    [Step(Irq.Off)] [return: Guard] public static IrqEnds Right() { Off(); return new IrqEnds(); }
}

public ref struct IrqAgain { public void Dispose() { Chip.Off(); } } // EPO1005|EPO1007
public ref struct IrqEnds { public void Dispose() { Chip.On(); } }
