using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>A condition in a message, and how it says that it came out.</summary>
internal sealed record Quotation(ConditionKind Kind, int Line, string Text, bool Truth)
{
    private static readonly Regex s_condition = new(
        @"(?<=^|, | and )'(?<text>(?:(?!' \(line ).)+)' \(line (?<line>\d+)\) (?<outcome>is true|is false|is null|is not null|is taken|is not taken|has another element|has no more elements)",
        RegexOptions.ExplicitCapture);

    /// <summary>The conditions in a part of a message.</summary>
    public static Quotation[] Of(string part) => [.. s_condition.Matches(part).Select(Of)];

    /// <summary>Whether it holds where the conditions of a program came out like this.</summary>
    public bool HoldsFor(IReadOnlyList<Condition> conditions, Answer[] answers) =>
        Enumerable.Range(0, conditions.Count).Any(index => Means(conditions[index]) && answers[index] is var answer && (answer == Answer.Open || answer == (Truth ? Answer.Yes : Answer.No)));

    /// <summary>Whether it is about that condition.</summary>
    public bool Means(Condition condition) => condition.Kind == Kind && condition.Line == Line && condition.IsQuotedAs(Text);

    private static Quotation Of(Match match)
    {
        var outcome = match.Groups["outcome"].Value;
        return new Quotation(
            outcome switch
            {
                "is true" or "is false" => ConditionKind.True,
                "is null" or "is not null" => ConditionKind.Null,
                "is taken" or "is not taken" => ConditionKind.Case,
                _ => ConditionKind.Element,
            },
            int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture),
            match.Groups["text"].Value,
            outcome is "is true" or "is null" or "is taken" or "has another element");
    }
}
