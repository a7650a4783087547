using System.Collections.Generic;
using System.Linq;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>Every order of the five entry steps, named by their letters.</summary>
internal static class Permutations
{
    /// <summary>The steps in the right order: I, M, B, S, C.</summary>
    public const string Right = "IMBSC";

    private const string File = "Vcpu/VcpuEntry.cs";

    /// <summary>The production code makes the first three steps in a helper. Here all five are in one body, where any order can be written.</summary>
    private const string Call = "        Arm();\n";

    private static readonly Dictionary<char, string> Statements = new()
    {
        ['I'] = "        processor.DisableInterrupts();\n",
        ['M'] = "        vcpu.SetMode(VcpuMode.InGuest);\n",
        ['B'] = "        vcpu.FullBarrier();\n",
        ['S'] = "        vcpu.SyncPirToIrr();\n",
        ['C'] = "        if (vcpu.ExitRequested())\n            return Cancel();\n",
    };

    private static readonly string Helper =
        "\n    /// <summary>From here on senders notify with an interrupt, which stays pending until the guest runs.</summary>\n"
        + "    private void Arm()\n    {\n" + Text("IMB") + "    }\n";

    /// <summary>All 120, the right one first.</summary>
    public static IEnumerable<EntryOrder> All() => Of(Right).Select(letters => letters == Right
        ? new EntryOrder(letters, OrderKind.Permutation, "the steps in the right order", [])
        : new EntryOrder(
            letters,
            OrderKind.Permutation,
            Describe(letters),
            [new SourceEdit(File, Call + Text("SC"), Text(letters)), new SourceEdit(File, Helper, string.Empty)],
            SafeBecause: IsRepaired(letters) ? SafeReason : null));

    /// <summary>The statements of some steps, in the given order.</summary>
    public static string Text(string letters) => string.Concat(letters.Select(letter => Statements[letter]));

    private const string SafeReason =
        "a bracket must be opened inside the one before it: interrupts go off after the mode write, but a sync and a check follow both";

    /// <summary>Interrupts are on for a while after the mode write; what the host swallows then is found by the steps that follow both.</summary>
    private static bool IsRepaired(string letters) =>
        letters.Replace("I", string.Empty) == "MBSC" && letters.IndexOf('I') < letters.IndexOf('S');

    private static string Describe(string letters)
    {
        var inverted = Enumerable.Range(0, Right.Length - 1)
            .Where(i => letters.IndexOf(Right[i]) > letters.IndexOf(Right[i + 1]))
            .Select(i => $"{Right[i + 1]} before {Right[i]}");
        return string.Join(", ", inverted);
    }

    private static IEnumerable<string> Of(string letters) => letters.Length <= 1
        ? [letters]
        : letters.SelectMany((letter, index) => Of(letters.Remove(index, 1)).Select(rest => letter + rest));
}
