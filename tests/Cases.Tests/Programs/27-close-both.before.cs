// source: typetools/checker-framework issue 4838 turned round: the second is lost where closing the first throws, or where a check returns early
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

public static class Pair
{
    private static void CloseBoth(Pipe one, Pipe other)
    {
        one.Dispose();
        if (one.Name == other.Name)
            return;
        other.Dispose();
    }

    public static string Join(string a, string b)
    {
        var one = new Pipe(a);
        var other = new Pipe(b);
        string joined = one.Name + other.Name;
        CloseBoth(one, other);
        return joined; // EPO1005
    }

    public static string First(string a, string b)
    {
        var one = new Pipe(a);
        if (a.Length == 0)
        {
            one.Dispose();
            return a;
        }

        var other = new Pipe(b);
        if (b.Length == 0)
        {
            one.Dispose();
            return b; // EPO1005
        }

        string joined = one.Name + other.Name;
        one.Dispose();
        other.Dispose();
        return joined;
    }
}
