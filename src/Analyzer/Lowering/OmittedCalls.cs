using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Lowering;

/// <summary>Calls of <c>[Conditional]</c> methods whose symbol is not defined: neither they nor their arguments run.</summary>
internal static class OmittedCalls
{
    public static ImmutableArray<TextSpan> Of(ControlFlowGraph graph, SyntaxTree tree)
    {
        var omitted = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (IInvocationOperation call in NestedBodies.OperationsOf(graph).OfType<IInvocationOperation>())
        {
            if (call.TargetMethod is { ReturnsVoid: true } method && SymbolsOf(method) is { Count: > 0 } symbols && !symbols.Exists(symbol => IsDefined(symbol, tree)))
                omitted.Add(call.Syntax.Span);
        }

        return omitted.ToImmutable();
    }

    private static List<string> SymbolsOf(IMethodSymbol method)
    {
        var symbols = new List<string>();
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "ConditionalAttribute" && attribute.ConstructorArguments is [{ Value: string symbol }])
                symbols.Add(symbol);
        }

        return symbols;
    }

    /// <summary>Whether a symbol is defined in a file: what says so in it stands before all code.</summary>
    private static bool IsDefined(string symbol, SyntaxTree tree)
    {
        bool isDefined = tree.Options.PreprocessorSymbolNames.Contains(symbol);
        foreach (SyntaxTrivia trivia in tree.GetRoot().GetFirstToken(includeZeroWidth: true).LeadingTrivia)
        {
            switch (trivia.GetStructure())
            {
                case DefineDirectiveTriviaSyntax { IsActive: true } define when define.Name.ValueText == symbol:
                    isDefined = true;
                    break;
                case UndefDirectiveTriviaSyntax { IsActive: true } undefine when undefine.Name.ValueText == symbol:
                    isDefined = false;
                    break;
            }
        }

        return isDefined;
    }
}
