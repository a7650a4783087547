// expected: bad
// The commit used Fill up, but Pin ran again since and needs it anew.
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
        if (TryHelper1(_a, _b))
        {
        }
        Helper2(_a, _b);
        _a.Submit();
        _a.Unpin();
        Helper3(_a, _b);
    }

    private bool TryHelper1(Unit u0, Unit u1)
    {
        u1.Begin();
        return false;
    }

    private void Helper2(Unit u0, Unit u1)
    {
        u0.Begin();
        u0.Pin();
        u0.Fill();
        u1.Pin();
    }

    private void Helper3(Unit u0, Unit u1)
    {
        u0.Pin();
        u1.Fill();
    }
}
