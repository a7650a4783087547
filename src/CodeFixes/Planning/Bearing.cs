using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Which code has a say in whether the step of a diagnostic is in effect where it is reported: the operations that perform or end the step, and what is reported. The order of
/// all else cannot mend the diagnostic, and need not be tried; nor can an order by which a step that is missing is less in effect.
/// </summary>
internal sealed class Bearing
{
    private readonly Situation _situation;
    private readonly ProtocolStep? _step;
    private readonly List<SyntaxNode> _elsewhere;
    private readonly bool _isMissing;

    public Bearing(Situation situation)
    {
        _situation = situation;
        _step = situation.ReportedStep;
        _isMissing = situation.Diagnostic.Id == Descriptors.Missing.Id || situation.Diagnostic.Id == Descriptors.TooEarly.Id;
        SyntaxNode? body = Function(situation.Place);
        _elsewhere = situation.Path.Where(place => Function(place) != body).ToList();
    }

    /// <summary>Whether it can help that a statement comes before one that it came behind.</summary>
    public bool CanHelp(SyntaxNode first, SyntaxNode second)
    {
        if (_step is null)
            return true;

        (bool firstPerforms, bool firstEnds) = Of(first);
        (bool secondPerforms, bool secondEnds) = Of(second);
        return HoldsMore(firstPerforms, firstEnds, IsReported(first), secondPerforms, secondEnds, IsReported(second))
            || (!_isMissing && HoldsMore(secondPerforms, secondEnds, IsReported(second), firstPerforms, firstEnds, IsReported(first)));
    }

    /// <summary>Whether the step can be in effect where it was not: it is performed before what is reported, or ended behind it, or before it is performed.</summary>
    private static bool HoldsMore(bool firstPerforms, bool firstEnds, bool isFirstReported, bool secondPerforms, bool secondEnds, bool isSecondReported) =>
        (firstPerforms && isSecondReported) || (isFirstReported && secondEnds) || (firstEnds && secondPerforms);

    private (bool Performs, bool Ends) Of(SyntaxNode code)
    {
        (bool performs, bool ends) = (false, false);
        foreach (MemberEvent happening in _situation.Uses.In(code).Select(static use => use.Event))
        {
            performs |= Performs(happening);
            ends |= Ends(happening);
        }

        return (performs, ends);
    }

    private bool Performs(MemberEvent happening) => happening.Step == _step && happening.Kind is not (EventKind.Undo or EventKind.EnsuresUndone or EventKind.Requires or EventKind.Forbids);

    /// <summary>An undo of the step ends it, and in an ordered protocol whatever an earlier step goes through; a commit uses up what is needed for each.</summary>
    private bool Ends(MemberEvent happening) => happening.Kind switch
    {
        EventKind.Undo or EventKind.EnsuresUndone => happening.Step == _step || IsEarlier(happening.Step),
        EventKind.Step or EventKind.Ensures => IsEarlier(happening.Step),
        EventKind.Commit => _step!.Repeat,
        _ => false,
    };

    private bool IsEarlier(ProtocolStep? other) => _step!.Protocol.Ordered && other?.Index < _step.Index;

    /// <summary>Whether code holds what is reported, or the way to it in another body.</summary>
    private bool IsReported(SyntaxNode code) => code.Span.Contains(_situation.Place.Span) || _elsewhere.Exists(place => code.Span.Contains(place.Span));

    private static SyntaxNode? Function(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(static outer =>
        StatementSequence.IsFunction(outer) || outer is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
}
