// packs: Threading
// source: SonarSource/sonar-dotnet issue 6048, PR 6052: the inverted bracket (let go, call out, take again in finally) was reported
public sealed class Dispatcher
{
    private readonly object gate = new();
    private readonly Queue<Action> work = new();
    private bool stopped;

    public void Run()
    {
        lock (gate)
        {
            while (!stopped)
            {
                if (work.Count == 0)
                {
                    Monitor.Wait(gate);
                    continue;
                }

                RunOne(work.Dequeue());
            }
        }
    }

    private void RunOne(Action action)
    {
        Monitor.Exit(gate);
        if (action == null)
            return; // EPO1005|EPO1004

        action();
        Monitor.Enter(gate);
    }

    public void Post(Action action)
    {
        lock (gate)
        {
            work.Enqueue(action);
            Monitor.Pulse(gate);
        }
    }

    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.PulseAll(gate);
        }
    }
}
