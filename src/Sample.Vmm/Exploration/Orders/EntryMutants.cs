using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>Changes between host code and the guest: what prepares, arms, looks and enters.</summary>
internal static class EntryMutants
{
    private const string Entry = "Vcpu/VcpuEntry.cs";
    private const string VirtualCpu = "Vcpu/VirtualCpu.cs";
    private const string Arm = "        Arm();\n";
    private const string ArmStart = "    private void Arm()\n    {\n";
    private const string Prepare = "        if (!Prepare())\n            return null;\n\n";
    private const string PreemptionOff = "        processor.DisablePreemption();\n";
    private const string ForceExit = "        ForceExitIfMoreToInject();\n";
    private const string Recheck = "        vcpu.SyncPirToIrr();\n        return !vcpu.ExitRequested();\n";

    public static IEnumerable<EntryOrder> All()
    {
        yield return InArm("no-interrupts-off", "interrupts stay on", "MB");
        yield return InArm("no-mode-write", "the mode is not written", "IB");
        yield return InArm("no-full-barrier", "no barrier after the mode write", "IM");
        yield return InArm("barrier-before-mode", "the barrier is before the mode write", "IBM");
        yield return Mutant(
            "no-sync", "no sync before the entry", new SourceEdit(Entry, Arm + Permutations.Text("SC"), Arm + Permutations.Text("C")));
        yield return Mutant(
            "no-exit-check", "no exit check before the entry", new SourceEdit(Entry, Permutations.Text("SC"), Permutations.Text("S")));
        yield return Mutant(
            "sync-only-with-apicv",
            "the sync depends on APICv being active",
            new SourceEdit(
                Entry,
                Permutations.Text("SC"),
                "        if (vcpu.IsApicvActive)\n            vcpu.SyncPirToIrr();\n" + Permutations.Text("C")));
        yield return Mutant(
            "interrupt-window",
            "interrupts are on for a moment between the check and the entry",
            new SourceEdit(
                Entry,
                Permutations.Text("SC"),
                Permutations.Text("SC") + "\n        processor.EnableInterrupts();\n        processor.DisableInterrupts();\n"));
        yield return Mutant(
            "prepare-in-atomic-section",
            "requests are served, which may sleep, after preemption is off",
            new SourceEdit(
                Entry,
                Prepare + PreemptionOff + Arm + Permutations.Text("S"),
                PreemptionOff
                    + "        if (!Prepare())\n        {\n            processor.EnablePreemption();\n            return null;\n        }\n\n"
                    + Arm + Permutations.Text("S")));
        yield return Mutant(
            "inject-twice",
            "a second event is injected over the first",
            new SourceEdit(
                Entry,
                "        vcpu.InjectEvent();\n",
                "        vcpu.InjectEvent();\n        vcpu.SyncPirToIrr();\n        vcpu.InjectEvent();\n"));
        yield return Mutant(
            "force-exit-before-check",
            "the request that forces an exit comes before the exit check",
            new SourceEdit(Entry, Permutations.Text("SC"), Permutations.Text("S") + ForceExit + Permutations.Text("C")));
        yield return Mutant(
            "force-exit-always",
            "the guest is made to exit at once although nothing waits for the host to inject it",
            new SourceEdit(Entry, "        if (vcpu.HasMoreToInject())\n            vcpu.ForceExit();\n", "        vcpu.ForceExit();\n"));
        yield return Mutant(
            "force-exit-with-apicv",
            "the guest is made to exit at once for what the processor would deliver",
            new SourceEdit(
                VirtualCpu, "HostInjects() && Fields.Event != 0 && Apic.HighestRequested() >= 0", "Apic.HighestRequested() >= 0"));
        yield return Mutant(
            "no-sync-on-reentry",
            "the fast path enters again without a sync",
            new SourceEdit(Entry, Recheck, "        return !vcpu.ExitRequested();\n"));
        yield return Mutant(
            "no-check-on-reentry",
            "the fast path enters again without an exit check",
            new SourceEdit(Entry, Recheck, "        vcpu.SyncPirToIrr();\n        return true;\n"));
        yield return Mutant(
            "check-before-sync-on-reentry",
            "the fast path checks before it syncs",
            new SourceEdit(
                Entry, Recheck, "        var mayEnter = !vcpu.ExitRequested();\n        vcpu.SyncPirToIrr();\n        return mayEnter;\n"));
        yield return Mutant(
            "no-exiting-test",
            "the exit check does not look at the mode",
            new SourceEdit(VirtualCpu, "IsToldToExit() || Requests.IsAnyPending()", "Requests.IsAnyPending()"));
        yield return Mutant(
            "no-request-test",
            "the exit check does not look at the requests",
            new SourceEdit(VirtualCpu, "IsToldToExit() || Requests.IsAnyPending()", "IsToldToExit()"));
    }

    /// <summary>The three steps that the helper <c>Arm</c> makes, in another order or not all of them.</summary>
    private static EntryOrder InArm(string name, string summary, string letters) =>
        Mutant(name, summary, new SourceEdit(Entry, ArmStart + Permutations.Text("IMB"), ArmStart + Permutations.Text(letters)));

    private static EntryOrder Mutant(string name, string summary, SourceEdit edit) => EntryOrder.Mutant(name, summary, edit);
}
