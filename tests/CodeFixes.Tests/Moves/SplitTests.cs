using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests.Moves;

/// <summary>A declaration stays where its name is needed, and the call that gives its first value moves.</summary>
public sealed class SplitTests
{
    private const string Rules = """
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Hold { Held }

        public sealed class Door
        {
            [Step(Hold.Held)] public void Lock() { }
            [Undo(Hold.Held)] public void Unlock() { }
            [Requires(Hold.Held)] public int Read() => 1;
        }

        public class Use
        {
            public int Run(Door door, object gate)
            {
        $
            }
        }

        """;

    [Theory]
    [InlineData("var value = door.Read();", "int value;", "value = door.Read();")]
    [InlineData("long value = door.Read(); // a value", "long value; // a value", "value = door.Read();")]
    public async Task A_first_value_moves_into_the_section_in_which_the_step_is_performed(string declaration, string left, string assignment)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(In(declaration + "\nlock (gate)\n{\n    door.Lock();\n    door.Unlock();\n}\nreturn (int)value;"), "EPO1001");

        Offer offer = Assert.Single(offers, static offer => offer.Title.Contains(", and leave '", StringComparison.Ordinal));
        Assert.Equal(In(left + "\nlock (gate)\n{\n    door.Lock();\n    " + assignment + "\n    door.Unlock();\n}\nreturn (int)value;"), offer.Text);
        Assert.Equal("Move '" + assignment + "' into 'lock (gate)', after 'door.Lock();' (line 20), and leave '" + left[..(left.IndexOf(';', StringComparison.Ordinal) + 1)] + "' (changes what runs)", offer.Title);
        Assert.False(offer.IsForAll);
    }

    [Fact]
    public async Task A_declaration_moves_out_of_a_block_with_its_value()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(In("door.Lock();\ndoor.Unlock();\nlock (gate)\n{\n    var value = door.Read();\n    return value;\n}"), "EPO1001");

        Assert.Contains(offers, static offer => offer.Text == In("door.Lock();\nvar value = door.Read();\ndoor.Unlock();\nlock (gate)\n{\n    return value;\n}"));
    }

    [Theory]
    [InlineData("const int value = 3; int other = door.Read();")]
    [InlineData("int value = 3, other = door.Read();")]
    public async Task Several_variables_stay(string declaration)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(In(declaration + "\nlock (gate)\n{\n    door.Lock();\n    door.Unlock();\n}\nreturn value + other;"), "EPO1001");

        Assert.DoesNotContain(offers, static offer => offer.Title.Contains("and leave", StringComparison.Ordinal) && offer.Title.Contains("value;", StringComparison.Ordinal));
    }

    private static string In(string statements) => Rules.Replace("$", string.Join('\n', statements.Split('\n').Select(static line => "        " + line)), StringComparison.Ordinal);
}
