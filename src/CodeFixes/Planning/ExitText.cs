using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Writes statements before a way out of a body. What a <c>return</c> returns is still evaluated before them: inside the bracket, as
/// it was.
/// </summary>
internal static class ExitText
{
    /// <summary>The text with the statements; null where they have no place: in an expression, or among preprocessor lines.</summary>
    public static SourceText? Insert(
        SourceText text, SemanticModel model, TextSpan exit, ImmutableArray<string> statements, CancellationToken cancellation)
    {
        SyntaxNode node = model.SyntaxTree.GetRoot(cancellation).FindNode(exit, getInnermostNodeForTie: true);
        if (node is BlockSyntax block && block.CloseBraceToken.Span == exit)
            return AtEnd(text, block, statements);

        switch (node.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(statement => statement.Span == exit))
        {
            // Work that goes on would lose its bracket.
            case ReturnStatementSyntax { Expression: { } work } when ExitValues.OutlivesBracket(work, model, cancellation):
            case { ContainsDirectives: true } or { ContainsDiagnostics: true }:
            case ReturnStatementSyntax { Expression: RefExpressionSyntax }:
                return null;

            case ReturnStatementSyntax { Expression: { } value } returned when !IsSettled(value, model, cancellation):
                string name = FreeName(returned, model);
                string type = TypeOf(value, model, cancellation);
                string evaluated = type + " " + name + " = " + value + ";";
                return InsertedText.Before(text, returned, statements.Insert(0, evaluated), "return " + name + ";");

            case { } way when way is ReturnStatementSyntax or ThrowStatementSyntax:
                return InsertedText.Before(text, way, statements, null);

            case { Parent: GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global } last
                when unit.Members.OfType<GlobalStatementSyntax>().Last() == global && HasOwnLines(text, last):
            {
                int line = LastLine(text, last);
                IEnumerable<string> lines = statements.Select(statement => NewLine(text) + Indentation(text, line) + statement);
                return text.Replace(text.Lines[line].End, 0, string.Concat(lines));
            }

            default:
                return null;
        }
    }

    /// <summary>The text with statements at the end of a block; null where its brace shares a line.</summary>
    public static SourceText? AtEnd(SourceText text, BlockSyntax block, ImmutableArray<string> statements)
    {
        if (block.CloseBraceToken.ContainsDirectives || block.ContainsDiagnostics)
            return null;

        int open = LineOf(text, block.OpenBraceToken.SpanStart);
        int close = LineOf(text, block.CloseBraceToken.SpanStart);
        if (open == close)
            return text.Replace(block.CloseBraceToken.SpanStart, 0, string.Concat(statements.Select(static statement => statement + " ")));

        string outer = Indentation(text, close);
        if (block.CloseBraceToken.SpanStart != text.Lines[close].Start + outer.Length)
            return null;

        string inner = block.Statements.LastOrDefault() is { } last ? Indentation(text, LineOf(text, last.SpanStart)) : outer + "    ";
        return text.Replace(text.Lines[close].Start, 0, string.Concat(statements.Select(statement => inner + statement + NewLine(text))));
    }

    /// <summary>Whether what is returned cannot change any more, so that it may be read after the bracket.</summary>
    public static bool IsSettled(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation) =>
        model.GetConstantValue(value, cancellation).HasValue
        || value is ThisExpressionSyntax or DefaultExpressionSyntax
        || value.IsKind(SyntaxKind.DefaultLiteralExpression)
        || (value is IdentifierNameSyntax && model.GetSymbolInfo(value, cancellation).Symbol
            is ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None });

    private static string TypeOf(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation)
    {
        TypeInfo type = model.GetTypeInfo(value, cancellation);
        return type.Type is not null && SymbolEqualityComparer.IncludeNullability.Equals(type.Type, type.ConvertedType)
            ? "var"
            : type.ConvertedType?.ToMinimalDisplayString(model, value.SpanStart) ?? "var";
    }

    private static string FreeName(SyntaxNode place, SemanticModel model)
    {
        var used = new HashSet<string>(place.SyntaxTree.GetRoot().DescendantTokens()
            .Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText));
        string name = "result";
        for (int i = 2; used.Contains(name); i++)
            name = "result" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);

        return name;
    }
}
