// expected: bad
// A helper without events leaves by its own throw, with the mask in effect.
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
        Helper1(u0);
        Helper3(u0);
        Cpu.Unmask();
    }

    private void Helper1(Unit u0)
    {
        Helper2(u0);
    }

    private void Helper2(Unit u0)
    {
        Cpu.Mask();
    }

    private void Helper3(Unit u0)
    {
        throw new InvalidOperationException();
    }
}
