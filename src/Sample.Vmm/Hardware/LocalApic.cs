using System.Numerics;

namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>The physical processor's local APIC, reduced to which vectors are pending (its IRR).</summary>
public sealed class LocalApic
{
    private readonly IMemory memory;

    /// <summary>Creates the APIC of one processor.</summary>
    public LocalApic(IMemory memory, MemoryLayout layout)
    {
        this.memory = memory;
        Pending = layout.Memory("pending", describe: Describe);
    }

    /// <summary>One bit per <see cref="HostVector"/>. A second interrupt of a pending vector merges with it.</summary>
    public Word Pending { get; }

    /// <summary>An interrupt arrives: from another processor (IPI), from a device, or from the IOMMU.</summary>
    public void Raise(HostVector vector) => memory.Or(Pending, 1ul << (int)vector);

    /// <summary>The pending vector of the highest priority, which stays pending; null if none is.</summary>
    public HostVector? Peek()
    {
        var pending = memory.Read(Pending);
        return pending == 0 ? null : (HostVector)BitOperations.Log2(pending);
    }

    /// <summary>Accepts a pending vector; it is no longer pending.</summary>
    public void Acknowledge(HostVector vector) => memory.And(Pending, ~(1ul << (int)vector));

    private static string Describe(ulong value)
    {
        var names = string.Empty;
        for (var vector = HostVector.CallFunction; vector >= 0; vector--)
        {
            if ((value & (1ul << (int)vector)) != 0)
                names += (names.Length == 0 ? string.Empty : "+") + vector;
        }

        return names.Length == 0 ? "none" : names;
    }
}
