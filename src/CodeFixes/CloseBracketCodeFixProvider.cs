using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Judging;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.CodeFixes;

/// <summary>
/// EPO1005: undoes a bracket at the ways out that leave it in effect; where no statement can stand there, in a <c>finally</c>. A
/// body has one report for a bracket however many of its exits forget it, so the edit goes on until none does.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseBracketCodeFixProvider))]
[Shared]
public sealed class CloseBracketCodeFixProvider : VerifiedCodeFixProvider
{
    /// <summary>How many ways out of one body are seen to; each takes a run of the analysis.</summary>
    private const int MaxExits = 16;

    /// <summary>So many places of a helper are tried for an undo.</summary>
    private const int MaxPlaces = 4;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.LeftInEffect.Id);

    /// <inheritdoc/>
    internal override async Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var edits = ImmutableArray.CreateBuilder<Edit>();
        if (await UndosAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } found)
            await AddAsync(edits, found, document, diagnostic, cancellation).ConfigureAwait(false);

        if (await Situation.OfAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } situation)
            AddChoices(edits, situation);

        return edits.ToImmutable();
    }

    /// <summary>The undos alone: at the exits, in <c>finally</c> or <c>catch</c>, or on the ways that need them.</summary>
    internal static async Task<ImmutableArray<Edit>> UndosOfAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var edits = ImmutableArray.CreateBuilder<Edit>();
        if (await UndosAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } found)
            await AddAsync(edits, found, document, diagnostic, cancellation).ConfigureAwait(false);

        if (await Situation.OfAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } situation
            && Opening.Of(diagnostic, situation.Root) is { IsEmpty: false } openings && BodyOf(situation) is { } body)
        {
            AddUndos(edits, situation, body, openings);
        }

        return edits.ToImmutable();
    }

    private static async Task AddAsync(
        ImmutableArray<Edit>.Builder edits, Closing found, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (found.Guard is { } guard)
        {
            SourceText guarded = (await document.GetTextAsync(cancellation).ConfigureAwait(false)).Replace(guard.SpanStart, 0, "using ");
            edits.Add(Edit.Of(document, "Dispose with 'using': '" + CodeQuote.Of(guard) + "'", EditKind.Keeps, guarded));
        }

        // Several undos differ in what else they do: which of them is meant here only a person knows.
        EditKind kind = found.Undos.Length > 1 ? EditKind.Chosen : EditKind.Keeps;
        if (await Situation.OfAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } situation)
            edits.AddRange(found.Undos.SelectMany(undos => InHelper(situation, undos, kind)));

        for (int i = 0; i < found.Undos.Length; i++)
        {
            int choice = i;
            Task<Solution>? made = null;
            edits.Add(new Edit(
                "Undo before leaving: '" + string.Join(" ", found.Undos[i]) + "'",
                kind,
                stop => made ??= AtExitsAsync(document, diagnostic, choice, stop)));
        }

        if (found.Openings.Length == 1)
        {
            SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
            // Where an exception leaves, the other ways out may keep the bracket for the caller: not with an undo in 'finally'.
            SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
            SyntaxNode exit = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            bool isThrow = exit is not BlockSyntax && exit.FirstAncestorOrSelf<StatementSyntax>() is not ReturnStatementSyntax;
            foreach (ImmutableArray<string> undo in found.Undos)
            {
                EditKind wrapping = isThrow && !FinallyText.IsClosedBehind(found.Openings[0].Expression, undo[0]) ? EditKind.Chosen : kind;
                if (FinallyText.Wrap(text, model, found.Openings[0].Expression, undo[0], cancellation) is { } wrapped)
                    edits.Add(Edit.Of(document, "Undo in 'finally': '" + undo[0] + "'", wrapping, wrapped));
            }
        }
    }

    /// <summary>
    /// What a body returns comes from a helper that undoes other brackets: the undo that is missing belongs beside theirs, in the helper; before the first of them, or
    /// behind it as early as nothing else is wrong then.
    /// </summary>
    private static IEnumerable<Edit> InHelper(Situation situation, ImmutableArray<string> undos, EditKind kind)
    {
        SyntaxNode exit = situation.Root.FindNode(situation.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (exit.FirstAncestorOrSelf<StatementSyntax>() is not ReturnStatementSyntax { Expression: InvocationExpressionSyntax call }
            || situation.Model.GetSymbolInfo(call, situation.Cancellation).Symbol is not IMethodSymbol { DeclaringSyntaxReferences: [var declared] }
            || declared.SyntaxTree != situation.Root.SyntaxTree)
        {
            yield break;
        }

        ExpressionStatementSyntax? beside = declared.GetSyntax(situation.Cancellation).DescendantNodes(static node => !StatementSequence.IsFunction(node)).OfType<ExpressionStatementSyntax>()
            .FirstOrDefault(statement => situation.Uses.In(statement).Exists(static use => use.Event.Kind == Analyzer.Protocols.EventKind.Undo));
        if (beside is null || StatementSequence.Around(beside) is not { } sequence)
            yield break;

        foreach (StatementSyntax place in sequence.Statements.Skip(sequence.Statements.IndexOf(beside)).Take(MaxPlaces))
        {
            if (InsertedText.Before(situation.Text, place, undos, null) is { } text)
            {
                string line = situation.Line(place).ToString(CultureInfo.InvariantCulture);
                yield return situation.Edit("Insert '" + string.Join(" ", undos) + "' before '" + CodeQuote.Of(place) + "' (line " + line + ")", kind, text);
            }
        }
    }

    /// <summary>What only a person can choose: which object was meant, on which ways it is to be undone, or whether it is opened at all.</summary>
    private static void AddChoices(ImmutableArray<Edit>.Builder edits, Situation situation)
    {
        if (BodyOf(situation) is not { } body)
            return;

        ImmutableArray<Opening> openings = Opening.Of(situation.Diagnostic, situation.Root);
        edits.AddRange(ReceiverPlanner.Find(situation, body, openings));
        if (openings.IsEmpty)
        {
            edits.AddRange(RemovePlanner.Find(situation));
            edits.AddRange(AgreementPlanner.Find(situation, body));
            return;
        }

        AddUndos(edits, situation, body, openings);
    }

    private static void AddUndos(ImmutableArray<Edit>.Builder edits, Situation situation, SyntaxNode body, ImmutableArray<Opening> openings)
    {
        string protocol = Report.Property(situation.Diagnostic, FixProperties.ProtocolId);
        foreach (ImmutableArray<string> undos in new UndoCalls(body, situation.Model, situation.Rules, protocol, situation.Cancellation).Of(openings).Take(2))
        {
            if (CatchText.Wrap(situation.Text, situation.Model, situation.Diagnostic.Location.SourceSpan, undos, situation.Cancellation) is { } caught)
                edits.Add(situation.Edit("Undo where an exception leaves: '" + string.Join(" ", undos) + "'", EditKind.Chosen, caught));

            if ((WhereItIsCaught(situation, openings) ?? BeforeThrow(situation, openings)) is { } opening && CatchText.WrapBehind(situation.Text, opening, undos) is { } behind)
            {
                string line = situation.Line(opening).ToString(CultureInfo.InvariantCulture);
                edits.Add(situation.Edit(
                    "Undo where an exception leaves what follows '" + CodeQuote.Of(opening) + "' (line " + line + "): '" + string.Join(" ", undos) + "'", EditKind.Chosen, behind));
            }

            edits.AddRange(BranchUndoPlanner.Find(situation, body, openings, undos).Select(static edit => edit with { IsLastResort = true }));
        }
    }

    /// <summary>
    /// The last of some openings, where they follow each other in a <c>try</c> whose <c>catch</c> leads to the exit: an exception may have come before them or behind them, so that the
    /// undo does not belong there, but to what follows them.
    /// </summary>
    private static StatementSyntax? WhereItIsCaught(Situation situation, ImmutableArray<Opening> openings)
    {
        List<StatementSyntax?> statements = openings.Select(static opening => opening.Expression.FirstAncestorOrSelf<StatementSyntax>()).ToList();
        StatementSyntax? last = statements.OrderBy(static statement => statement?.SpanStart).LastOrDefault();
        return last is not null && statements.TrueForAll(statement => statement?.Parent == last.Parent)
            && last.Ancestors().TakeWhile(static outer => !StatementSequence.IsFunction(outer)).OfType<TryStatementSyntax>()
                .Any(guarded => guarded.Block.Span.Contains(last.Span) && guarded.Catches.Any() && situation.Place.SpanStart >= guarded.Block.Span.End)
            ? last
            : null;
    }

    /// <summary>The last of some openings in one sequence, where it is an exception that leaves: what follows them can throw.</summary>
    private static StatementSyntax? BeforeThrow(Situation situation, ImmutableArray<Opening> openings)
    {
        StatementSyntax? last = openings.Select(static opening => opening.Expression.FirstAncestorOrSelf<StatementSyntax>()).OrderBy(static statement => statement?.SpanStart).LastOrDefault();
        return last is not null && situation.Place is not BlockSyntax && situation.Place.FirstAncestorOrSelf<StatementSyntax>() is not ReturnStatementSyntax
            && last.Parent?.Span.Contains(situation.Place.Span) == true
            ? last
            : null;
    }

    private static SyntaxNode? BodyOf(Situation situation) =>
        situation.Place is BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax } block
            ? block
            : Function(situation.Place);

    private static async Task<Solution> AtExitsAsync(Document document, Diagnostic diagnostic, int choice, CancellationToken cancellation)
    {
        Solution before = document.Project.Solution;
        Diagnostic? next = diagnostic;
        (int FromEnd, string Openings) last = default;
        for (int i = 0; i < MaxExits && next is { } at; i++)
        {
            SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
            SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            if (await UndosAsync(document, at, cancellation).ConfigureAwait(false) is not { Undos.IsEmpty: false } found
                || ExitText.Insert(text, model, at.Location.SourceSpan, found.Undo(choice), cancellation) is not { } written)
            {
                break;
            }

            // The undo is before this way out already, and does not help.
            (int, string) exit = (text.Length - at.Location.SourceSpan.End, string.Join(",", found.Openings.Select(static opening => opening.Expression.SpanStart)));
            if (exit == last)
                return before;

            last = exit;

            Report target = Report.Of(at, model);
            int member = Verdict.Members(await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false)).FindIndex(member => member.Span.Contains(at.Location.SourceSpan));
            document = document.WithLinkedText(written).GetDocument(document.Id)!;
            List<SyntaxNode> members = Verdict.Members((await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!);
            next = await DocumentReports.OfAsync(document, cancellation).ConfigureAwait(false) is { } now
                ? (member >= 0 && member < members.Count ? now.In(members[member].FullSpan, cancellation) : await now.AllAsync(cancellation).ConfigureAwait(false))
                    .Where(one => (one.Report.Id, one.Report.Protocol, one.Report.Member) == (target.Id, target.Protocol, target.Member))
                    .Select(static one => one.Diagnostic).FirstOrDefault()
                : null;
        }

        return document.Project.Solution;
    }

    /// <summary>What is open, and the statements that could close it; null where there are none.</summary>
    private static async Task<Closing?> UndosAsync(
        Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || !diagnostic.Properties.TryGetValue(FixProperties.ProtocolId, out string? protocol) || protocol is null)
        {
            return null;
        }

        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        ImmutableArray<Opening> openings = Opening.Of(diagnostic, root);
        if (openings.IsEmpty || Function(openings[0].Expression) is not { } body
            || !openings.All(opening => Function(opening.Expression) == body)
            || KnownRules.Of(model.Compilation, document.Project.AnalyzerOptions, cancellation) is not { } rules)
        {
            return null;
        }

        ImmutableArray<ImmutableArray<string>> undos = new UndoCalls(body, model, rules, protocol, cancellation).Of(openings);
        LocalDeclarationStatementSyntax? guard = openings.Length == 1 ? Guard(openings[0].Expression, model, rules, cancellation) : null;
        return undos.IsEmpty && guard is null ? null : new Closing(openings, undos, guard);
    }

    /// <summary>The declaration of a variable for the guard that an operation gives.</summary>
    private static LocalDeclarationStatementSyntax? Guard(
        ExpressionSyntax opening, SemanticModel model, RuleSet rules, CancellationToken cancellation) =>
        model.GetSymbolInfo(opening, cancellation).Symbol is { } symbol && rules.For(symbol) is { ReturnsGuard: true }
        && opening.Parent is EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } guard }
            && !IsEndedElsewhere(guard, model, cancellation)
            ? guard
            : null;

    /// <summary>Whether a guard is disposed or handed on somewhere: with <c>using</c> it would end twice, or too early.</summary>
    private static bool IsEndedElsewhere(LocalDeclarationStatementSyntax guard, SemanticModel model, CancellationToken cancellation) =>
        model.GetDeclaredSymbol(guard.Declaration.Variables[0], cancellation) is not ILocalSymbol variable
        || guard.Declaration.Variables.Count != 1
        || (guard.Parent?.DescendantNodes().OfType<IdentifierNameSyntax>() ?? Enumerable.Empty<IdentifierNameSyntax>())
            .Where(name => name.Identifier.ValueText == variable.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, variable))
            .Any(static name => name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync" } access && access.Expression == name
                || name.Parent is not (MemberAccessExpressionSyntax or BinaryExpressionSyntax or IsPatternExpressionSyntax));

    private static SyntaxNode? Function(SyntaxNode node) => node.Ancestors().FirstOrDefault(static outer =>
        StatementSequence.IsFunction(outer) || outer is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);

    /// <summary>What is open, and how it could be closed.</summary>
    /// <param name="Openings">The brackets.</param>
    /// <param name="Undos">The alternatives: for each the statements that close them all.</param>
    /// <param name="Guard">The declaration whose variable would close the bracket when it is disposed.</param>
    private sealed record Closing(
        ImmutableArray<Opening> Openings, ImmutableArray<ImmutableArray<string>> Undos, LocalDeclarationStatementSyntax? Guard)
    {
        /// <summary>An alternative, or the last one where there are fewer.</summary>
        public ImmutableArray<string> Undo(int choice) => Undos[Math.Min(choice, Undos.Length - 1)];
    }
}
