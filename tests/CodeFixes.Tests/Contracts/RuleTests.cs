using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests.Contracts;

/// <summary>EPO20xx: attributes that say nothing, and what makes them say something.</summary>
public sealed class RuleTests
{
    [Fact]
    public async Task An_enum_whose_members_are_used_as_steps_becomes_a_protocol()
    {
        string source = Small.Program("}\n\npublic enum Plain { First }\n\npublic class Own\n{\n    [Step(Plain.First)] public void Do() { }");

        Offer offer = Assert.Single(await Offers.OfAsync(source, "EPO2001"));

        Assert.Equal("Mark enum 'Plain' [EntryProtocol]", offer.Title);
        Assert.Contains("[EntryProtocol]\npublic enum Plain", offer.Text, StringComparison.Ordinal);
        Assert.False(offer.IsForAll);
    }

    [Fact]
    public async Task A_filter_says_which_parameter_it_looks_at()
    {
        string source = Small.Program("}\n\npublic class Own\n{\n    [Step(GateUse.Held, Value = true)] public void Set(bool open, bool locked) { }\n    [Undo(GateUse.Held)] public void Unset() { }");

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO2002");

        Assert.Equal(2, offers.Length);
        Assert.StartsWith("Say 'Parameter = nameof(open)' (line ", offers[0].Title, StringComparison.Ordinal);
        Assert.Equal(source.Replace("Value = true", "Value = true, Parameter = nameof(open)", StringComparison.Ordinal), offers[0].Text);
        Assert.DoesNotContain(offers, static offer => offer.IsForAll);
    }

    [Fact]
    public async Task The_nearest_name_takes_the_place_of_a_slip()
    {
        string source = Small.Program("}\n\npublic class Own\n{\n    [Step(GateUse.Held, Value = true, Parameter = \"opn\")] public void Set(bool open, int reason) { }\n    [Undo(GateUse.Held)] public void Unset() { }");

        Offer offer = (await Offers.OfAsync(source, "EPO2002"))[0];

        Assert.StartsWith("Write \"open\" for \"opn\" (line ", offer.Title, StringComparison.Ordinal);
        Assert.Equal(source.Replace("\"opn\"", "\"open\"", StringComparison.Ordinal), offer.Text);
    }

    [Fact]
    public async Task The_only_object_of_a_static_member_becomes_its_subject()
    {
        string source = Small.Program("}\n\npublic static class Own\n{\n    [Requires(GateUse.Held)] public static void Kick(Gate gate) { }");

        Offer offer = Assert.Single(await Offers.OfAsync(source, "EPO2007"));

        Assert.Equal("Mark parameter 'gate' of 'Kick' [Subject]", offer.Title);
        Assert.Contains("Kick([Subject] Gate gate)", offer.Text, StringComparison.Ordinal);
        Assert.True(offer.IsForAll);
    }

    [Fact]
    public async Task One_of_several_objects_is_a_choice()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(
            Small.Program("}\n\npublic static class Own\n{\n    [Requires(GateUse.Held)] public static void Kick(Gate gate, Device device) { }"), "EPO2007");

        Assert.True(offers.Length > 1);
        Assert.DoesNotContain(offers, static offer => offer.IsForAll);
    }

    [Fact]
    public async Task An_attribute_without_a_meaning_can_go()
    {
        string source = Small.Program("}\n\npublic class Own\n{\n    [Requires(GateUse.Held)]\n    static Own() { }");

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO2007");

        Offer offer = Assert.Single(offers, static offer => offer.Title.StartsWith("Remove '[Requires(GateUse.Held)]' (line ", StringComparison.Ordinal));
        Assert.False(offer.IsForAll);
        Assert.Equal(source.Replace("    [Requires(GateUse.Held)]\n    static", "    static", StringComparison.Ordinal), offer.Text);
    }

    [Fact]
    public async Task A_step_for_the_whole_program_gets_a_subject_or_a_scope()
    {
        string source = Small.Program("}\n\n[EntryProtocol]\npublic enum Flow\n{\n    Open,\n    Header,\n}\n\npublic class Pipe\n{\n    [Step(Flow.Header)] public void WriteHeader() { }\n    [Commit(typeof(Flow))] public void Send() { }\n}\n\n"
            + "public static class Pipes\n{\n    [Step(Flow.Open)] public static void Open(Pipe pipe) { }");

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO2013");

        Assert.Contains(offers, static offer => offer.Title == "Mark parameter 'pipe' of 'Open' [Subject]" && offer.Text.Contains("Open([Subject] Pipe pipe)", StringComparison.Ordinal));
        Assert.Contains(offers, static offer => offer.Title == "Mark step 'Open' [Scope(ProtocolScope.Program)]" && offer.Text.Contains("[Scope(ProtocolScope.Program)]\n    Open,", StringComparison.Ordinal));
        Assert.DoesNotContain(offers, static offer => offer.IsForAll);
    }
}
