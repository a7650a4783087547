using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>Other ways to write the run loop that are as good: neither the analyzer nor the explorer may object.</summary>
internal static class Variants
{
    private const string Entry = "Vcpu/VcpuEntry.cs";
    private const string Arm = "        Arm();\n";
    private const string ModeOut = "        vcpu.SetMode(VcpuMode.OutsideGuest);\n";
    private const string HandleInterrupt = "        processor.HandleExitInterrupt();\n";

    public static IEnumerable<EntryOrder> All()
    {
        yield return Variant(
            "sync-early-too",
            "a sync before the mode write as well",
            new SourceEdit(Entry, Arm + Permutations.Text("S"), Permutations.Text("S") + Arm + Permutations.Text("S")));
        yield return Variant(
            "recheck-at-entry",
            "the first entry looks as the fast path does",
            new SourceEdit(Entry, Permutations.Text("SC"), "        if (!Recheck())\n            return Cancel();\n"));
        yield return Variant(
            "exit-interrupt-first",
            "the interrupt that ended the guest is handled before the mode is left",
            new SourceEdit(Entry, ModeOut + HandleInterrupt, HandleInterrupt + ModeOut));
        yield return Variant(
            "retest-by-load",
            "ON is read again after the switch to the wakeup vector, instead of being known from the switch",
            new SourceEdit(
                "Vcpu/VcpuBlock.cs",
                "        var wasPosted = RouteTo(HostVector.Wakeup);\n        NotifyIfPosted(wasPosted);\n",
                "        RouteTo(HostVector.Wakeup);\n        NotifyIfPosted(vcpu.Descriptor.IsOnSet());\n"));
    }

    private static EntryOrder Variant(string name, string summary, SourceEdit edit) => new(name, OrderKind.Variant, summary, [edit]);
}
