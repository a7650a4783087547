using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>A <c>bool?</c> has three values, and each way of asking for one of them selects the same paths.</summary>
public sealed class NullableTruthTests
{
    private static Task Members(string members) => Check.Members(members);

    [Theory]
    [InlineData("locked == true")]
    [InlineData("locked is true")]
    [InlineData("locked ?? false")]
    [InlineData("locked.GetValueOrDefault()")]
    [InlineData("locked.HasValue && locked.Value")]
    [InlineData("locked is { } known && known")]
    [InlineData("locked is bool known && known")]
    [InlineData("!(locked != true)")]
    [InlineData("locked is not (null or false)")]
    public Task A_try_through_a_conditional_access_is_told_by(string condition) => Members($$"""
        public void Right(Door? door)
        {
            bool? locked = door?.TryLock();
            if ({{condition}})
            {
                door!.Use();
                door.Unlock();
            }
        }
        """);

    [Theory]
    [InlineData("locked != false")]
    [InlineData("locked ?? true")]
    [InlineData("locked is not false")]
    [InlineData("!locked.HasValue || locked.Value")]
    public Task Null_is_neither_true_nor_false_in(string condition) => Members($$"""
        public void Wrong(Door door, bool asks)
        {
            bool? locked = asks ? door.TryLock() : null;
            if ({{condition}})
            {
                door.Use(); // EPO1001
                if (locked == true)
                    door.Unlock();
            }
        }
        """);

    [Fact]
    public Task What_is_not_true_may_be_null() => Members("""
        public void Wrong(Door door, bool? flag)
        {
            if (flag == true)
                return;

            if (flag == null)
                door.Use(); // EPO1001
        }
        """);
}
