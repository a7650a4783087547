// A function that captures a parameter and a copy of it works on one object.
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
