using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests.Contracts;

/// <summary>EPO1007: a promise that an exit does not keep, and one that an override does not repeat.</summary>
public sealed class PromiseTests
{
    [Fact]
    public async Task The_call_that_keeps_a_promise_is_inserted_before_the_exit()
    {
        string source = Small.Program("    [Ensures(GateUse.Held)]\n    public void Prepare([Subject] Gate gate, bool a)\n    {\n        if (a)\n            return;\n\n        gate.Enter();\n    }");

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO1007");

        Offer offer = offers[0];
        Assert.StartsWith("Insert 'gate.Enter();' before leaving (line ", offer.Title, StringComparison.Ordinal);
        Assert.False(offer.IsForAll);
        Assert.Equal(source.Replace("            return;", "        {\n            gate.Enter();\n            return;\n        }", StringComparison.Ordinal), offer.Text);
    }

    [Fact]
    public async Task The_undo_that_keeps_a_promise_is_inserted_before_the_exit()
    {
        string source = Small.Program("    [EnsuresUndone(GateUse.Held)]\n    public void Finish([Subject] Gate gate, bool a)\n    {\n        if (a)\n        {\n            return;\n        }\n\n        gate.Exit();\n    }");

        Offer offer = (await Offers.OfAsync(source, "EPO1007"))[0];

        Assert.Equal(source.Replace("            return;", "            gate.Exit();\n            return;", StringComparison.Ordinal), offer.Text);
    }

    [Fact]
    public async Task A_promise_that_an_override_does_not_repeat_is_declared()
    {
        string source = Small.Program("}\n\npublic abstract class Keeper\n{\n    [Ensures(GateUse.Held)] public abstract void Keep([Subject] Gate gate);\n}\n\npublic class Own : Keeper\n{\n    [Step(GateUse.Held)]\n    public override void Keep([Subject] Gate gate)\n    {\n        gate.Enter();\n    }");

        if (!(await OfferedFixes.ReportsAsync(Offers.Open(source).Project)).Any(static report => report.Id == "EPO1007"))
            return;

        Offer offer = Assert.Single(await Offers.OfAsync(source, "EPO1007"));
        Assert.Contains("[Ensures(GateUse.Held)]\n    public override void Keep", offer.Text, StringComparison.Ordinal);
    }
}
