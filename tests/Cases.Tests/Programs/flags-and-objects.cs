// Flags that each go with an object of their own: their combinations are many, and each is right by itself.
// packs: Threading
using System;
using System.Threading;

public class Flags
{
    private readonly object _a = new(), _b = new(), _c = new(), _d = new(), _e = new(), _f = new(), _g = new(), _h = new();

    public void Right(bool a, bool b, bool c, bool d, bool e, bool f, bool g, bool h)
    {
        if (a) Monitor.Enter(_a);
        if (b) Monitor.Enter(_b);
        if (c) Monitor.Enter(_c);
        if (d) Monitor.Enter(_d);
        if (e) Monitor.Enter(_e);
        if (f) Monitor.Enter(_f);
        if (g) Monitor.Enter(_g);
        if (h) Monitor.Enter(_h);
        Console.WriteLine();
        if (h) Monitor.Exit(_h);
        if (g) Monitor.Exit(_g);
        if (f) Monitor.Exit(_f);
        if (e) Monitor.Exit(_e);
        if (d) Monitor.Exit(_d);
        if (c) Monitor.Exit(_c);
        if (b) Monitor.Exit(_b);
        if (a) Monitor.Exit(_a);
    }

    public void Calls(bool x) => Right(x, x, x, x, x, x, x, !x);

    public void Taken(object[] gates)
    {
        bool a = false, b = false, c = false, d = false, e = false, f = false, g = false, h = false;
        try
        {
            Monitor.Enter(_a, ref a);
            Monitor.Enter(_b, ref b);
            Monitor.Enter(_c, ref c);
            Monitor.Enter(_d, ref d);
            Monitor.Enter(_e, ref e);
            Monitor.Enter(_f, ref f);
            Monitor.Enter(_g, ref g);
            Monitor.Enter(_h, ref h);
            Console.WriteLine();
        }
        finally
        {
            if (h) Monitor.Exit(_h);
            if (g) Monitor.Exit(_g);
            if (f) Monitor.Exit(_f);
            if (e) Monitor.Exit(_e);
            if (d) Monitor.Exit(_d);
            if (c) Monitor.Exit(_c);
            if (b) Monitor.Exit(_b);
            if (a) Monitor.Exit(_a);
        }
    }

    public void Wrong(bool a, bool b, bool c, bool d, bool e, bool f, bool g, bool h)
    {
        if (a) Monitor.Enter(_a);
        if (b) Monitor.Enter(_b);
        if (c) Monitor.Enter(_c);
        if (d) Monitor.Enter(_d);
        if (e) Monitor.Enter(_e);
        if (f) Monitor.Enter(_f);
        if (g) Monitor.Enter(_g);
        if (h) Monitor.Enter(_h);
        Console.WriteLine();
        if (h) Monitor.Exit(_h);
        if (g) Monitor.Exit(_g);
        if (f) Monitor.Exit(_f);
        if (e) Monitor.Exit(_e);
        if (c) Monitor.Exit(_d); // EPO1004
        if (c) Monitor.Exit(_c);
        if (b) Monitor.Exit(_b);
        if (a) Monitor.Exit(_a);
    }
}
