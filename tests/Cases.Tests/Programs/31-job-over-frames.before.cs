// source: LotteMakesStuff/SimplePhysicsDemo issue 3, dreamfairy/Unity-DynamicBone-JobSystem-Opmized issue 4: native memory written and freed while a job still used it
using EntryPath;

[EntryProtocol(Scope = ProtocolScope.Thread, Ordered = false)]
public enum Jobs
{
    [Because("the workers still read and write the array")]
    Running,
}

public sealed class NativeArray(int length)
{
    private float[]? data = new float[length];

    [Forbids(Jobs.Running)]
    public float this[int i]
    {
        get => data![i];
        set => data![i] = value;
    }

    public int Length => data!.Length;

    [Forbids(Jobs.Running)]
    public void Dispose() => data = null;
}

public struct JobHandle
{
    [Undo(Jobs.Running, IfInEffect = true)] public void Complete() { }
}

public static class Job
{
    [Step(Jobs.Running)] public static JobHandle Schedule(NativeArray array, JobHandle after) => default;
}

public sealed class BoneManager
{
    private readonly NativeArray particles = new(64);
    private readonly NativeArray hits = new(64);
    private JobHandle last;

    public void Update(float wind)
    {
        last.Complete();
        for (int i = 0; i < particles.Length; i++)
            particles[i] += wind;

        var raycasts = Job.Schedule(particles, last);
        for (int i = 0; i < hits.Length; i++)
            hits[i] = 0; // EPO1003
        last = Job.Schedule(hits, raycasts);
    }

    [EntryState(Jobs.Running)]
    public void OnDestroy()
    {
        particles.Dispose(); // EPO1003
        hits.Dispose(); // EPO1003
    }
}
