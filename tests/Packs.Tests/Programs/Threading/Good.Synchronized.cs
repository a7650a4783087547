// Synchronized methods: the runtime holds the monitor of the object, or of the type, while they run. Nothing here may be reported.
using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Threading.Good.Synchronized;

public class Mailbox
{
    private int _waiting;

    [MethodImpl(MethodImplOptions.Synchronized)]
    public void Put()
    {
        _waiting++;
        Monitor.Pulse(this);
    }

    [MethodImpl(MethodImplOptions.Synchronized)]
    public int Take()
    {
        while (_waiting == 0)
            Monitor.Wait(this);

        if (_waiting < 0)
            throw new InvalidOperationException();

        return --_waiting;
    }

    public int Next
    {
        [MethodImpl(MethodImplOptions.Synchronized)]
        get
        {
            Monitor.PulseAll(this);
            return _waiting;
        }
    }

    [MethodImpl(MethodImplOptions.Synchronized)]
    public static void WakeAll() => Monitor.PulseAll(typeof(Mailbox));

    [MethodImpl(MethodImplOptions.Synchronized)]
    public void LetsOthersIn()
    {
        Monitor.Exit(this);
        Thread.Yield();
        Monitor.Enter(this);
    }

    public void CallsThem()
    {
        LetsOthersIn();
        Put();
        lock (this)
        {
            Put();
            Monitor.Pulse(this);
        }
    }
}
