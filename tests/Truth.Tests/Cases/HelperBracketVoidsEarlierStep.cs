// expected: bad
// Fence ran before the helper began what has to come first.
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
        _a.Fence();
        Helper7(_a);
        _a.Drain();
        if (_a.MustStop())
        {
            _a.SetMode(Mode.Out);
            Cpu.Unmask();
            return;
        }
        _a.Enter();
        _a.SetMode(Mode.Out);
        Cpu.Unmask();
    }

    private void Helper7(Unit u0)
    {
        Cpu.Mask();
        u0.SetMode(Mode.In);
    }
}
