// One of two locks is entered, and one of the two is left by its own name.
// packs: Threading
using System.Threading;

internal class OneOfTwo
{
    private readonly object left = new(), right = new();

    public void Bad(bool even)
    {
        var gate = even ? left : right;
        Monitor.Enter(gate);
        if (!even)
            Monitor.Exit(right);
    } // EPO1005
}
