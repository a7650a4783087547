using EntryPath.Analyzer.Events;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO1003: a member is used outside of the code that <c>[Only]</c> keeps it to.</summary>
internal static class Trespasses
{
    public static Violation Explain(Trespass trespass) => new(
        Descriptors.Forbidden,
        trespass.Site.Location,
        "'" + MemberName.Of(trespass.Member) + "' is kept to the code of " + string.Join(" and ", trespass.Allowed.Select(static user => "'" + user.Name + "'").Distinct())
            + ", and this is other code");
}
