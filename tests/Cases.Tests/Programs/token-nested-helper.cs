// Save and restore nest, in one body and across helpers.
using EntryPath;

[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum Irq { Off }

public ref struct Scope { public extern void Dispose(); }

public static class Chip
{
    [Step(Irq.Off)] [return: Token] public static extern bool Save();
    [Undo(Irq.Off)] public static extern void Restore([Token] bool saved);
    [Step(Irq.Off)] [return: Guard] public static extern Scope Quiet();
    [Requires(Irq.Off)] public static extern void Touch();
}

public static class Saved
{
    private static void Inner() { bool saved = Chip.Save(); Chip.Touch(); Chip.Restore(saved); }
    public static void Outer() { bool saved = Chip.Save(); Inner(); Chip.Touch(); Chip.Restore(saved); }
    public static void Flat() { bool a = Chip.Save(); bool b = Chip.Save(); Chip.Restore(b); Chip.Touch(); Chip.Restore(a); }
}

public static class Scoped
{
    private static void Inner() { using (Chip.Quiet()) Chip.Touch(); }
    public static void Outer() { using (Chip.Quiet()) { Inner(); Chip.Touch(); } }
    public static void Flat() { using (Chip.Quiet()) { using (Chip.Quiet()) { } Chip.Touch(); } }
}
