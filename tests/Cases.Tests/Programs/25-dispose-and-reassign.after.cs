// source: DotNetAnalyzers/IDisposableAnalyzers issues 202, 239, 481, 111: disposing before a variable or field gets its next object was reported
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

public sealed class Client : IDisposable
{
    private Session? kept;

    public static void Loop(int count)
    {
        Session session;
        foreach (var i in Enumerable.Range(0, count))
        {
            using (session = new Session(i))
            {
                session.Send("hello");
            }
        }
    }

    public static void While(IEnumerator<int> ids)
    {
        var session = new Session(0);
        while (ids.MoveNext())
        {
            session.Dispose();
            session = new Session(ids.Current);
            session.Send("again");
        }

        session.Send("bye");
        session.Dispose();
    }

    public static Session OneOf(Func<bool> full)
    {
        var session = new Session(1);
        if (full())
        {
            session.Dispose();
            session = new Session(2);
        }

        return session;
    }

    public static Session Checked(int id)
    {
        var session = new Session(id);
        if (session.Id < 0)
        {
            session.Dispose();
            throw new ArgumentException("id");
        }

        return session;
    }

    public void Replace(int id)
    {
        using var old = kept;
        kept = new Session(id);
        kept.Send("new");
    }

    public void Clear()
    {
        using var _ = kept;
        kept = null;
    }

    public void Swap(int id)
    {
        var next = new Session(id);
        next.Send("first");
        Interlocked.Exchange(ref kept, next)?.Dispose();
    }

    public void Dispose() => kept?.Dispose();
}
