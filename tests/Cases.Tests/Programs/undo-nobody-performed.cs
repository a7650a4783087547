// An undo of the object's own private part that nothing in the compilation performs is reported.
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Batch { Begun }

public class Brush
{
    [Step(Batch.Begun)] public extern void Begin();
    [Undo(Batch.Begun)] public extern void End();
}

public class Picture
{
    private readonly Brush _brush = new Brush();
    public void Draw() { _brush.End(); } // EPO1001|EPO1004
    public void Local() { var brush = new Brush(); brush.End(); } // EPO1001|EPO1004
}
