using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// A delegate is passed to a method whose body, here in source, does nothing with it but call it: the parameter can be marked, and the steps in the delegate are
/// followed to where they run.
/// </summary>
internal static class InstantHandlePlanner
{
    public static async Task<List<Edit>> FindAsync(Situation situation)
    {
        var edits = new List<Edit>();
        IParameterSymbol? parameter = situation.Place.AncestorsAndSelf().TakeWhile(static node => node is not StatementSyntax)
            .OfType<ArgumentSyntax>()
            .Select(argument => situation.Model.GetOperation(argument, situation.Cancellation))
            .OfType<IArgumentOperation>()
            .Select(static argument => argument.Parameter?.OriginalDefinition)
            .FirstOrDefault();
        if (parameter?.ContainingSymbol is not IMethodSymbol method || !IsOnlyCalled(parameter, method, situation)
            || await DeclaredAttribute.MarkAsync(situation.Document.Project.Solution, parameter, "InstantHandle", situation.Cancellation).ConfigureAwait(false) is not { } changed)
        {
            return edits;
        }

        string title = "Mark parameter '" + parameter.Name + "' of '" + method.Name + "' [InstantHandle]: the method only calls it";
        edits.Add(new Edit(title, EditKind.Keeps, _ => Task.FromResult(changed)));
        return edits;
    }

    /// <summary>Whether the method cannot be another one, and calls the delegate while it runs, or not at all.</summary>
    private static bool IsOnlyCalled(IParameterSymbol parameter, IMethodSymbol method, Situation situation)
    {
        if (method.IsAbstract || method.IsVirtual || method.IsOverride || method.IsAsync || method.DeclaringSyntaxReferences.Length != 1 || parameter.RefKind != RefKind.None
            || method.DeclaringSyntaxReferences[0].GetSyntax(situation.Cancellation) is not BaseMethodDeclarationSyntax declared
            || ((SyntaxNode?)declared.Body ?? declared.ExpressionBody) is not { } body
            || body.DescendantNodes().Any(static node => node is YieldStatementSyntax)
            || !situation.Model.Compilation.ContainsSyntaxTree(body.SyntaxTree))
        {
            return false;
        }

        SemanticModel model = situation.Model.Compilation.GetSemanticModel(body.SyntaxTree);
        return body.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == parameter.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, situation.Cancellation).Symbol, parameter))
            .All(name => !name.Ancestors().TakeWhile(node => node != body).Any(StatementSequence.IsFunction) && IsCall(name));
    }

    private static bool IsCall(IdentifierNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call => call.Expression == name,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Parent: InvocationExpressionSyntax } access => access.Expression == name,
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Invoke" } } } access =>
            access.Expression == name,
        BinaryExpressionSyntax comparison => comparison.IsKind(SyntaxKind.EqualsExpression) || comparison.IsKind(SyntaxKind.NotEqualsExpression),
        IsPatternExpressionSyntax => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfNull" } } } => true,
        _ => false,
    };
}
