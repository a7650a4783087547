// source: own reduction of 05: a guard that nobody can dispose any more
using EntryPath;

[EntryProtocol]
public enum Interrupts { Off }

public sealed class Cpu
{
    [Step(Interrupts.Off)] [return: Guard] public IDisposable Off() => new MemoryStream();
}

public sealed class Driver
{
    private readonly Cpu cpu = new();
    private int n;

    public void Dropped()
    {
        cpu.Off(); // EPO1005
        n++;
    }

    public void Discarded()
    {
        _ = cpu.Off(); // EPO1005
        n++;
    }

    public void Forgotten()
    {
        var off = cpu.Off(); // EPO1005
        n++;
    }

    public IDisposable Handed() => cpu.Off();
    public int N => n;
}
