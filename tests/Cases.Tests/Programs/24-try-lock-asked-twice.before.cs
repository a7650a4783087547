// source: llvm/llvm-project issue 180054: what a try function promises of its result was not checked in its body
using System.Threading;
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Sem { Down }

public sealed class Rwsem
{
    private int readers;

    [Step(Sem.Down)] private void Take() => readers++;
    [Undo(Sem.Down)] public void Up() => readers--;

    [Ensures(Sem.Down, When = true)]
    public bool TryDown()
    {
        return true; // EPO1007
    }

    [Ensures(Sem.Down, When = true)]
    public bool TryDownSlow(int attempts)
    {
        bool got = false;
        for (int i = 0; i < attempts && !got; i++)
        {
            got = readers == 0;
            if (got && i > 0)
                Take();
        }

        return got; // EPO1007
    }

    [Ensures(Sem.Down, When = true)]
    public bool TryDownRight(int attempts)
    {
        for (int i = 0; i < attempts; i++)
        {
            if (readers == 0)
            {
                Take();
                return true;
            }
        }

        return false;
    }
}
