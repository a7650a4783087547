using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>A declaration apart from the first value of its variable.</summary>
/// <param name="Declaration">The declaration without a value.</param>
/// <param name="Assignment">The value, given by a statement of its own.</param>
internal sealed record SplitDeclaration(string Declaration, string Assignment)
{
    /// <summary>The parts of a declaration; null where it declares more than one variable, or one that needs its value at once.</summary>
    public static SplitDeclaration? Of(LocalDeclarationStatementSyntax statement, SemanticModel model)
    {
        if (statement.IsConst || !statement.UsingKeyword.IsKind(SyntaxKind.None) || !statement.AwaitKeyword.IsKind(SyntaxKind.None)
            || statement.Declaration is not { Type: not RefTypeSyntax and { } written, Variables: [{ Initializer.Value: not InitializerExpressionSyntax and { } value } variable] }
            || model.GetDeclaredSymbol(variable) is not ILocalSymbol { IsRef: false, Type: { IsAnonymousType: false, TypeKind: not TypeKind.Error } type })
        {
            return null;
        }

        string name = variable.Identifier.Text;
        string named = written.IsVar ? type.ToMinimalDisplayString(model, statement.SpanStart) : written.ToString();
        return new SplitDeclaration(named + " " + name + ";", name + " = " + value + ";");
    }
}
