// source: vrm-c/UniVRM PR 1769: a profiler sample was begun before an await and ended in a later frame
using EntryPath;

public static class Profiler
{
    [Step(Frame.Sample)] public static void BeginSample(string name) { }
    [Undo(Frame.Sample)] public static void EndSample() { }
}

[EntryProtocol(Scope = ProtocolScope.Thread, Ordered = false)]
public enum Frame
{
    [Nestable, Because("a sample has to end in the frame in which it began")]
    Sample,
}

public interface IAwaitCaller
{
    Task NextFrame();
    Task<T> Run<T>(Func<T> action);
}

public sealed class Importer(IAwaitCaller caller)
{
    private readonly List<string> meshes = [];

    public async Task LoadAsync(IReadOnlyList<string> names)
    {
        await LoadTexturesAsync(names);

        foreach (var name in names)
        {
            var mesh = await caller.Run(() => name.ToUpperInvariant());
            meshes.Add(mesh);
            Profiler.BeginSample("build");
            if (mesh.Length == 0)
            {
                Profiler.EndSample();
                continue;
            }

            meshes.Sort();
            Profiler.EndSample();
        }
    }

    private async Task LoadTexturesAsync(IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            await caller.NextFrame();
    }
}
