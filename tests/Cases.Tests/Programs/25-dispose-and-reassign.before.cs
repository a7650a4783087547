// source: DotNetAnalyzers/IDisposableAnalyzers issue 239 turned round: on one path the disposed object is returned and used
using EntryPath;

[EntryProtocol]
public enum Live
{
    [Because("a disposed session refuses everything")]
    Connected,
}

public sealed class Session : IDisposable
{
    [Step(Live.Connected)] public Session(int id) => Id = id;
    [Requires(Live.Connected, Access = Access.Read)] public int Id { get; }
    [Requires(Live.Connected)] public void Send(string text) => Console.WriteLine(text);
    [Undo(Live.Connected, IfInEffect = true)] public void Dispose() { }
}

public static class Client
{
    public static void While(IEnumerator<int> ids)
    {
        var session = new Session(0);
        while (ids.MoveNext())
        {
            session.Dispose();
            if (ids.Current < 0)
                continue;

            session = new Session(ids.Current);
            session.Send("again");
        }

        session.Send("bye"); // EPO1001
        session.Dispose();
    }

    public static void Direct(Func<bool> full)
    {
        var session = new Session(1);
        if (full())
        {
            session.Dispose();
        }

        session.Send("late"); // EPO1001
        session.Dispose();
    }

    private static Session Make(Func<bool> full)
    {
        var session = new Session(1);
        if (full())
            session.Dispose();
        return session;
    }

    public static void ThroughHelper(Func<bool> full)
    {
        using var session = Make(full);
        session.Send("late"); // EPO1001
    }
}
