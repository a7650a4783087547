// A guard whose Dispose calls a member with rules is a guard like any other.
using System;
using EntryPath;

[EntryProtocol(Ordered = false)] public enum Inner { [Nestable] Taken }
[EntryProtocol(Ordered = false)] public enum Outer { Held }

public class Slots
{
    [Step(Inner.Taken)] public void Take() { }
    [Undo(Inner.Taken)] public void Give() { }
}

public class Gate
{
    private readonly Slots slots = new();
    [Step(Outer.Held)] [return: Guard] public Releaser Enter() { slots.Take(); return new Releaser(slots); }
    public sealed class Releaser : IDisposable { private readonly Slots slots; public Releaser(Slots slots) { this.slots = slots; } public void Dispose() { slots.Give(); } }
}

public class Use
{
    private readonly Gate gate = new();
    public int Forgot(int k)
    {
        var held = gate.Enter();
        if (k > 3)
            return 1; // EPO1005
        held.Dispose();
        return 0;
    }
    public int Fine(int k) { using (gate.Enter()) { return k > 3 ? 1 : 0; } }
}
