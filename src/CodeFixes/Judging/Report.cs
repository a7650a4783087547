using EntryPath.Analyzer.Rules;
using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Judging;

/// <summary>
/// A diagnostic apart from its position, which an edit shifts: what it says, of which code, in which member. One without a step has the contract that it speaks of in its
/// place.
/// </summary>
internal readonly record struct Report(string Id, string Protocol, string Step, string Code, string Member)
{
    public static Report Of(Diagnostic diagnostic, SemanticModel model)
    {
        string code = model.SyntaxTree.GetText().ToString(diagnostic.Location.SourceSpan);
        ISymbol? member = model.GetEnclosingSymbol(diagnostic.Location.SourceSpan.Start);
        return new Report(
            diagnostic.Id,
            Property(diagnostic, FixProperties.Protocol),
            Property(diagnostic, FixProperties.Step) is { Length: > 0 } step ? step : Property(diagnostic, FixProperties.Contract),
            code,
            member?.ToDisplayString() ?? string.Empty);
    }

    public static string Property(Diagnostic diagnostic, string key) =>
        diagnostic.Properties.TryGetValue(key, out string? value) && value is not null ? value : string.Empty;
}
