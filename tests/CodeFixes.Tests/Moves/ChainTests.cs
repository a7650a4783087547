using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests.Moves;

/// <summary>Moves within a chain of calls that are all made on one object.</summary>
public sealed class ChainTests
{
    private const string Rules = """
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Hold { Held }

        public sealed class Door
        {
            private int _count;

            [Step(Hold.Held)] public Door Lock() => this;
            [Undo(Hold.Held)] public Door Unlock() => this;
            [Requires(Hold.Held)] public Door Use(int how = 0) => this;
            [Requires(Hold.Held)] public Door Count(int how) { _count += how; return this; }
            public Door Paint() => this;
            public static int Next() => 1;
        }

        public class Use
        {
            public void Run(Door door, int how)
            {
                $
            }
        }

        """;

    [Theory]
    [InlineData("door.Use(how).Lock().Unlock();", "door.Lock().Use(how).Unlock();")]
    [InlineData("door.Paint().Use().Lock().Unlock();", "door.Paint().Lock().Use().Unlock();")]
    [InlineData("door.Lock().Unlock().Use();", "door.Lock().Use().Unlock();")]
    [InlineData("door\n            .Use(3)\n            .Lock()\n            .Unlock();", "door\n            .Lock()\n            .Use(3)\n            .Unlock();")]
    [InlineData("var same = door.Use().Lock();\n        same.Unlock();", "var same = door.Lock().Use();\n        same.Unlock();")]
    public async Task A_call_moves_past_its_neighbour(string statement, string fixedOne)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(In(statement), "EPO1001");

        Offer offer = Assert.Single(offers);
        Assert.Equal(In(fixedOne), offer.Text);
        Assert.True(offer.IsForAll);
        Assert.Matches(@"^Move '\.\w+\(\w*\)' (up, before|down, after) '\.\w+\(\w*\)' \(line \d+\)$", offer.Title);
    }

    [Theory]
    [InlineData("door.Use().Paint().Lock().Unlock();")]
    [InlineData("door.Use(Door.Next()).Lock().Unlock();")]
    [InlineData("door.Count(how).Lock().Unlock();")]
    public async Task What_is_not_shown_to_stay_the_same_is_for_a_person(string statement)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(In(statement), "EPO1001");

        Assert.Contains(offers, static offer => offer.Title.StartsWith("Move '.", StringComparison.Ordinal) && offer.Title.EndsWith(" (changes what runs)", StringComparison.Ordinal));
        Assert.DoesNotContain(offers, static offer => offer.IsForAll);
    }

    [Theory]
    [InlineData("door.Use() // first\n            .Lock().Unlock();")]
    [InlineData("door.Use()\n#if DEBUG\n            .Lock()\n#endif\n            .Unlock();")]
    public async Task A_comment_or_a_directive_between_the_calls_keeps_them_where_they_are(string statement)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(In(statement), "EPO1001");

        Assert.DoesNotContain(offers, static offer => offer.Title.StartsWith("Move '.", StringComparison.Ordinal));
    }

    private static string In(string statement) => Rules.Replace("$", statement, StringComparison.Ordinal);
}
