// expected: bad
// The second round tunes while the lane is open since the first one.
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
        foreach (var item0 in Env.Items())
        {
            Helper1(u0);
        }
        u0.IsOpen = true;
        u0.IsOpen = false;
    }

    private void Helper1(Unit u0)
    {
        u0.Tune();
        u0.IsOpen = true;
    }
}
