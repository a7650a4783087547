using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>What the analyzer said of an operation.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Line">Its line.</param>
/// <param name="Named">The steps that its message says are missing.</param>
/// <param name="Message">The message.</param>
/// <param name="Paths">The paths that it describes.</param>
internal sealed partial record Report(string Id, int Line, string[] Named, string Message, QuotedPath[] Paths)
{
    /// <summary>The further ways out of which the message says the same.</summary>
    public int[] AlsoAt => [.. FurtherExits().Matches(Message).SelectMany(match => match.Groups[1].Value.Split(", ")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    public static Report Of(Diagnostic diagnostic)
    {
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture).ReplaceLineEndings(" ");
        string[] named = diagnostic.Id is "EPO1001" or "EPO1002"
            ? [.. new[] { "step", "also" }.SelectMany(key => (diagnostic.Properties.GetValueOrDefault(key) ?? "").Split(',')).Where(name => name.Length > 0)]
            : [];
        return new Report(diagnostic.Id, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1, named, message, QuotedPath.Of(message, named.FirstOrDefault()));
    }

    [GeneratedRegex(@" and(?:, in part,)? at (?:the one in line|those in lines) (\d+(?:, \d+)*)")]
    private static partial Regex FurtherExits();

    public override string ToString() => $"{Id} at line {Line}: {Message}";
}
