using System.Collections.Immutable;
using System.Globalization;
using System.Threading;
using EntryPath.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Planning;

/// <summary>The moves of a statement that could give a diagnostic the order that it asks for, the shortest first.</summary>
internal static class MovePlanner
{
    public static ImmutableArray<StatementMove> Find(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(FixProperties.Move, out string? move) || move is null)
            return ImmutableArray<StatementMove>.Empty;

        string[] words = move.Split(',');
        bool isUp = words[0] != FixProperties.Down;
        List<Location> places = words.Skip(1)
            .Select(static word => int.Parse(word, CultureInfo.InvariantCulture))
            .Where(index => index >= 0 && index < diagnostic.AdditionalLocations.Count)
            .Select(index => diagnostic.AdditionalLocations[index])
            .ToList();
        if (places.Count < (isUp ? 1 : 2))
            return ImmutableArray<StatementMove>.Empty;

        Location moved = words[0] == FixProperties.Before ? diagnostic.Location : places[0];
        Location anchor = words[0] switch
        {
            FixProperties.Up => diagnostic.Location,
            FixProperties.Before => places[0],
            _ => places[1],
        };
        if (moved.SourceTree != root.SyntaxTree || anchor.SourceTree != root.SyntaxTree)
            return ImmutableArray<StatementMove>.Empty;

        if (CommonSequence(root, moved.SourceSpan, anchor.SourceSpan) is not { } found || found.To < found.From != isUp)
            return ImmutableArray<StatementMove>.Empty;

        ImmutableArray<StatementSyntax> statements = found.Sequence.Statements;
        if (Crossing.Of(statements[found.From], model, cancellation) is not { } crossing)
            return ImmutableArray<StatementMove>.Empty;

        int last = found.To;
        if (!isUp && diagnostic.Location.SourceTree == root.SyntaxTree)
            last = Math.Max(last, found.Sequence.IndexOf(root, diagnostic.Location.SourceSpan) - 1);

        var moves = ImmutableArray.CreateBuilder<StatementMove>();
        int step = isUp ? -1 : 1;
        for (int at = found.From + step; crossing.MayPass(statements[at]); at += step)
        {
            if (isUp ? at <= found.To : at >= found.To)
                moves.Add(found with { To = at });

            if (at == last)
                break;
        }

        return moves.ToImmutable();
    }

    /// <summary>The innermost sequence with both places, each in a statement of its own.</summary>
    private static StatementMove? CommonSequence(SyntaxNode root, TextSpan moved, TextSpan anchor)
    {
        for (SyntaxNode? node = root.FindNode(moved, getInnermostNodeForTie: true); node is not null; node = node.Parent)
        {
            if (StatementSequence.IsFunction(node))
                return null;

            if (node is not StatementSyntax statement || StatementSequence.Around(statement) is not { } sequence)
                continue;

            int from = sequence.Statements.IndexOf(statement);
            int to = sequence.IndexOf(root, anchor);
            if (to >= 0)
                return from == to ? null : new StatementMove(sequence, from, to);
        }

        return null;
    }
}
