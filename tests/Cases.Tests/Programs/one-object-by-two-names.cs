// A parameter and a copy of it that a function captures are one object, and so is what constructors hand on to each other and to their base.
using System;
using System.Collections.Generic;
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Gate { Open }

public class Lock
{
    [Step(Gate.Open)] public extern void Lift();
    [Undo(Gate.Open)] public extern void Lower();
    [Requires(Gate.Open)] public extern void Pass();
}

public class Canal
{
    public void Right(Lock upper)
    {
        var same = upper;
        Action work = () =>
        {
            upper.Lift();
            same.Pass();
            same.Lower();
        };
        work();
    }

    public void Wrong(Lock upper)
    {
        object boxed = upper;
        var same = (Lock)boxed;
        upper.Lift();
        Action work = () =>
        {
            upper.Lower();
            same.Pass(); // EPO1001
        };
        work();
    }

    public void LocalFunction(Lock upper)
    {
        var same = upper;
        Work();
        void Work()
        {
            upper.Lift();
            same.Pass();
            upper.Lower();
        }
    }

    public void Another(Lock upper, Lock lower)
    {
        var same = upper;
        same = lower;
        Action work = () =>
        {
            upper.Lift();
            same.Lift();
            upper.Lower();
            same.Lower();
        };
        work();
    }
}

public class Sluice(Lock held)
{
    protected virtual Lock Held => held;
}

public sealed class Basin(Lock held) : Sluice(held)
{
    public void Open() => base.Held.Lift();

    public void Close() => base.Held.Lower();
}

public class Keeper
{
    public void ThroughBase(Lock upper)
    {
        var basin = new Basin(upper);
        basin.Open();
        upper.Pass();
        basin.Close();
    }
}

public class Weir
{
    private readonly Lock _held;

    public Weir(Lock held) => _held = held;

    public void Open() => _held.Lift();

    public void Close() => _held.Lower();
}

public class Gates : Weir
{
    public Gates(Lock held, int number)
        : base(held)
    {
    }

    public Gates(Lock held)
        : this(number: 2, held: held)
    {
    }
}

public class Miller
{
    public void ThroughConstructors(Lock upper)
    {
        var gates = new Gates(upper);
        gates.Open();
        upper.Pass();
        gates.Close();
    }

    public void AnotherLock(Lock upper, Lock lower)
    {
        var gates = new Gates(lower);
        gates.Open();
        upper.Pass(); // EPO1001
        gates.Close();
    }
}
