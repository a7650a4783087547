using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Planning;

/// <summary>One semantic model for each file of a compilation: a new one binds a whole body again before it says anything about a statement of it.</summary>
internal sealed class KnownModels
{
    private static readonly ConditionalWeakTable<Compilation, KnownModels> s_known = new();

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    private KnownModels(Compilation compilation) => _compilation = compilation;

    public static KnownModels In(Compilation compilation) => s_known.GetValue(compilation, static key => new KnownModels(key));

    /// <summary>Whether a file is compiled here, and not in another project: what it holds is no body that can be looked into.</summary>
    public bool Has(SyntaxTree tree) => _models.ContainsKey(tree) || _compilation.ContainsSyntaxTree(tree);

    public SemanticModel Of(SyntaxTree tree) => _models.GetOrAdd(tree, key => _compilation.GetSemanticModel(key));
}
