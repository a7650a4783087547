using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Planning;

/// <summary>Code as a title quotes it: on one line, and not longer than a menu is wide.</summary>
internal static class CodeQuote
{
    private const int MaxLength = 48;

    public static string Of(SyntaxNode node) => Of(node.ToString());

    public static string Of(string code)
    {
        string text = Regex.Replace(code, @"\s+", " ");
        return text.Length <= MaxLength ? text : text.Substring(0, MaxLength - 1).TrimEnd() + "…";
    }
}
