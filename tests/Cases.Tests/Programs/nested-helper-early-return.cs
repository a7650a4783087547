// An early return of a helper that forgets what another exit undoes is reported in the helper.
// packs: Threading
using System.Threading;

internal class Helpers
{
    private readonly object gate = new();

    private void Told(bool early)
    {
        Monitor.Enter(gate);
        if (early)
            return; // EPO1005
        Monitor.Exit(gate);
    }

    public void CallTold(bool early) => Told(early);

    private void Constant(bool early)
    {
        Monitor.Enter(gate);
        if (early)
            return; // EPO1005
        Monitor.Exit(gate);
    }

    public void CallConstant() => Constant(true);
}
