// source: MarimerLLC/csla issue 1473, PR 1474: the flag that other threads ask was set before what it stands for
// source: (and github/codeql issue 21546: a checker lost the same mistake when it was split over a helper)
using System.Reflection;
using EntryPath;

[EntryProtocol]
public enum Prepared
{
    Async,
    Parameters,
    Invoker,
}

public sealed class BoundMethod(MethodInfo info)
{
    private readonly object gate = new();

    [Commit(typeof(Prepared), Value = true, Access = Access.Write)]
    private volatile bool initialized;

    [Step(Prepared.Async)]
    public bool IsAsync { get; private set; }

    [Step(Prepared.Parameters)]
    public ParameterInfo[]? Parameters { get; private set; }

    [Step(Prepared.Invoker)]
    public Func<object, object?>? Invoker { get; private set; }

    public void Prepare()
    {
        if (!initialized)
        {
            IsAsync = info.ReturnType == typeof(Task);
            Parameters = info.GetParameters();
            if (Parameters.Length == 0)
                Invoker = target => info.Invoke(target, null);
            else
                Invoker = target => info.Invoke(target, [null]);

            initialized = true;
        }
    }

    // the same, split over a helper
    public Func<object, object?> GetInvoker()
    {
        if (initialized)
            return Invoker!;

        lock (gate)
        {
            if (!initialized)
                Fill();
        }

        return Invoker!;
    }

    private void Fill()
    {
        IsAsync = info.ReturnType == typeof(Task);
        Parameters = info.GetParameters();
        Invoker = target => info.Invoke(target, null);
        initialized = true;
    }
}
