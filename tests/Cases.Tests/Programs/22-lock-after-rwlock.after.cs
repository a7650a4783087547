// packs: Threading
// source: SonarSource/sonar-dotnet issue 7826: a lock statement after a reader lock that had been given back was reported
public sealed class Cache
{
    private readonly ReaderWriterLockSlim rw = new();
    private readonly object sync = new();
    private readonly List<int> items = [];
    private int hits;

    public int Read(int index)
    {
        rw.EnterReadLock();
        int count = items.Count;
        rw.ExitReadLock();
        Console.WriteLine(count);
        lock (sync)
        {
            hits++;
            return index < count ? items[index] : hits;
        }
    }

    public int ReadOf(ReaderWriterLockSlim other, object gate)
    {
        other.EnterReadLock();
        other.ExitReadLock();
        Console.WriteLine();
        lock (gate)
        {
            Console.WriteLine();
        }
        return hits;
    }
}
