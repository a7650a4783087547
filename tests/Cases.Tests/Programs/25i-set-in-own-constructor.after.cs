// source: own reduction, met while writing 25: a get-only property that needs a step can only be written by the constructor that performs the step
using EntryPath;

[EntryProtocol]
public enum Live { Connected }

public sealed class Session : IDisposable
{
    [Step(Live.Connected)] public Session(int id) => Id = id;
    [Requires(Live.Connected)] public int Id { get; }
    [Undo(Live.Connected)] public void Dispose() { }
}
