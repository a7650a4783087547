namespace EntryPath.CodeFixes.Tests.Brackets;

/// <summary>EPO1005: a guard object ends its bracket when it is disposed.</summary>
public sealed class GuardTests
{
    [Fact]
    public Task A_guard_that_is_forgotten_is_put_into_a_using_declaration() => Fix.Closes(
        Fix.Body("""
            var lines = new Lines();
            // Quiet from here.
            Mask mask = lines.{|EPO1005:Hold()|};
            lines.Read();
            """),
        Fix.Body("""
            var lines = new Lines();
            // Quiet from here.
            using Mask mask = lines.Hold();
            lines.Read();
            """));

    [Fact]
    public Task A_guard_that_other_exits_dispose_is_disposed_at_the_one_that_forgets_it() => Fix.Closes(
        Fix.Body("""
            var lines = new Lines();
            Mask mask = lines.Hold();
            if (vcpu.Count > 0)
                {|EPO1005:return;|}
            mask.Dispose();
            """),
        Fix.Body("""
            var lines = new Lines();
            Mask mask = lines.Hold();
            if (vcpu.Count > 0)
            {
                mask.Dispose();
                return;
            }
            mask.Dispose();
            """));

    [Fact]
    public Task A_guard_that_nobody_keeps_cannot_be_disposed() => Fix.ClosesNothing(Fix.Body("""
        var lines = new Lines();
        lines.{|EPO1005:Hold()|};
        """));
}
