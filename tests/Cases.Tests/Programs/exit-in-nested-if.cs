// The report stands at the way out that keeps the door open.
using EntryPath;

[EntryProtocol(Ordered = false)] public enum Access { Open }

public class Door
{
    [Step(Access.Open)] public void Open() { }
    [Undo(Access.Open)] public void Close() { }

    public void Nested(bool a, bool b)
    {
        Open();
        if (a)
        {
            if (b)
                Close();
            else
                return; // EPO1005
            return;
        }
        Close();
    }

    public void Two(bool a, bool b)
    {
        Open();
        if (a)
        {
            if (b) { Close(); }
            return; // EPO1005
        }
        Close();
    }
}
