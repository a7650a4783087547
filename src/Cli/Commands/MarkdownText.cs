using System;
using System.Text;
using EntryPath.Cli.Reports;

namespace EntryPath.Cli.Commands;

/// <summary>Markdown on a terminal: headings and code are set off, the rest stays as it is.</summary>
internal static class MarkdownText
{
    public static string Style(string markdown, TextStyle style)
    {
        var text = new StringBuilder();
        bool isCode = false;
        foreach (string line in markdown.TrimEnd().Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
                continue;
            }

            if (line.StartsWith('#'))
                text.Append(style.Strong).Append(line.TrimStart('#').Trim()).Append(style.End);
            else if (isCode)
                text.Append("    ").Append(style.Good).Append(line).Append(style.End);
            else
                text.Append(line);

            text.Append('\n');
        }

        return text.ToString();
    }
}
