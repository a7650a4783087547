using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using EntryPath.Packs.Corpus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Benchmarks.Real;

/// <summary>Source that was not written for this measurement, as one project with packs on.</summary>
internal sealed class RealProject
{
    /// <summary>A document with fewer bodies says little.</summary>
    private const int FewBodies = 3;

    private RealProject(string name, CSharpCompilation compilation, ImmutableArray<AdditionalText> packs)
    {
        Name = name;
        Compilation = compilation;
        Lines = compilation.SyntaxTrees.Sum(static tree => tree.GetText().Lines.Count);
        Options = new AnalyzerOptions(packs, new PackOptions("likely"));
    }

    public string Name { get; }

    public CSharpCompilation Compilation { get; }

    public int Lines { get; }

    public AnalyzerOptions Options { get; }

    public static IEnumerable<RealProject> In(string root, IReadOnlyList<string> folders, string framework, IEnumerable<string> defines, ImmutableArray<AdditionalText> packs)
    {
        TargetFramework target = TargetFramework.Of(framework);
        CSharpParseOptions parsing = new(LanguageVersion.Latest, DocumentationMode.None, preprocessorSymbols: [.. target.Symbols, .. defines]);
        foreach (CorpusUnit unit in Corpus.Find(root, folders, []).Units)
        {
            yield return new RealProject(unit.Name, CSharpCompilation.Create(
                Path.GetFileName(unit.Name),
                unit.Files.Select(path => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(path)), parsing, path)),
                target.References,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, concurrentBuild: false)), packs);
        }
    }

    /// <summary>Documents with bodies, spread evenly over the project.</summary>
    public ImmutableArray<SyntaxTree> Documents(int count)
    {
        SyntaxTree[] fit = [.. Compilation.SyntaxTrees.Where(static tree => BodiesOf(tree).Skip(FewBodies - 1).Any())];
        return [.. Enumerable.Range(0, Math.Min(count, fit.Length)).Select(i => fit[(int)((i + 0.5) * fit.Length / Math.Min(count, fit.Length))])];
    }

    /// <summary>The document after a statement was typed into the body in its middle.</summary>
    /// <param name="tree">The document.</param>
    /// <param name="number">Makes the statement another one than before.</param>
    public static SyntaxTree Type(SyntaxTree tree, int number)
    {
        BlockSyntax[] bodies = [.. BodiesOf(tree)];
        TextSpan place = new(bodies[bodies.Length / 2].OpenBraceToken.Span.End, 0);
        return tree.WithChangedText(tree.GetText().WithChanges(new TextChange(place, $" int typed{number} = {number};")));
    }

    private static IEnumerable<BlockSyntax> BodiesOf(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .OfType<BaseMethodDeclarationSyntax>().Select(static method => method.Body).OfType<BlockSyntax>();
}
