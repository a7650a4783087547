using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Which code has a say in whether the step of a diagnostic is in effect where it is reported: the operations that perform or end the step, and what is reported. The order of
/// all else cannot mend the diagnostic, and need not be tried.
/// </summary>
internal sealed class Bearing
{
    private readonly Situation _situation;
    private readonly ProtocolStep? _step;
    private readonly List<SyntaxNode> _elsewhere;

    public Bearing(Situation situation)
    {
        _situation = situation;
        _step = situation.Rules.Protocols.FirstOrDefault(protocol => protocol.Name == situation.Protocol)?.Steps.FirstOrDefault(step => step.Name == situation.Step);
        SyntaxNode? body = Function(situation.Place);
        _elsewhere = situation.Path.Where(place => Function(place) != body).ToList();
    }

    /// <summary>Whether it can matter which of two statements runs first.</summary>
    public bool IsOrder(SyntaxNode one, SyntaxNode other)
    {
        if (_step is null)
            return true;

        (bool onePerforms, bool oneEnds) = Of(one);
        (bool otherPerforms, bool otherEnds) = Of(other);
        return ((onePerforms || oneEnds) && IsReported(other)) || ((otherPerforms || otherEnds) && IsReported(one)) || (onePerforms && otherEnds) || (oneEnds && otherPerforms);
    }

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
