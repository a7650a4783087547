// What was taken out of an array, and a struct field of it, was not made here: it can be no leak of this body.
using System.Collections.Generic;
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Spinning { Held }

public struct Spin
{
    [Step(Spinning.Held)] public extern void Acquire();
    [Undo(Spinning.Held)] public extern void Release();
}

public class Cpu { public Spin Lock; }

public static class Table
{
    private static readonly Cpu[] s_cpus = new Cpu[4];

    public static void Element(int i, IComparer<int> order)
    {
        Cpu cpu = s_cpus[i];
        cpu.Lock.Acquire();
        try
        {
            order.Compare(1, 2);
        }
        finally
        {
            cpu.Lock.Release();
        }
    }

    public static void Parameter(Cpu cpu, IComparer<int> order) { cpu.Lock.Acquire(); order.Compare(1, 2); cpu.Lock.Release(); }
}
