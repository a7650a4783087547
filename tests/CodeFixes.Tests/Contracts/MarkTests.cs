using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests.Contracts;

/// <summary>Marks by which a call that stands there already counts.</summary>
public sealed class MarkTests
{
    private const string Rules = """
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Hold { Held }

        public sealed class Door
        {
            [Undo(Hold.Held)] public void Unlock() { }
            [Requires(Hold.Held)] public void Use() { }
        }

        public sealed class Guard
        {
            [Step(Hold.Held)] public void Lock(Door door) { }
        }

        public class Use
        {
            public void Run(Door door, Guard guard)
            {
                guard.Lock(door);
                door.Use();
            }
        }

        """;

    private const string Parts = """
        using EntryPath;

        [EntryProtocol]
        public enum Job { Prepared, Written }

        public sealed class Ring
        {
            [Step(Job.Written)] public void Write() { }
            [Commit(typeof(Job))] public void Send() { }
        }

        public sealed class Card
        {
            public Ring Ring = new();

            [Step(Job.Prepared)] public void Prepare() { }
        }

        public class Use
        {
            public void Run(Card card)
            {
                card.Prepare();
                card.Ring.Write();
                card.Ring.Send();
            }
        }

        """;

    [Fact]
    public async Task The_parameter_that_is_the_object_is_marked()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(Rules, "EPO1001");

        Offer offer = Assert.Single(offers, static offer => offer.Title == "Mark parameter 'door' of 'Lock' [Subject]");
        Assert.Equal(Rules.Replace("Lock(Door door)", "Lock([Subject] Door door)", StringComparison.Ordinal), offer.Text);
        Assert.False(offer.IsForAll);
    }

    [Fact]
    public async Task A_member_that_leads_to_the_other_object_is_marked_as_its_part()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(Parts, "EPO1001");

        Offer offer = Assert.Single(offers, static offer => offer.Title == "Mark 'Ring' [PartOf]");
        Assert.Contains("[PartOf]\n    public Ring Ring", offer.Text, StringComparison.Ordinal);
        Assert.False(offer.IsForAll);
    }

    [Fact]
    public async Task The_member_with_the_opposite_name_is_marked_as_the_undo()
    {
        string source = Small.Program("}\n\n[EntryProtocol]\npublic enum Flow\n{\n    Open,\n    Header,\n}\n\npublic class Pipe\n{\n    [Step(Flow.Open)] public void Open() { }\n\n    public void Close() { }\n\n"
            + "    [Step(Flow.Header)] public void WriteHeader() { }\n    [Commit(typeof(Flow))] public void Send() { }");

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO2015");

        Offer offer = Assert.Single(offers);
        Assert.Equal("Mark 'Close' [Undo(Flow.Open)]", offer.Title);
        Assert.Equal(source.Replace("    public void Close()", "    [Undo(Flow.Open)]\n    public void Close()", StringComparison.Ordinal), offer.Text);
        Assert.False(offer.IsForAll);
    }
}
