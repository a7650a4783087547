using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>Changes on the two ways out of the entry path: it is abandoned, or the guest has run.</summary>
internal static class ExitMutants
{
    private const string Entry = "Vcpu/VcpuEntry.cs";
    private const string Cancel = "    private ExitReason? Cancel()\n    {\n";
    private const string Leave = "    private ExitReason Leave(ExitReason reason)\n    {\n";
    private const string ModeOut = "        vcpu.SetMode(VcpuMode.OutsideGuest);\n";
    private const string HandleInterrupt = "        processor.HandleExitInterrupt();\n";
    private const string InterruptsOn = "        processor.EnableInterrupts();\n";
    private const string PreemptionOn = "        processor.EnablePreemption();\n";
    private const string TakeBack = "        vcpu.CancelInjection();\n";
    private const string BracketReason =
        "brackets close in reverse order: between the two, notifications are swallowed, but the thread syncs before it enters or sleeps";

    public static IEnumerable<EntryOrder> All()
    {
        yield return Abandoned("cancel-without-mode-out", "leaves the mode as it is", InterruptsOn + PreemptionOn + TakeBack);
        yield return Abandoned("cancel-without-interrupts-on", "leaves interrupts off", ModeOut + PreemptionOn + TakeBack);
        yield return Abandoned("cancel-without-preemption-on", "leaves preemption off", ModeOut + InterruptsOn + TakeBack);
        yield return Abandoned("cancel-without-injection", "does not take its event back", ModeOut + InterruptsOn + PreemptionOn);
        yield return Abandoned(
            "cancel-preemption-on-first", "turns preemption on before interrupts", ModeOut + PreemptionOn + InterruptsOn + TakeBack);
        yield return Abandoned(
            "cancel-interrupts-on-first",
            "turns interrupts on before it leaves the mode",
            InterruptsOn + ModeOut + PreemptionOn + TakeBack,
            BracketReason);

        yield return Left("leave-without-mode-out", "leaves the mode as it is", HandleInterrupt + InterruptsOn + PreemptionOn);
        yield return Left("leave-without-interrupts-on", "leaves interrupts off", ModeOut + HandleInterrupt + PreemptionOn);
        yield return Left("leave-without-preemption-on", "leaves preemption off", ModeOut + HandleInterrupt + InterruptsOn);
        yield return Left(
            "leave-preemption-on-first", "turns preemption on before interrupts", ModeOut + HandleInterrupt + PreemptionOn + InterruptsOn);
        yield return Left(
            "leave-interrupts-on-first",
            "turns interrupts on before it leaves the mode",
            HandleInterrupt + InterruptsOn + ModeOut + PreemptionOn,
            BracketReason);
        yield return Left("no-exit-interrupt", "does not handle the interrupt that ended the guest", ModeOut + InterruptsOn + PreemptionOn);
        yield return Left(
            "exit-interrupt-late",
            "handles the interrupt that ended the guest with interrupts on",
            ModeOut + InterruptsOn + HandleInterrupt + PreemptionOn);
    }

    private static EntryOrder Abandoned(string name, string summary, string body, string? safeBecause = null) => EntryOrder.Mutant(
        name, "an abandoned entry " + summary, safeBecause, new SourceEdit(Entry, Cancel + ModeOut + InterruptsOn + PreemptionOn + TakeBack, Cancel + body));

    private static EntryOrder Left(string name, string summary, string body, string? safeBecause = null) => EntryOrder.Mutant(
        name, "an exit " + summary, safeBecause, new SourceEdit(Entry, Leave + ModeOut + HandleInterrupt + InterruptsOn + PreemptionOn, Leave + body));
}
