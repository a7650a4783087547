using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Planning;

/// <summary>Statements that run one after another: of a block, of a switch section, or at the top level of a program.</summary>
internal sealed class StatementSequence
{
    private StatementSequence(ImmutableArray<StatementSyntax> statements) => Statements = statements;

    public ImmutableArray<StatementSyntax> Statements { get; }

    /// <summary>The sequence that a statement stands in; null for the statement of an <c>if</c> or a loop without braces.</summary>
    public static StatementSequence? Around(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => new StatementSequence(block.Statements.ToImmutableArray()),
        SwitchSectionSyntax section => new StatementSequence(section.Statements.ToImmutableArray()),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => new StatementSequence(
            unit.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement).ToImmutableArray()),
        _ => null,
    };

    /// <summary>The statement in which a place is; -1 where it is in none of them, or in a function nested in one.</summary>
    public int IndexOf(SyntaxNode root, TextSpan place)
    {
        for (int i = 0; i < Statements.Length; i++)
        {
            if (!Statements[i].Span.Contains(place))
                continue;

            for (SyntaxNode? node = root.FindNode(place, getInnermostNodeForTie: true); node is not null; node = node.Parent)
            {
                if (IsFunction(node))
                    return -1;

                if (node == Statements[i])
                    return i;
            }
        }

        return -1;
    }

    /// <summary>Whether what is inside runs when it is called and not where it stands.</summary>
    public static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;
}
