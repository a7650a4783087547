using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Dependence;
using EntryPath.CodeFixes.Judging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProtocolStep = EntryPath.Analyzer.Protocols.ProtocolStep;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.CodeFixes.Planning;

/// <summary>A diagnostic in its document: what planners look at.</summary>
internal sealed class Situation
{
    private Situation(Document document, Diagnostic diagnostic, SemanticModel model, SyntaxNode root, SourceText text, RuleSet rules, CancellationToken cancellation)
    {
        Document = document;
        Diagnostic = diagnostic;
        Model = model;
        Root = root;
        Text = text;
        Rules = rules;
        Cancellation = cancellation;
        Protocol = Report.Property(diagnostic, FixProperties.Protocol);
        Step = Report.Property(diagnostic, FixProperties.Step);
        Uses = new Uses(model.Compilation, rules, Protocol, cancellation);
        Effects = CodeEffects.Of(model.Compilation, rules);
        Place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
    }

    public Document Document { get; }

    public Diagnostic Diagnostic { get; }

    public SemanticModel Model { get; }

    public SyntaxNode Root { get; }

    public SourceText Text { get; }

    public RuleSet Rules { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The protocol, by its name in source.</summary>
    public string Protocol { get; }

    /// <summary>The step that the diagnostic is about.</summary>
    public string Step { get; }

    /// <summary>The step that the message names, among the rules; null where it names none.</summary>
    public ProtocolStep? ReportedStep => Rules.Protocols.FirstOrDefault(protocol => protocol.Name == Protocol)?.Steps.FirstOrDefault(step => step.Name == Step);

    /// <summary>The operations of the protocol.</summary>
    public Uses Uses { get; }

    public CodeEffects Effects { get; }

    /// <summary>What is reported.</summary>
    public SyntaxNode Place { get; }

    /// <summary>The operations of the path in this document, in their order.</summary>
    public IEnumerable<SyntaxNode> Path => Diagnostic.AdditionalLocations
        .Where(place => place.SourceTree == Root.SyntaxTree)
        .Select(place => Root.FindNode(place.SourceSpan, getInnermostNodeForTie: true));

    public static async Task<Situation?> OfAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || KnownRules.Of(model.Compilation, document.Project.AnalyzerOptions, cancellation) is not { } rules)
        {
            return null;
        }

        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return new Situation(document, diagnostic, model, root, text, rules, cancellation);
    }

    /// <summary>The statements around a place that stand in a sequence, the innermost first, up to the function's body.</summary>
    public static IEnumerable<(StatementSequence Sequence, int Index)> Levels(SyntaxNode place)
    {
        for (SyntaxNode? node = place; node is not null && !StatementSequence.IsFunction(node); node = node.Parent)
        {
            if (node is StatementSyntax statement && StatementSequence.Around(statement) is { } sequence)
                yield return (sequence, sequence.Statements.IndexOf(statement));
        }
    }

    /// <summary>The line of a place, as an editor counts it.</summary>
    public int Line(SyntaxNode node) => StatementLines.LineOf(Text, node.SpanStart) + 1;

    public Edit Edit(string title, EditKind kind, SourceText changed) => Planning.Edit.Of(Document, title, kind, changed);
}
