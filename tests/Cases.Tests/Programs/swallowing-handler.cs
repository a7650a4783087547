// A handler that swallows comes to a normal exit with the state before the call that threw.
// packs: Threading
using System;
using System.IO;
using System.Threading;

internal class Swallow
{
    private readonly object gate = new();

    public void BadUntyped(string text)
    {
        Monitor.Enter(gate);
        try
        {
            Console.WriteLine(text);
            Monitor.Exit(gate);
        }
        catch (IOException)
        {
        }
    } // EPO1005

    public void Good(string text)
    {
        Monitor.Enter(gate);
        try
        {
            Console.WriteLine(text);
        }
        catch (IOException)
        {
        }

        Monitor.Exit(gate);
    }
}
