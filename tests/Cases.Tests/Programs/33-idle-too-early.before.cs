// source: MarimerLLC/csla issue 3954: a helper marked the object as idle while its caller was still busy
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Activity
{
    [Because("bindings read the object as soon as it is idle")]
    Busy,
}

public class Record
{
    public bool IsBusy { get; private set; }

    [Step(Activity.Busy)] protected void BeginWork() => IsBusy = true;
    [Undo(Activity.Busy)] protected void EndWork() => IsBusy = false;

    [Requires(Activity.Busy)] protected virtual void Store(string value) => Console.WriteLine(value);
}

public sealed class Order : Record
{
    public void Save(string text)
    {
        try
        {
            BeginWork();
            Store(text);
            Load(text.Length);
            Store("again"); // EPO1004|EPO1001
        }
        finally
        {
            EndWork();
        }
    }

    private void Load(int count)
    {
        for (int i = 0; i < count; i++)
            Console.WriteLine(i);
        EndWork();
    }

    protected override void Store(string value)
    {
        base.Store(value.Trim());
    }
}
