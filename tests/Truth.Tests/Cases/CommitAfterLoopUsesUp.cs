// expected: good
// The commit used up what the loop before it checked.
using System;
using TruthPrelude;

namespace Case;

public sealed class Subject
{
    private readonly Unit _a;
    private readonly Unit _b;
    private readonly bool _flag0;
    private readonly bool _flag1;

    public Subject(Unit a, Unit b, bool flag0, bool flag1)
    {
        _a = a;
        _b = b;
        _flag0 = flag0;
        _flag1 = flag1;
    }

    public void Run0(Unit u0, Unit u1, bool p0, Kind kind)
    {
        Cpu.Mask();
        u0.SetMode(Mode.In);
        u0.Fence();
        u0.Drain();
        while (u0.MustStop())
        {
        }
        u0.Enter();
    }
}
