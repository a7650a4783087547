// expected: good
// What the helper does to its second object later has nothing to do with what it needs of the first.
using System;
using TruthPrelude;

namespace Case;

public sealed class Subject
{
    private readonly Unit _a;

    public Subject(Unit a) => _a = a;

    public void Run0(Unit u0, Unit u1)
    {
        Cpu.Mask();
        u0.SetMode(Mode.In);
        u0.Fence();
        Helper1(u0, u1);
        u1.SetMode(Mode.Out);
        u0.SetMode(Mode.Out);
        Cpu.Unmask();
    }

    private void Helper1(Unit u0, Unit u1)
    {
        u0.Drain();
        while (u0.MustStop())
        {
            Env.Work();
        }
        u0.Enter();
        u1.SetMode(Mode.In);
    }
}
