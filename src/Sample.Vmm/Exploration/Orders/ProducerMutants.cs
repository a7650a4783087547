using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>Changes of those who post, and of those who make requests.</summary>
internal static class ProducerMutants
{
    private const string Sender = "Vcpu/PostedInterruptSender.cs";
    private const string Requester = "Vcpu/Requester.cs";
    private const string SetPir = "        if (vcpu.Descriptor.TestAndSetPir(vector))\n            return;\n";
    private const string SetOn = "        if (vcpu.Descriptor.TestAndSetOn())\n            return;\n";
    private const string ReadMode = "        if (vcpu.ReadMode() != VcpuMode.InGuest)";
    private const string Wake = "            WakeVcpu();\n        else if";
    private const string Events = "    [Commit(typeof(InterruptPosting))]\n    [Undo(InterruptPosting.ClaimNotification)]\n";
    private const string WakeMethod = Events + "    private void WakeVcpu() => block.Wake();\n";
    private const string SendMethod = Events + "    private void SendNotification() => apic.Raise(HostVector.Notification);\n";
    private const string Ask = "    public void Ask(Request request)\n    {\n";
    private const string MakeRequest = "        vcpu.Requests.Make(request);\n";

    public static IEnumerable<EntryOrder> All()
    {
        yield return EntryOrder.Mutant(
            "on-before-pir",
            "a sender sets ON before it sets the PIR",
            new SourceEdit(
                Sender,
                SetPir + SetOn,
                "        var owes = !vcpu.Descriptor.TestAndSetOn();\n" + SetPir + "        if (!owes)\n            return;\n"));
        yield return EntryOrder.Mutant(
            "mode-before-on",
            "a sender reads the mode before it sets ON",
            new SourceEdit(Sender, SetOn, "        var mode = vcpu.ReadMode();\n" + SetOn),
            new SourceEdit(Sender, ReadMode, "        if (mode != VcpuMode.InGuest)"));
        yield return EntryOrder.Mutant(
            "no-notification",
            "a sender that has set ON does not notify a vCPU in guest mode",
            new SourceEdit(Sender, "        else\n            SendNotification();\n", string.Empty),
            new SourceEdit(Sender, SendMethod, "    private void Unused() => apic.Raise(HostVector.Notification);\n"));
        yield return EntryOrder.Mutant(
            "no-wake",
            "a sender that has set ON does not wake a vCPU outside guest mode",
            new SourceEdit(Sender, Wake, "            return;\n        if"),
            new SourceEdit(Sender, WakeMethod, string.Empty));
        yield return EntryOrder.Mutant(
            "no-wake-for-self",
            "a sender on the vCPU's processor neither notifies nor wakes",
            new SourceEdit(Sender, ReadMode, "        if (TargetRunsHere())\n            return;\n" + ReadMode));
        yield return EntryOrder.Mutant(
            "mark-before-request",
            "a requester looks at the mode before it makes the request",
            new SourceEdit(Requester, Ask + MakeRequest, Ask + "        var mode = vcpu.MarkExiting();\n" + MakeRequest),
            new SourceEdit(Requester, "        if (vcpu.MarkExiting() == VcpuMode.InGuest)", "        if (mode == VcpuMode.InGuest)"));
    }
}
