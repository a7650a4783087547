using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes;

/// <summary>EPO1001 and EPO1002: moves the statement that performs a step to where the protocol wants it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveCallCodeFixProvider))]
[Shared]
public sealed class MoveCallCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.Missing.Id, Descriptors.TooEarly.Id);

    /// <inheritdoc/>
    internal override async Task<ImmutableArray<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return ImmutableArray<Edit>.Empty;

        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var edits = ImmutableArray.CreateBuilder<Edit>();
        foreach (StatementMove move in MovePlanner.Find(diagnostic, root, model, cancellation))
        {
            if (MoveText.Apply(text, move) is { } moved)
                edits.Add(new Edit(Title(move), _ => Task.FromResult(document.WithLinkedText(moved))));
        }

        return edits.ToImmutable();
    }

    private static string Title(StatementMove move)
    {
        ImmutableArray<StatementSyntax> statements = move.Sequence.Statements;
        return "Move '" + CodeQuote.Of(statements[move.From]) + "' " + (move.IsUp ? "up, before '" : "down, after '") + CodeQuote.Of(statements[move.To]) + "'";
    }
}
