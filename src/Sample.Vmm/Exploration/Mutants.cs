using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>The known ways to get posted interrupts wrong, as changes of the production sources.</summary>
internal static class Mutants
{
    private const string Entry = "Vcpu/VcpuEntry.cs";
    private const string VirtualCpu = "Vcpu/VirtualCpu.cs";
    private const string Block = "Vcpu/VcpuBlock.cs";
    private const string Sender = "Vcpu/PostedInterruptSender.cs";
    private const string Walk = "Vcpu/ShadowPageWalk.cs";
    private const string Requester = "Vcpu/Requester.cs";

    public static IEnumerable<EntryOrder> All()
    {
        yield return EntrySteps("no-interrupts-off", "interrupts stay on", "MBSC");
        yield return EntrySteps("no-mode-write", "the mode is not written", "IBSC");
        yield return EntrySteps("no-full-barrier", "no barrier after the mode write", "IMSC");
        yield return EntrySteps("no-sync", "no sync before the entry", "IMBC");
        yield return EntrySteps("no-exit-check", "no exit check before the entry", "IMBS");
        yield return Mutant(
            "sync-only-with-apicv",
            "the sync depends on APICv being active",
            Edit(
                Entry,
                Permutations.Text("IMBSC"),
                Permutations.Text("IMB") + "        if (vcpu.IsApicvActive)\n            vcpu.SyncPirToIrr();\n" + Permutations.Text("C")));
        yield return Mutant(
            "interrupt-window",
            "interrupts are on for a moment between the check and the entry",
            Edit(
                Entry,
                Permutations.Text("SC"),
                Permutations.Text("SC") + "\n        processor.EnableInterrupts();\n        processor.DisableInterrupts();\n"));
        yield return Mutant(
            "force-exit-before-check",
            "the request that forces an exit comes before the exit check",
            Edit(Entry, Permutations.Text("IMBSC"), Permutations.Text("IMBS") + "        ForceExitIfMoreToInject();\n" + Permutations.Text("C")));
        yield return Mutant(
            "no-sync-on-reentry",
            "the fast path enters again without a sync",
            Edit(Entry, "        vcpu.SyncPirToIrr();\n        return !vcpu.ExitRequested();", "        return !vcpu.ExitRequested();"));
        yield return Mutant(
            "no-check-on-reentry",
            "the fast path enters again without an exit check",
            Edit(Entry, "        return !vcpu.ExitRequested();", "        return true;"));
        yield return Mutant(
            "check-before-sync-on-reentry",
            "the fast path checks before it syncs",
            Edit(
                Entry,
                "        vcpu.SyncPirToIrr();\n        return !vcpu.ExitRequested();",
                "        var mayEnter = !vcpu.ExitRequested();\n        vcpu.SyncPirToIrr();\n        return mayEnter;"));
        yield return Mutant(
            "no-exiting-test",
            "the exit check does not look at the mode",
            Edit(VirtualCpu, "IsToldToExit() || Requests.IsAnyPending()", "Requests.IsAnyPending()"));
        yield return Mutant(
            "no-request-test",
            "the exit check does not look at the requests",
            Edit(VirtualCpu, "IsToldToExit() || Requests.IsAnyPending()", "IsToldToExit()"));

        yield return Mutant(
            "cancel-without-mode-out",
            "an abandoned entry leaves the mode as it is",
            Edit(Entry, CancelStart + ModeOut + InterruptsOn, CancelStart + InterruptsOn));
        yield return Mutant(
            "cancel-without-interrupts-on",
            "an abandoned entry leaves interrupts off",
            Edit(Entry, CancelStart + ModeOut + InterruptsOn, CancelStart + ModeOut));
        yield return Mutant(
            "cancel-without-preemption-on",
            "an abandoned entry leaves preemption off",
            Edit(Entry, PreemptionOn + "        vcpu.CancelInjection();\n", "        vcpu.CancelInjection();\n"));
        yield return Mutant(
            "cancel-without-injection",
            "an abandoned entry does not take its event back",
            Edit(Entry, "        vcpu.CancelInjection();\n", string.Empty));
        yield return Mutant(
            "cancel-interrupts-on-first",
            "an abandoned entry turns interrupts on before it leaves the mode",
            "brackets close in reverse order: between the two, notifications are swallowed, but the thread syncs before it enters or sleeps",
            Edit(Entry, CancelStart + ModeOut + InterruptsOn, CancelStart + InterruptsOn + ModeOut));
        yield return Mutant(
            "leave-without-mode-out",
            "an exit leaves the mode as it is",
            Edit(Entry, LeaveStart + ModeOut, LeaveStart));
        yield return Mutant(
            "leave-without-interrupts-on",
            "an exit leaves interrupts off",
            Edit(Entry, "            processor.ServiceInterrupt();\n" + InterruptsOn, "            processor.ServiceInterrupt();\n"));
        yield return Mutant(
            "leave-interrupts-on-first",
            "an exit turns interrupts on before it leaves the mode",
            "brackets close in reverse order: between the two, notifications are swallowed, but the thread syncs before it enters or sleeps",
            Edit(Entry, LeaveStart + ModeOut, LeaveStart),
            Edit(Entry, "            processor.ServiceInterrupt();\n" + InterruptsOn, "            processor.ServiceInterrupt();\n" + InterruptsOn + ModeOut));

        yield return Mutant(
            "on-before-pir",
            "a sender sets ON before it sets the PIR",
            Edit(Sender, SetPir + SetOn, "        var owes = !vcpu.Descriptor.TestAndSetOn();\n" + SetPir + "        if (!owes)\n            return;\n"));
        yield return Mutant(
            "mode-before-on",
            "a sender reads the mode before it sets ON",
            Edit(Sender, SetOn, "        var mode = vcpu.ReadMode();\n" + SetOn),
            Edit(Sender, "        if (vcpu.ReadMode() != VcpuMode.InGuest)", "        if (mode != VcpuMode.InGuest)"));
        yield return Mutant(
            "no-notification",
            "a sender that has set ON does not notify a vCPU in guest mode",
            Edit(Sender, "        else\n            SendNotification();\n", string.Empty),
            Edit(Sender, "    [Commit(typeof(InterruptPosting))]\n    [Undo(InterruptPosting.ClaimNotification)]\n    private void SendNotification() => apic.Raise(HostVector.Notification);\n", "    private void Unused() => apic.Raise(HostVector.Notification);\n"));
        yield return Mutant(
            "no-wake-for-self",
            "a sender on the vCPU's processor neither notifies nor wakes",
            Edit(
                Sender,
                "        if (vcpu.ReadMode() != VcpuMode.InGuest)",
                "        if (TargetRunsHere())\n            return;\n        if (vcpu.ReadMode() != VcpuMode.InGuest)"));
        yield return Mutant(
            "mark-before-request",
            "a requester looks at the mode before it makes the request",
            Edit(Requester, Ask + MakeRequest, Ask + "        var mode = vcpu.MarkExiting();\n" + MakeRequest),
            Edit(Requester, "        if (vcpu.MarkExiting() == VcpuMode.InGuest)", "        if (mode == VcpuMode.InGuest)"));

        yield return Mutant(
            "drain-before-clear",
            "the sync takes the PIR before it clears ON",
            Edit(VirtualCpu, "        Descriptor.ClearOn();\n" + Drain, Drain + "        Descriptor.ClearOn();\n"));
        yield return Mutant(
            "no-clear-on",
            "the sync does not clear ON",
            Edit(VirtualCpu, "        Descriptor.ClearOn();\n", string.Empty));
        yield return Mutant(
            "no-publish",
            "the sync fills vIRR and tells nobody",
            Edit(VirtualCpu, "        PublishIrr();\n    }\n", "    }\n"));

        yield return Mutant(
            "check-before-wait",
            "the thread checks for work before it is marked as waiting",
            Edit(Block, "        MarkWaiting();\n        if (HasWork())", "        if (HasWork())"),
            Edit(Block, "        Sleep();\n    }", "        MarkWaiting();\n        Sleep();\n    }"),
            Edit(Block, "            FinishWait();\n", string.Empty));
        yield return Mutant(
            "no-wake-check",
            "the thread sleeps without a check for work",
            Edit(
                Block,
                "        if (HasWork())\n        {\n            FinishWait();\n            vcpu.IsHalted = false;\n            return;\n        }\n\n        Sleep();\n",
                "        Sleep();\n        if (HasWork())\n            vcpu.IsHalted = false;\n"));
        yield return Mutant(
            "no-wait-mark",
            "the thread is not marked as waiting",
            Edit(Block, "        MarkWaiting();\n        if (HasWork())", "        if (HasWork())"),
            Edit(Block, "            FinishWait();\n", string.Empty));
        yield return Mutant(
            "route-before-list",
            "devices are routed to the wakeup vector before the vCPU is on the list",
            "the rule does not rely on interrupts being off: here they are off over both, on the only processor that runs the handler",
            Edit(Block, JoinAndRoute, RouteAndJoin));
        yield return Mutant(
            "route-before-list-interrupts-on",
            "the same, with interrupts on",
            Edit(
                Block,
                "        processor.DisableInterrupts();\n" + JoinAndRoute + "        NotifyIfPosted(wasPosted);\n",
                RouteAndJoin + "        NotifyIfPosted(wasPosted);\n        processor.DisableInterrupts();\n"));
        yield return Mutant(
            "no-on-retest",
            "after the switch to the wakeup vector nobody looks at ON",
            Edit(Block, "        NotifyIfPosted(wasPosted);\n", "        _ = wasPosted;\n"));
        yield return Mutant(
            "no-list-leave",
            "a woken vCPU stays on the wakeup list",
            Edit(Block, "        LeaveWakeupList();\n", string.Empty));
        yield return Mutant(
            "walk-without-barrier",
            "the mode that announces a walk of the page tables is stored without a barrier",
            Edit(
                Walk,
                "    [Step(ShadowPageRead.PublishMode)]\n    private void Begin() => memory.Exchange(",
                "    private void Begin() => memory.Write("));
        yield return Mutant(
            "walk-with-interrupts-on",
            "page tables are walked with interrupts on",
            Edit(Walk, "        processor.DisableInterrupts();\n", string.Empty),
            Edit(Walk, "        processor.EnableInterrupts();\n", string.Empty));
        yield return Mutant(
            "walk-before-mode",
            "page tables are read before the mode announces it",
            Edit(Walk, "        Begin();\n        Read();\n", "        Read();\n        Begin();\n"));
        yield return Mutant(
            "no-on-recompute",
            "after SN is cleared nobody looks at the PIR",
            Edit(Block, "        RecomputeOn();\n", string.Empty));
        yield return Mutant(
            "recompute-before-sn",
            "the PIR is looked at before SN is cleared",
            Edit(
                Block,
                "        vcpu.Descriptor.AllowNotifications();\n        RecomputeOn();\n",
                "        RecomputeOn();\n        vcpu.Descriptor.AllowNotifications();\n"));
    }

    private const string CancelStart = "    private ExitReason? Cancel()\n    {\n";
    private const string LeaveStart = "    private ExitReason Leave(ExitReason reason)\n    {\n";
    private const string ModeOut = "        vcpu.SetMode(VcpuMode.OutsideGuest);\n";
    private const string InterruptsOn = "        processor.EnableInterrupts();\n";
    private const string PreemptionOn = "        processor.EnablePreemption();\n";
    private const string Ask = "    public void Ask(Request request)\n    {\n";
    private const string MakeRequest = "        vcpu.Requests.Make(request);\n";
    private const string SetPir = "        if (vcpu.Descriptor.TestAndSetPir(vector))\n            return;\n";
    private const string SetOn = "        if (vcpu.Descriptor.TestAndSetOn())\n            return;\n";
    private const string JoinAndRoute = "        JoinWakeupList();\n        var wasPosted = RouteTo(HostVector.Wakeup);\n";
    private const string RouteAndJoin = "        var wasPosted = RouteTo(HostVector.Wakeup);\n        JoinWakeupList();\n";
    private const string Drain =
        "        for (var index = 0; index < PostedInterruptDescriptor.PirWords; index++)\n"
        + "            MergePosted(index, Descriptor.TakePir(index));\n";

    private static EntryOrder EntrySteps(string name, string summary, string letters) =>
        Mutant(name, summary, Edit(Entry, Permutations.Text(Permutations.Right), Permutations.Text(letters)));

    private static EntryOrder Mutant(string name, string summary, params SourceEdit[] edits) =>
        new(name, OrderKind.Mutant, summary, [.. edits]);

    private static EntryOrder Mutant(string name, string summary, string safeBecause, params SourceEdit[] edits) =>
        new(name, OrderKind.Mutant, summary, [.. edits], SafeBecause: safeBecause);

    private static SourceEdit Edit(string file, string old, string replacement) => new(file, old, replacement);
}
