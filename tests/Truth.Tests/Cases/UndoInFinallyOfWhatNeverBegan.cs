// expected: bad
// The call before Lock can throw into the finally, where nothing is locked yet.
using System;
using TruthPrelude;

namespace Case;

public sealed class Subject
{
    private readonly Unit _a;

    public Subject(Unit a) => _a = a;

    public void Run0(Unit u0)
    {
        try
        {
            Env.Work();
            u0.Lock();
        }
        finally
        {
            u0.Unlock();
        }
    }
}
