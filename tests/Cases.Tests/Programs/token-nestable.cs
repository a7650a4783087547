// Two saves and two restores leave things as they were.
using EntryPath;

[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum Irq { [Nestable] Off }

public static class Chip
{
    [Step(Irq.Off)] [return: Token] public static extern bool Save();
    [Undo(Irq.Off)] public static extern void Restore([Token] bool saved);
    [Forbids(Irq.Off)] public static extern void Sleep();
}

public static class Use
{
    public static void Once() { bool a = Chip.Save(); Chip.Restore(a); Chip.Sleep(); }
    public static void Right() { bool a = Chip.Save(); bool b = Chip.Save(); Chip.Restore(b); Chip.Restore(a); Chip.Sleep(); }
    public static void Twice() { bool a = Chip.Save(); bool b = Chip.Save(); Chip.Restore(b); Chip.Restore(a); }
    public static void Caller() { Twice(); Chip.Sleep(); }
    public static void Wrong() { bool a = Chip.Save(); bool b = Chip.Save(); Chip.Restore(b); Chip.Restore(b); Chip.Sleep(); } // EPO1003|EPO1004
}
