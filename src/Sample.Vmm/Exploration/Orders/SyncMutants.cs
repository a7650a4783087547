using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>Changes of how what was posted reaches the virtual APIC.</summary>
internal static class SyncMutants
{
    private const string VirtualCpu = "Vcpu/VirtualCpu.cs";
    private const string ClearOn = "        Descriptor.ClearOn();\n";
    private const string Drain =
        "        for (var index = 0; index < PostedInterruptDescriptor.PirWords; index++)\n"
        + "            MergePosted(index, Descriptor.TakePir(index));\n";

    public static IEnumerable<EntryOrder> All()
    {
        yield return EntryOrder.Mutant(
            "drain-before-clear", "the sync takes the PIR before it clears ON", new SourceEdit(VirtualCpu, ClearOn + Drain, Drain + ClearOn));
        yield return EntryOrder.Mutant(
            "no-clear-on", "the sync does not clear ON", new SourceEdit(VirtualCpu, ClearOn, string.Empty));
        yield return EntryOrder.Mutant(
            "no-publish", "the sync fills vIRR and tells nobody", new SourceEdit(VirtualCpu, "        PublishIrr();\n    }\n", "    }\n"));
    }
}
