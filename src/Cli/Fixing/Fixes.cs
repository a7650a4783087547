using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Cli.Checking;
using EntryPath.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Cli.Fixing;

/// <summary>The fixes of the package: proposed for each finding, or made for all of them.</summary>
internal static class Fixes
{
    /// <summary>Rules are mended before the code that they judge, and orders before what they leave open.</summary>
    internal static readonly ImmutableArray<VerifiedCodeFixProvider> Providers =
    [
        new RuleCodeFixProvider(), new MoveCallCodeFixProvider(), new OrderCodeFixProvider(), new CloseBracketCodeFixProvider(), new CompleteCodeFixProvider(),
        new SuspensionCodeFixProvider(), new PromiseCodeFixProvider(), new HiddenStepsCodeFixProvider(), new DeclareContractCodeFixProvider(),
    ];

    /// <summary>The finding with the fix that the editor would offer, if there is one that needs no person to choose.</summary>
    public static async Task<Finding> SuggestAsync(Finding finding, Diagnostic diagnostic, Solution solution, CancellationToken cancellation)
    {
        if (diagnostic.Location.SourceTree is not { } tree || solution.GetDocument(tree) is not { } document)
            return finding;

        foreach (VerifiedCodeFixProvider provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            if (await provider.FindKeepingAsync(document, diagnostic, cancellation) is not { } fix)
                continue;

            var replacements = ImmutableArray.CreateBuilder<Replacement>();
            foreach ((Document before, Document after) in await ChangedAsync(solution, fix.Changed, cancellation))
            {
                SourceText text = await before.GetTextAsync(cancellation);
                foreach (TextChange change in await after.GetTextChangesAsync(before, cancellation))
                    replacements.Add(new Replacement(Place.Of(before.FilePath!, text.Lines.GetLinePositionSpan(change.Span)), change.NewText ?? string.Empty));
            }

            return finding with { Fix = new SuggestedFix(fix.Edit.Title, replacements.ToImmutable()) };
        }

        return finding;
    }

    /// <summary>The solution with everything fixed that can be, by each fix's own Fix All.</summary>
    public static async Task<Solution> ApplyAllAsync(Solution solution, IReadOnlyCollection<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        foreach (VerifiedCodeFixProvider provider in Providers)
        {
            ILookup<DocumentId, Diagnostic> byDocument = diagnostics
                .Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id) && diagnostic.Location.SourceTree is not null)
                .Select(diagnostic => (Id: solution.GetDocumentId(diagnostic.Location.SourceTree) ?? FindByPath(solution, diagnostic), Diagnostic: diagnostic))
                .Where(static entry => entry.Id is not null)
                .ToLookup(static entry => entry.Id!, static entry => entry.Diagnostic);
            if (byDocument.Count == 0)
                continue;

            Document first = solution.GetDocument(byDocument.First().Key)!;
            var context = new FixAllContext(
                first, provider, FixAllScope.Solution, provider.GetType().FullName!, provider.FixableDiagnosticIds, new Known(byDocument), cancellation);
            if (await provider.GetFixAllProvider().GetFixAsync(context) is not { } action)
                continue;

            foreach (ApplyChangesOperation changes in (await action.GetOperationsAsync(cancellation)).OfType<ApplyChangesOperation>())
                solution = changes.ChangedSolution;
        }

        return solution;
    }

    /// <summary>Writes the files that differ between two solutions, each as it was encoded.</summary>
    /// <returns>The files, as absolute paths.</returns>
    /// <exception cref="CheckException">A file on disk is not what was checked, or cannot be written. No file is written that another one of them would have to go with.</exception>
    public static async Task<ImmutableArray<string>> WriteAsync(Solution before, Solution after, CancellationToken cancellation)
    {
        var texts = new SortedDictionary<string, SourceText>(StringComparer.Ordinal);
        foreach ((Document old, Document changed) in await ChangedAsync(before, after, cancellation))
        {
            SourceText was = await old.GetTextAsync(cancellation);
            using FileStream file = File.OpenRead(old.FilePath!);
            if (!SourceText.From(file, was.Encoding).ContentEquals(was))
                throw new CheckException($"'{old.FilePath}' was changed while it was checked; nothing was fixed");

            if ((File.GetAttributes(old.FilePath!) & FileAttributes.ReadOnly) != 0)
                throw new CheckException($"'{old.FilePath}' cannot be written; nothing was fixed");

            texts[old.FilePath!] = await changed.GetTextAsync(cancellation);
        }

        foreach ((string path, SourceText text) in texts)
        {
            await using var writer = new StreamWriter(path, append: false, text.Encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            text.Write(writer, CancellationToken.None);
        }

        return [.. texts.Keys];
    }

    /// <summary>A document that an earlier fix has changed has another tree.</summary>
    private static DocumentId? FindByPath(Solution solution, Diagnostic diagnostic) =>
        solution.GetDocumentIdsWithFilePath(diagnostic.Location.SourceTree!.FilePath).FirstOrDefault();

    private static async Task<List<(Document Before, Document After)>> ChangedAsync(Solution before, Solution after, CancellationToken cancellation)
    {
        var changed = new List<(Document, Document)>();
        foreach (DocumentId id in after.GetChanges(before).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()))
        {
            Document old = before.GetDocument(id)!;
            Document now = after.GetDocument(id)!;
            if (old.FilePath is not null && !(await old.GetTextAsync(cancellation)).ContentEquals(await now.GetTextAsync(cancellation))
                && changed.TrueForAll(entry => entry.Item1.FilePath != old.FilePath))
            {
                changed.Add((old, now));
            }
        }

        return changed;
    }

    private sealed class Known(ILookup<DocumentId, Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(project.DocumentIds.SelectMany(id => diagnostics[id]));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics[document.Id]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
