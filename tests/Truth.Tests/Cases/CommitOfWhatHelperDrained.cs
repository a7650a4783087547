// expected: good
// The commit in the caller uses up what the helper did.
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

    public void Run1(Unit u0, Unit u1, bool p0, Kind kind)
    {
        Helper4(_a, Env.Flip());
        _a.Enter();
    }

    private void Helper4(Unit u0, bool p0)
    {
        Helper5(u0);
    }

    private void Helper5(Unit u0)
    {
        Cpu.Mask();
        u0.SetMode(Mode.In);
        u0.Fence();
        u0.Drain();
        if (u0.MustStop())
        {
            u0.SetMode(Mode.Out);
            Cpu.Unmask();
            throw new InvalidOperationException();
        }
    }
}
