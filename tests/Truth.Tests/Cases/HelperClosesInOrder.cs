// expected: good
// The helper undoes the inner bracket itself before the outer one.
using System;
using TruthPrelude;

namespace Case;

public sealed class Subject
{
    private readonly Unit _a;

    public Subject(Unit a) => _a = a;

    public void Run0(Unit u0)
    {
        Cpu.Mask();
        u0.SetMode(Mode.In);
        Helper1(u0);
    }

    private void Helper1(Unit u0)
    {
        u0.SetMode(Mode.Out);
        Cpu.Unmask();
    }
}
