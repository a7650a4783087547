// A guard that is dropped, or held by a local that is not disposed, is reported there.
using System;
using EntryPath;

[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum Irq { Off }

public ref struct Quiet { public extern void Dispose(); }

public static class Chip
{
    [Step(Irq.Off)] [return: Guard] public static extern Quiet Off();
}

[EntryProtocol(Ordered = false)]
public enum Reading { Held }

public class Book
{
    [Step(Reading.Held)] [return: Guard] public extern IDisposable Read();
}

public class Use
{
    private readonly Book _book = new Book();
    private IDisposable _kept;

    public static void Dropped() { Chip.Off(); } // EPO1005
    public static void InLocal() { Quiet quiet = Chip.Off(); Console.WriteLine(); } // EPO1005
    public void OfField() { _book.Read(); } // EPO1005
    public static void OfParameter(Book book) { IDisposable held = book.Read(); Console.WriteLine(); } // EPO1005
    public void Kept() { _kept = _book.Read(); }
    public static void Using(Book book) { using (book.Read()) Console.WriteLine(); }
}
