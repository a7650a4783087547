using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests.Moves;

/// <summary>Moves into and out of what runs once, from its start to its end: blocks, and those of <c>lock</c> and <c>using</c>.</summary>
public sealed class SectionTests
{
    [Fact]
    public Task A_call_moves_into_the_block_in_which_the_step_is_performed() => Fix.Moves(
        Fix.Body("""
            vcpu.Trace("before");
            // Takes part from here.
            door.{|EPO1001:Use()|}; // a use

            {
                vcpu.Trace("first");
                door.Lock();
                vcpu.Trace("locked");
                door.Unlock();
            }
            """),
        Fix.Body("""
            vcpu.Trace("before");

            {
                vcpu.Trace("first");
                door.Lock();
                // Takes part from here.
                door.Use(); // a use
                vcpu.Trace("locked");
                door.Unlock();
            }
            """));

    [Fact]
    public Task A_call_of_several_lines_is_indented_as_what_it_comes_to_stand_beside() => Fix.Moves(
        Fix.Body("""
            {
                vcpu.Trace("first");
                {
                    door.Lock();
                    door.Unlock();
                }
            }

            door.{|EPO1001:UseFor(
                reason: 3)|};
            """),
        Fix.Body("""
            {
                vcpu.Trace("first");
                {
                    door.Lock();
                    door.UseFor(
                        reason: 3);
                    door.Unlock();
                }
            }
            """));

    [Theory]
    [InlineData("gate.Enter();\n{\n    gate.Bump();\n    gate.Wait();\n}\n\ngate.Exit();", "gate.Enter();\n{\n    gate.Bump();\n}\n\ngate.Exit();\ngate.Wait();", "Move 'gate.Wait();' out of the block, after 'gate.Exit();' (line ")]
    [InlineData("gate.Enter();\n{\n    gate.Wait();\n    gate.Bump();\n}\n\ngate.Exit();", "gate.Wait();\ngate.Enter();\n{\n    gate.Bump();\n}\n\ngate.Exit();", "Move 'gate.Wait();' out of the block, before 'gate.Enter();' (line ")]
    public async Task What_a_bracket_forbids_leaves_the_block_with_the_bracket(string statements, string changed, string title)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(Small.Method(statements), "EPO1003");

        Offer offer = Assert.Single(offers, offer => offer.Text == Small.Method(changed));
        Assert.StartsWith(title, offer.Title, StringComparison.Ordinal);
        Assert.True(offer.IsForAll);
    }

    [Theory]
    [InlineData("lock (session)", "Move 'gate.Bump();' into 'lock (session)', after 'gate.Enter();' (line ")]
    [InlineData("using (new System.IO.MemoryStream())", "Move 'gate.Bump();' into the 'using' block, after 'gate.Enter();' (line ")]
    public async Task Under_a_lock_or_before_a_disposal_it_is_another_place_and_the_title_says_so(string head, string title)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(Small.Method("gate.Bump();\n" + head + "\n{\n    gate.Enter();\n    gate.Exit();\n}"), "EPO1001");

        Offer offer = Assert.Single(offers, offer => offer.Title.StartsWith(title, StringComparison.Ordinal));
        Assert.EndsWith("(changes what runs)", offer.Title, StringComparison.Ordinal);
        Assert.False(offer.IsForAll);
        Assert.Equal(Small.Method(head + "\n{\n    gate.Enter();\n    gate.Bump();\n    gate.Exit();\n}"), offer.Text);
    }

    [Theory]
    [InlineData("gate.Bump();\nif (a)\n{\n    gate.Enter();\n    gate.Exit();\n}")]
    [InlineData("gate.Bump();\nwhile (a)\n{\n    gate.Enter();\n    gate.Exit();\n}")]
    [InlineData("gate.Bump();\ntry\n{\n    gate.Enter();\n    gate.Exit();\n}\ncatch (Exception)\n{\n}")]
    [InlineData("gate.Bump();\n{\n    if (a)\n    {\n        gate.Enter();\n        gate.Exit();\n    }\n}")]
    [InlineData("gate.Bump();\n{\n    if (a)\n        return;\n    gate.Enter();\n    gate.Exit();\n}")]
    public async Task Nothing_moves_to_where_it_would_run_less_or_more_often(string statements) =>
        Assert.DoesNotContain(await Offers.OfAsync(Small.Method(statements), "EPO1001"), static offer => offer.Title.Contains(" into ", StringComparison.Ordinal));

    [Theory]
    [InlineData("other", true)]
    [InlineData("gate", false)]
    public async Task A_call_does_not_move_to_where_a_name_of_it_means_something_else(string declared, bool isOffered)
    {
        string source = Small.Program($$"""
                private readonly Gate gate = new();

                public void Run()
                {
                    gate.Bump();
                    {
                        Gate {{declared}} = this.gate;
                        {{declared}}.Enter();
                        {{declared}}.Exit();
                    }
                }
            """);

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO1001");

        Assert.Equal(isOffered, offers.Any(static offer => offer.Title.Contains(" into the block", StringComparison.Ordinal)));
    }
}
