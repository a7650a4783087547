// Every normal exit hands the lock over; the way out by an exception has released it.
// packs: Threading
using System;
using System.Threading;

internal class Taker
{
    private readonly object gate = new();

    public void Take(string text)
    {
        Monitor.Enter(gate);
        try
        {
            Console.WriteLine(text);
        }
        catch (Exception)
        {
            Monitor.Exit(gate);
            throw;
        }
    }
}
