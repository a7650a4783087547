using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>Changes of how a thread sleeps, is woken, is preempted, and walks page tables.</summary>
internal static class BlockMutants
{
    private const string Block = "Vcpu/VcpuBlock.cs";
    private const string Walk = "Vcpu/ShadowPageWalk.cs";
    private const string MarkWaiting = "        MarkWaiting();\n";
    private const string IfWork = "        if (HasWork())";
    private const string FinishWait = "            FinishWait();\n";
    private const string InterruptsOff = "        processor.DisableInterrupts();\n";
    private const string Join = "        JoinWakeupList();\n";
    private const string Route = "        var wasPosted = RouteTo(HostVector.Wakeup);\n";
    private const string Retest = "        NotifyIfPosted(wasPosted);\n";
    private const string ClearSn = "        vcpu.Descriptor.AllowNotifications();\n";
    private const string Announce = "        PublishMode();\n        vcpu.FullBarrier();\n";
    private const string Recompute = "        RecomputeOn();\n";

    public static IEnumerable<EntryOrder> All()
    {
        yield return EntryOrder.Mutant(
            "check-before-wait",
            "the thread checks for work before it is marked as waiting",
            new SourceEdit(Block, MarkWaiting + IfWork, IfWork),
            new SourceEdit(Block, "        Sleep();\n    }", "        MarkWaiting();\n        Sleep();\n    }"),
            new SourceEdit(Block, FinishWait, string.Empty));
        yield return EntryOrder.Mutant(
            "no-wake-check",
            "the thread sleeps without a check for work",
            new SourceEdit(
                Block,
                IfWork + "\n        {\n            FinishWait();\n            vcpu.IsHalted = false;\n            return;\n        }\n\n        Sleep();\n",
                "        Sleep();\n        if (HasWork())\n            vcpu.IsHalted = false;\n"));
        yield return EntryOrder.Mutant(
            "no-wait-mark",
            "the thread is not marked as waiting",
            new SourceEdit(Block, MarkWaiting + IfWork, IfWork),
            new SourceEdit(Block, FinishWait, string.Empty));
        yield return EntryOrder.Mutant(
            "route-before-list",
            "devices are routed to the wakeup vector before the vCPU is on the list",
            "the rule does not rely on interrupts being off: here they are off over both, on the only processor that runs the handler",
            new SourceEdit(Block, Join + Route, Route + Join));
        yield return EntryOrder.Mutant(
            "route-before-list-interrupts-on",
            "the same, with interrupts on",
            new SourceEdit(Block, InterruptsOff + Join + Route + Retest, Route + Join + Retest + InterruptsOff));
        yield return EntryOrder.Mutant(
            "no-on-retest",
            "after the switch to the wakeup vector nobody looks at ON",
            new SourceEdit(Block, Retest, "        _ = wasPosted;\n"));
        yield return EntryOrder.Mutant(
            "retest-before-route",
            "ON is looked at before the switch to the wakeup vector",
            new SourceEdit(
                Block, Route + Retest, "        NotifyIfPosted(vcpu.Descriptor.IsOnSet());\n        RouteTo(HostVector.Wakeup);\n"));
        yield return EntryOrder.Mutant(
            "no-list-leave", "a woken vCPU stays on the wakeup list", new SourceEdit(Block, "        LeaveWakeupList();\n", string.Empty));
        yield return EntryOrder.Mutant(
            "no-on-recompute", "after SN is cleared nobody looks at the PIR", new SourceEdit(Block, Recompute, string.Empty));
        yield return EntryOrder.Mutant(
            "recompute-before-sn",
            "the PIR is looked at before SN is cleared",
            new SourceEdit(Block, ClearSn + Recompute, Recompute + ClearSn));
        yield return EntryOrder.Mutant(
            "walk-without-barrier",
            "the mode that announces a walk of the page tables is stored without a barrier",
            new SourceEdit(Walk, "        vcpu.FullBarrier();\n", string.Empty));
        yield return EntryOrder.Mutant(
            "walk-with-interrupts-on",
            "page tables are walked with interrupts on",
            new SourceEdit(Walk, InterruptsOff, string.Empty),
            new SourceEdit(Walk, "        processor.EnableInterrupts();\n", string.Empty));
        yield return EntryOrder.Mutant(
            "walk-before-mode",
            "page tables are read before the mode announces it",
            new SourceEdit(Walk, Announce + "        Read();\n", "        Read();\n" + Announce));
    }
}
