using System;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>
/// Where a state keeps what is not a word of the machine: for each agent its point of code and its processor's store buffer, and what the
/// oracles remember.
/// </summary>
/// <param name="Words">How many words the machine has.</param>
/// <param name="Agents">How many agents there are: the vCPU, its interrupt handler, then the activities.</param>
internal readonly record struct StateLayout(int Words, int Agents)
{
    /// <summary>How many stores a buffer holds.</summary>
    public const int BufferCapacity = 4;

    /// <summary>The number of words of a state.</summary>
    public int Width => Words + (2 * Agents) + 2;

    /// <summary>Where an agent's point of code is: 0 before it begins, 1 when it is done, otherwise the point plus 2.</summary>
    public int Point(int agent) => Words + agent;

    /// <summary>Where the store buffer is that an agent writes to. A handler runs on the vCPU's processor.</summary>
    public int Buffer(int agent) => Words + Agents + (agent == 1 ? 0 : agent);

    /// <summary>Where the counts of posts and deliveries are.</summary>
    public int Counts => Words + (2 * Agents);

    /// <summary>Where the guest's position in its script is (low byte), rounds without progress (next byte), and marks of what happened.</summary>
    public int Progress => Counts + 1;

    /// <summary>The newest buffered value of a word.</summary>
    public static bool TryForward(ulong buffer, int word, out ulong value)
    {
        for (var shift = 48; shift >= 0; shift -= 16)
        {
            var entry = (buffer >> shift) & 0xffff;
            if (entry >> 8 == (ulong)word + 1)
            {
                value = entry & 0xff;
                return true;
            }
        }

        value = 0;
        return false;
    }

    /// <summary>Adds a store at the end of a buffer that has room.</summary>
    public static ulong Enqueue(ulong buffer, int word, ulong value)
    {
        if (value > 0xff || word >= 0xff)
            throw new InvalidOperationException("Only small values are stored without an interlocked operation.");
        var shift = 0;
        while (((buffer >> shift) & 0xffff) != 0)
            shift += 16;
        return buffer | (((((ulong)word + 1) << 8) | value) << shift);
    }

    /// <summary>Whether a buffer has no room.</summary>
    public static bool IsFull(ulong buffer) => buffer >> 48 != 0;
}
