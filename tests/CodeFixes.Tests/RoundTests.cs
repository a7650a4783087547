using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests;

/// <summary>What one round of a loop leaves the next one without.</summary>
public sealed class RoundTests
{
    private const string Rules = """
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Hold { Held }

        public sealed class Door
        {
            [Step(Hold.Held)] [Forbids(Hold.Held)] public void Lock() { }
            [Undo(Hold.Held)] public void Unlock() { }
            [Requires(Hold.Held)] public void Use() { }
        }

        public class Use
        {
            public void Run(Door door, int rounds, bool a)
            {
                door.Lock();
                for (var i = 0; i < rounds; i++)
                {
                    door.Use();
                    door.Unlock();
        $
                }
                door.Unlock();
            }
        }

        """;

    [Fact]
    public async Task A_step_is_performed_before_a_continue_and_at_the_end_of_the_round()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(In("            if (a)\n                continue;\n            rounds--;"), "EPO1001");

        Offer offer = Assert.Single(offers, static offer => offer.Title == "Insert 'door.Lock();' where a round of the loop in line 18 ends");
        Assert.Equal(In("            if (a)\n            {\n                door.Lock();\n                continue;\n            }\n            rounds--;\n            door.Lock();"), offer.Text);
        Assert.False(offer.IsForAll);
    }

    [Fact]
    public async Task A_continue_of_an_inner_loop_ends_another_round()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(In("            while (a)\n            {\n                continue;\n            }"), "EPO1001");

        Offer offer = Assert.Single(offers, static offer => offer.Title.Contains("where a round", StringComparison.Ordinal));
        Assert.Equal(In("            while (a)\n            {\n                continue;\n            }\n            door.Lock();"), offer.Text);
    }

    private static string In(string statements) => Rules.Replace("$", statements, StringComparison.Ordinal);
}
