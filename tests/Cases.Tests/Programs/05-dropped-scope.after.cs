// source: cnlohr/cilbox PR 99 (commit 383f581): the scope that the marker gives was dropped, so that the sample never ends
using Profiling;

namespace Profiling
{
    public readonly struct Marker(string name)
    {
        public string Name { get; } = name;
        public Scope Auto() => new();

        public readonly struct Scope : IDisposable
        {
            public void Dispose() { }
        }
    }
}

public sealed class Sandbox
{
    private bool initialized;

    public void Initialize()
    {
        var marker = new Marker("Initialize");
        using var scope = marker.Auto();

        if (initialized) return;

        initialized = true;
        Load("main");
    }

    private bool Load(string name)
    {
        try
        {
            using var scope = new Marker($"Load {name}").Auto();
            var parts = new List<string> { name };
            return parts.Count > 0;
        }
        catch (IOException e)
        {
            Console.WriteLine(e);
            return false;
        }
    }
}
