// source: FabianTerhorst/coreclr-module PR 132 (commit 4ec50edb): the thread was started before the fields that it uses had been set
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Worker
{
    [Because("the loop reads it as soon as the thread runs")] Entities,
    [Because("the loop reads it as soon as the thread runs")] Clients,
    [Because("the loop reads it as soon as the thread runs")] Rate,
}

public sealed class EntityLoop
{
    [Commit(typeof(Worker), Call = "Start")]
    private readonly Thread thread;

    [Step(Worker.Entities)] private readonly List<string> entities;
    [Step(Worker.Clients)] private readonly List<string> clients;
    [Step(Worker.Rate)] private readonly int rate;
    private readonly Action<string>? changed;
    private bool running = true;

    public EntityLoop(List<string> entities, List<string> clients, int rate, Action<string>? changed)
    {
        if (entities == null)
        {
            throw new ArgumentException("no entities");
        }

        if (clients == null)
        {
            throw new ArgumentException("no clients");
        }

        thread = new Thread(Loop) { IsBackground = true };
        thread.Start(); // EPO1001
        this.entities = entities;
        this.clients = clients;
        this.rate = rate;
        this.changed = changed;
    }

    public void Loop()
    {
        while (running)
        {
            foreach (var e in entities)
                if (!clients.Contains(e))
                    changed?.Invoke(e);
            Thread.Sleep(rate);
        }
    }

    public void Stop() => running = false;
}
