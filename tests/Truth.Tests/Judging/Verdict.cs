namespace EntryPath.Truth.Tests.Judging;

/// <summary>What the plain definition says of a program.</summary>
/// <param name="IsBad">Whether a feasible path breaks a rule.</param>
/// <param name="Id">The rule of one such path: the diagnostic's id.</param>
/// <param name="Where">The method and the operation or exit of it.</param>
internal sealed record Verdict(bool IsBad, string? Id = null, string? Where = null)
{
    public static readonly Verdict Good = new(IsBad: false);

    public override string ToString() => IsBad ? Id + " at " + Where : "no bad path";
}
