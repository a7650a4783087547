// expected: bad
// One way through the helper touches, each way unlocks: both needs are the caller's.
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
        Helper1(_a);
    }

    private void Helper1(Unit u0)
    {
        if (Env.Flip())
        {
            u0.Touch();
        }
        u0.Unlock();
    }
}
