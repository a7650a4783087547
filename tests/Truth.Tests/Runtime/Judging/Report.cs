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
internal sealed partial record Report(string Id, int Line, string[] Named, string Message)
{
    public static Report Of(Diagnostic diagnostic)
    {
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture).ReplaceLineEndings(" ");
        string[] named = diagnostic.Id is "EPO1001" or "EPO1002"
            ? [.. Needed().Matches(message).SelectMany(match => match.Groups["step"].Captures).Select(capture => capture.Value)]
            : [];
        return new Report(diagnostic.Id, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1, named, message);
    }

    public override string ToString() => $"{Id} at line {Line}: {Message}";

    [GeneratedRegex(@"needs '(?<step>\w+)' of|also misses (?:'(?<step>\w+)'(?:, | and )?)+", RegexOptions.ExplicitCapture)]
    private static partial Regex Needed();
}
