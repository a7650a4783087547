// A step that a test showed to be in effect is undone on one way out and not on the other.
// packs: Threading
// option: entrypath.certainty = likely
using System.Threading;

public class Asker
{
    private readonly object gate = new();
    private readonly ReaderWriterLockSlim door = new();
    private bool wanted;

    public void Set(bool value) => wanted = value;

    public void Bad1()
    {
        if (Monitor.IsEntered(gate))
        {
            if (wanted)
                Monitor.Exit(gate);
        }
    } // EPO1005

    public void Bad2(bool leave)
    {
        if (door.IsWriteLockHeld && leave)
            door.ExitWriteLock();
    } // EPO1005

    public void Bad3()
    {
        if (wanted)
            Monitor.Exit(gate);
    } // EPO1005

    public void Good()
    {
        if (Monitor.IsEntered(gate))
            Monitor.Exit(gate);
    }
}
