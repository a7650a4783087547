using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO1003: a member is used outside of the code that <c>[Only]</c> keeps it to.</summary>
internal static class Trespasses
{
    public static Violation Explain(Trespass trespass) => new(
        Descriptors.Forbidden,
        trespass.Site.Location,
        Texts.Say("Trespass", MemberName.Of(trespass.Member), string.Join(Texts.Say("And"), trespass.Allowed.Select(static user => "'" + user.Name + "'").Distinct())));
}
