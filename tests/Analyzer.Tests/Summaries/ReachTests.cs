using System.Threading;

namespace EntryPath.Analyzer.Tests.Summaries;

/// <summary>In which bodies there can be something to report: only these are read and solved for their own sake.</summary>
public sealed class ReachTests
{
    [Theory]
    [InlineData("void M(Door door) { door.Lock(); }", "a step")]
    [InlineData("void M(Door door) { Helper(door); } void Helper(Door door) { door.Use(); }", "a helper that needs one")]
    [InlineData("void M(Door door) { Middle(door); } void Middle(Door door) => Helper(door); void Helper(Door door) { door.Lock(); }", "a helper of a helper that leaves one")]
    [InlineData("void M(Door door) { Again(door, 3); } void Again(Door door, int n) { if (n > 0) Again(door, n - 1); else door.Unlock(); }", "a recursion that undoes one")]
    [InlineData("void M(Door door) { Action later = () => door.Lock(); later(); }", "a lambda")]
    [InlineData("void M(Door door) { void Local() => door.Lock(); Local(); }", "a local function")]
    [InlineData("void M(Door door) { Action later = door.Lock; later(); }", "a delegate of a member")]
    [InlineData("[Requires(DoorLock.Held)] void M(Door door) { }", "a contract of its own")]
    [InlineData("void M(Door door) { if (door.IsHeld) return; }", "a property that tells")]
    [InlineData("void M(Processor cpu) { using (cpu.InterruptsOff()) { } }", "a guard")]
    [InlineData("void M(Door door) { foreach (int n in Each(door)) { } } System.Collections.Generic.IEnumerable<int> Each(Door door) { door.Lock(); yield return 1; door.Unlock(); }", "an iterator")]
    [InlineData("void M(Door door) { _ = new Opened(door); } sealed class Opened { public Opened(Door door) { door.Lock(); } }", "a constructor")]
    [InlineData("void M(Door door) { _ = new Opened(); } sealed class Opened { private static readonly Door s_door = new(); private readonly Door _door = Made(); static Door Made() { s_door.Lock(); return s_door; } }", "an initializer")]
    [InlineData("void M(Ladder ladder) { ladder++; } sealed class Ladder { private static readonly Door s_door = new(); public static Ladder operator ++(Ladder one) { s_door.Lock(); return one; } }", "an operator")]
    [InlineData("void M(Ladder ladder) { (int a, int b) = ladder; } sealed class Ladder { private readonly Door _door = new(); public void Deconstruct(out int a, out int b) { _door.Lock(); a = b = 0; } }", "a deconstruction")]
    public void A_body_is_looked_at_that_uses(string members, string what) =>
        Assert.True(Reaches(members), what);

    [Theory]
    [InlineData("void M(Door door) { door.Number++; }", "a member of the same type without rules")]
    [InlineData("void M(Door door) { Helper(door); } void Helper(Door door) { door.Lock(); door.Unlock(); }", "a helper that undoes what it performs")]
    [InlineData("void M(Other other) { other.Lock(); } sealed class Other { public void Lock() { } }", "a member of the same name")]
    [InlineData("void M(Door door) { Again(door, 3); } void Again(Door door, int n) { if (n > 0) Again(door, n - 1); }", "a recursion without events")]
    [InlineData("void M(Door door) { if (door is null) throw new ArgumentNullException(nameof(door)); }", "a throw")]
    public void A_body_is_not_looked_at_that_only_uses(string members, string what) =>
        Assert.False(Reaches(members), what);

    [Fact]
    public void The_answer_is_the_same_whichever_body_is_asked_first()
    {
        const string Members = "void M(Door door) { Even(door, 3); } void Even(Door door, int n) { if (n > 0) Odd(door, n - 1); } void Odd(Door door, int n) { if (n > 0) Even(door, n - 1); else door.Lock(); }";
        foreach (string first in new[] { "M", "Even", "Odd" })
        {
            var solved = new Solved(Members);
            Assert.True(solved.Analysis.Reach.Of(solved.Member(first), CancellationToken.None), first);
            Assert.All(["M", "Even", "Odd"], name => Assert.True(solved.Analysis.Reach.Of(solved.Member(name), CancellationToken.None), first + " before " + name));
        }
    }

    private static bool Reaches(string members)
    {
        var solved = new Solved(members);
        return solved.Analysis.Reach.Of(solved.Member("M"), CancellationToken.None);
    }
}
