using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Planning;

/// <summary>One semantic model for each file: a new one binds a whole body again before it says anything about a statement of it.</summary>
internal sealed class KnownModels
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    public KnownModels(Compilation compilation) => _compilation = compilation;

    public SemanticModel Of(SyntaxTree tree) => _models.GetOrAdd(tree, key => _compilation.GetSemanticModel(key));
}
