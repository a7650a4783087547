using System.Collections.Immutable;
using System.Globalization;
using EntryPath.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>A bracket that is left in effect, and the call, write or construction that performed it.</summary>
/// <param name="Step">The step, by its name.</param>
/// <param name="Expression">The operation in source.</param>
internal sealed record Opening(string Step, ExpressionSyntax Expression)
{
    /// <summary>What a diagnostic says could be closed, in the order of the protocol; empty where no undo would help.</summary>
    public static ImmutableArray<Opening> Of(Diagnostic diagnostic, SyntaxNode root)
    {
        if (!diagnostic.Properties.TryGetValue(FixProperties.Open, out string? open) || open is null)
            return ImmutableArray<Opening>.Empty;

        var openings = ImmutableArray.CreateBuilder<Opening>();
        foreach (string part in open.Split(';'))
        {
            string[] words = part.Split(',');
            int index = int.Parse(words[1], CultureInfo.InvariantCulture);
            if (index >= diagnostic.AdditionalLocations.Count || diagnostic.AdditionalLocations[index] is not { } place
                || place.SourceTree != root.SyntaxTree
                || root.FindNode(place.SourceSpan, getInnermostNodeForTie: true).AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(node =>
                    node is InvocationExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax
                    && node.Span.End == place.SourceSpan.End) is not { } expression)
            {
                return ImmutableArray<Opening>.Empty;
            }

            openings.Add(new Opening(words[0], expression));
        }

        return openings.ToImmutable();
    }
}
