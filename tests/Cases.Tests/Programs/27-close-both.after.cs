// source: typetools/checker-framework issues 6535, 4843, 4838: closing two owned sockets in try/finally, each if it is there, could not be verified
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Link
{
    [Because("a socket that is not closed is lost")]
    Open,
}

public sealed class Pipe : IDisposable
{
    [Step(Link.Open)] public Pipe(string name) => Name = name;
    public string Name { get; }
    [Undo(Link.Open, IfInEffect = true)] public void Dispose() { }
}

public sealed class Pair : IDisposable
{
    private readonly Pipe? first;
    private readonly Pipe? second;

    public Pair(string a, string b)
    {
        first = new Pipe(a);
        try
        {
            second = new Pipe(b);
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            if (first != null)
            {
                first.Dispose();
            }
        }
        finally
        {
            if (second != null)
            {
                second.Dispose();
            }
        }
    }

    public static void CloseBoth(Pipe one, Pipe other)
    {
        try
        {
            one.Dispose();
        }
        finally
        {
            other.Dispose();
        }
    }

    public static string Join(string a, string b)
    {
        var one = new Pipe(a);
        var other = new Pipe(b);
        string joined = one.Name + other.Name;
        CloseBoth(one, other);
        return joined;
    }
}
