using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests;

/// <summary>A step that misses an earlier one and that nothing relies on may be one too many.</summary>
public sealed class RemoveStepTests
{
    [Fact]
    public async Task A_step_that_nothing_relies_on_can_go() => await OffersAsync(
        Small.Method("thing.BeginInner();\nConsole.WriteLine(a);", "public void Run(Thing thing, bool a)"),
        Small.Method("Console.WriteLine(a);", "public void Run(Thing thing, bool a)"),
        "Remove 'thing.BeginInner();' (line ");

    [Fact]
    public async Task A_step_that_something_relies_on_stays()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(
            Small.Method("thing.BeginInner();\nConsole.WriteLine(a);\nthing.EndInner();", "public void Run(Thing thing, bool a)"), "EPO1001");

        Assert.DoesNotContain(offers, offer => offer.Title.StartsWith("Remove ", StringComparison.Ordinal));
    }

    /// <summary>The offer with this title makes this text, and needs a person.</summary>
    private static async Task OffersAsync(string source, string changed, string title)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO1001");
        Offer offer = Assert.Single(offers, offer => offer.Title.StartsWith(title, StringComparison.Ordinal));
        Assert.Equal(changed, offer.Text);
        Assert.False(offer.IsForAll);
    }
}
