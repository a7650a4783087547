// Work that runs elsewhere is judged like any body.
// packs: Threading
using System.Threading;
using System.Threading.Tasks;

internal class Runs
{
    public void Bad()
    {
        object first = new(), second = new();
        Task task = Task.Run(() =>
        {
            Monitor.Enter(first);
            Monitor.Exit(second); // EPO1004
        }); // EPO1005
        Task.WaitAll(task);
    }

    public void Good()
    {
        object first = new();
        Task task = Task.Run(() =>
        {
            Monitor.Enter(first);
            Monitor.Exit(first);
        });
        Task.WaitAll(task);
    }
}
