using System.Collections.Generic;
using System.Linq;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Sample.Vmm.Tests;

/// <summary>The private method that a mutant changes, found by comparing the text of each method with that of the production code.</summary>
internal sealed record HelperOfMutant(string Name, IReadOnlyList<string> Callers)
{
    /// <summary>Finds it; null where the mutant changes another kind of member, or several.</summary>
    public static HelperOfMutant? Of(EntryOrder mutant)
    {
        var production = OrderSource.Compile(EntryOrders.Current);
        var compilation = OrderSource.Compile(mutant);
        var changed = new List<MethodDeclarationSyntax>();
        foreach (var file in mutant.Edits.Select(edit => edit.File).Distinct())
        {
            var before = Methods(production, file);
            var after = Methods(compilation, file);
            if (before.Count != after.Count)
                return null;
            changed.AddRange(after.Zip(before).Where(pair => pair.First.ToString() != pair.Second.ToString()).Select(pair => pair.First));
        }

        if (changed is not [var helper] || !helper.Modifiers.Any(SyntaxKind.PrivateKeyword))
            return null;
        var name = helper.Identifier.ValueText;
        var callers = helper.Parent!.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is IdentifierNameSyntax called && called.Identifier.ValueText == name)
            .Select(call => call.FirstAncestorOrSelf<MethodDeclarationSyntax>()!.Identifier.ValueText);
        return new HelperOfMutant(name, [.. callers.Distinct()]);
    }

    private static List<MethodDeclarationSyntax> Methods(Compilation compilation, string file) =>
    [
        .. compilation.SyntaxTrees.Single(tree => tree.FilePath == file).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>(),
    ];
}
