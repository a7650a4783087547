// A private field without initializer that nothing writes has an unknown value; even if it were constant, nothing would ever give the lock back.
// packs: Threading
using System.Threading;

internal class Never
{
    private readonly object gate = new();
    private bool condition;

    public void Half()
    {
        Monitor.Enter(gate);
        if (condition)
            Monitor.Exit(gate);
    } // EPO1005
}

internal class Set
{
    private readonly object gate = new();
    private bool chosen;

    public void Arrange(bool value) => chosen = value;

    public void Half()
    {
        Monitor.Enter(gate);
        if (chosen)
            Monitor.Exit(gate);
    } // EPO1005
}
