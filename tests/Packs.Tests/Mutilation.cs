using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Packs.Tests;

/// <summary>Harms a program as half-typed, half-merged and half-saved files are harmed; the same random numbers give the same harm.</summary>
internal static class Mutilation
{
    /// <summary>The program with one edit in each of its bodies, and how many that are.</summary>
    public static (SourceText Text, int Edits) Of(SyntaxTree program, Random random)
    {
        SourceText text = program.GetText();
        BlockSyntax[] bodies = [.. program.GetRoot().DescendantNodes(static node => node is not BlockSyntax).OfType<BlockSyntax>()];
        TextChange[] edits = [.. bodies.Select(body => random.Next(3) == 0 ? OfLines(body, text, random) : OfTokens(body, random)).OfType<TextChange?>().Select(static edit => edit!.Value)];
        SourceText harmed = text.WithChanges(edits);
        return random.Next(20) == 0 ? (SourceText.From(harmed.ToString()[..random.Next(harmed.Length)]), edits.Length + 1) : (harmed, edits.Length);
    }

    private static TextChange? OfTokens(BlockSyntax body, Random random)
    {
        SyntaxToken[] tokens = [.. body.DescendantTokens()];
        int at = random.Next(tokens.Length - 1);
        SyntaxToken token = tokens[at];
        SyntaxToken next = tokens[at + 1];
        return random.Next(3) switch
        {
            0 => new TextChange(token.Span, ""),
            1 => new TextChange(new TextSpan(token.Span.End, 0), " " + token.Text),
            _ => new TextChange(TextSpan.FromBounds(token.SpanStart, next.Span.End), next.Text + " " + token.Text),
        };
    }

    private static TextChange? OfLines(BlockSyntax body, SourceText text, Random random)
    {
        LinePositionSpan span = text.Lines.GetLinePositionSpan(body.Span);
        int count = span.End.Line - span.Start.Line - 1;
        if (count < 1)
            return OfTokens(body, random);

        TextLine line = text.Lines[span.Start.Line + 1 + random.Next(count)];
        TextLine next = text.Lines[line.LineNumber + 1];
        return random.Next(3) switch
        {
            0 => new TextChange(line.SpanIncludingLineBreak, ""),
            1 => new TextChange(new TextSpan(line.Start, 0), text.ToString(line.SpanIncludingLineBreak)),
            _ when line.LineNumber + 1 < span.End.Line => new TextChange(TextSpan.FromBounds(line.Start, next.End), next + "\n" + line),
            _ => new TextChange(line.Span, ""),
        };
    }
}
