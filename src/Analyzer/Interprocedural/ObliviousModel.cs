using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Semantic models without nullable analysis. With it, the types of operations carry annotations, and Roslyn fails to recognise
/// the scope of a <c>System.Threading.Lock</c> for one: the graph of a <c>lock</c> statement is then an invalid operation and the bare body.
/// </summary>
internal static class ObliviousModel
{
    /// <summary>Roslyn has this since 4.9, as an experiment: the analyzer is compiled against an older one. Locks are known to it since 4.12.</summary>
    private static readonly Func<Compilation, SyntaxTree, SemanticModel>? s_make = Find();

    /// <summary>Whether the graph of a body needs such a model.</summary>
    public static bool IsNeeded(SyntaxNode body, Compilation compilation) =>
        s_make is not null
        && body.DescendantNodes().Any(static node => node is LockStatementSyntax)
        && !compilation.GetTypesByMetadataName("System.Threading.Lock").IsEmpty;

    public static SemanticModel Of(SyntaxTree tree, Compilation compilation) => s_make!(compilation, tree);

    private static Func<Compilation, SyntaxTree, SemanticModel>? Find()
    {
        if (typeof(Compilation).Assembly.GetType("Microsoft.CodeAnalysis.SemanticModelOptions") is not { IsEnum: true } options
            || typeof(Compilation).GetMethod(nameof(Compilation.GetSemanticModel), new[] { typeof(SyntaxTree), options }) is not { } method
            || options.GetField("DisableNullableAnalysis")?.GetRawConstantValue() is not { } constant)
        {
            return null;
        }

        object withoutNullability = Enum.ToObject(options, constant);
        return (compilation, tree) => (SemanticModel)method.Invoke(compilation, new[] { tree, withoutNullability });
    }
}
