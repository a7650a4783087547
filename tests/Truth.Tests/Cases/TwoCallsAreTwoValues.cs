// expected: bad
// Two calls of one method were one value, so the second condition could not differ from the first.
using System;
using TruthPrelude;

namespace Case;

public sealed class Subject
{
    private readonly Unit _a;

    public Subject(Unit a) => _a = a;

    public void Run0(Unit u0)
    {
        if ((!Env.Flip()) || Env.Flip())
        {
            return;
        }
        u0.Touch();
    }
}
