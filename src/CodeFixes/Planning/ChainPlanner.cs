using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Moves of a call within a chain of calls that are all made on one object, since each gives back the object that it is called on:
/// <c>door.Use().Lock()</c>.
/// </summary>
internal static class ChainPlanner
{
    /// <summary>So many other calls of the chain are looked at.</summary>
    private const int MaxOthers = 6;

    /// <summary>The moves of the reported call past others of the chain, and of these past it, the nearest first.</summary>
    public static IEnumerable<Edit> Find(Situation situation)
    {
        if (situation.Place.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } reported || situation.Place is StatementSyntax)
            yield break;

        List<InvocationExpressionSyntax> chain = Chain(reported);
        int own = chain.IndexOf(reported);
        IEnumerable<int> others = Enumerable.Range(0, chain.Count).Where(index => index != own && situation.Uses.Of(chain[index]).Count > 0)
            .OrderBy(index => Math.Abs(index - own)).Take(MaxOthers);
        foreach (int other in others)
        {
            if (Move(situation, chain, own, other) is { } moved)
                yield return moved;

            // Neighbours that change places have done so either way.
            if (Math.Abs(other - own) > 1 && Move(situation, chain, other, own) is { } passed)
                yield return passed;
        }
    }

    /// <summary>The calls of a chain, in the order in which they are made.</summary>
    private static List<InvocationExpressionSyntax> Chain(InvocationExpressionSyntax call)
    {
        while (call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } access && access.Expression == call && outer.Expression == access)
            call = outer;

        var chain = new List<InvocationExpressionSyntax>();
        for (InvocationExpressionSyntax? at = call; at is not null; at = (at.Expression as MemberAccessExpressionSyntax)?.Expression as InvocationExpressionSyntax)
            chain.Add(at);

        chain.Reverse();
        return chain;
    }

    private static Edit? Move(Situation situation, List<InvocationExpressionSyntax> chain, int from, int to)
    {
        int first = Math.Min(from, to);
        List<InvocationExpressionSyntax> touched = chain.GetRange(first, Math.Abs(from - to) + 1);
        var passing = Passing.Keeps;
        foreach (InvocationExpressionSyntax call in touched)
        {
            Passing own = PassingOf(situation, call);
            passing = own < passing ? own : passing;
        }

        if (passing == Passing.No || touched[touched.Count - 1].ContainsDirectives || touched[touched.Count - 1].ContainsDiagnostics)
            return null;

        List<TextSpan> places = touched.ConvertAll(static call => Link(call));
        TextSpan all = TextSpan.FromBounds(places[0].Start, places[places.Count - 1].End);
        if (touched[touched.Count - 1].DescendantTrivia(all).Any(static trivia => IsComment(trivia)))
            return null;

        List<string> links = places.ConvertAll(place => situation.Text.ToString(place));
        string moved = links[from - first];
        string passed = CodeQuote.Of(links[to - first]);
        int line = situation.Text.Lines.GetLineFromPosition(places[to - first].Start).LineNumber + 1;
        links.RemoveAt(from - first);
        links.Insert(to - first, moved);
        string title = "Move '" + CodeQuote.Of(moved) + "' " + (to < from ? "up, before '" : "down, after '") + passed + "' (line " + line.ToString(CultureInfo.InvariantCulture) + ")";
        return situation.Edit(
            title, passing == Passing.Keeps ? EditKind.Keeps : EditKind.Changes, situation.Text.WithChanges(places.Zip(links, static (place, link) => new TextChange(place, link))));
    }

    /// <summary>Whether a call may change places with its neighbours: it gives back what it is called on, and is given nothing that they could change.</summary>
    private static Passing PassingOf(Situation situation, InvocationExpressionSyntax call)
    {
        SemanticModel model = situation.Model;
        if (call.Expression is not MemberAccessExpressionSyntax access
            || model.GetSymbolInfo(call, situation.Cancellation).Symbol is not IMethodSymbol { IsStatic: false } method
            || !SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(access.Expression, situation.Cancellation).Type, method.ReturnType)
            || call.ArgumentList.Arguments.Any(static argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None)))
        {
            return Passing.No;
        }

        bool isSettled = call.ArgumentList.Arguments.All(argument => ExitText.IsSettled(argument.Expression, model, situation.Cancellation));
        return isSettled && GivesItselfOnly(method, situation.Cancellation) && situation.Uses.Of(call).Count > 0 ? Passing.Keeps : Passing.Changes;
    }

    /// <summary>Whether all that a body does that is known is to give back its object.</summary>
    private static bool GivesItselfOnly(IMethodSymbol method, CancellationToken cancellation) =>
        method is { IsAbstract: false, IsVirtual: false, IsOverride: false, OriginalDefinition.DeclaringSyntaxReferences: [var declared] }
        && declared.GetSyntax(cancellation) is MethodDeclarationSyntax
        {
            Body.Statements: [ReturnStatementSyntax { Expression: ThisExpressionSyntax }],
        } or MethodDeclarationSyntax { ExpressionBody.Expression: ThisExpressionSyntax };

    /// <summary>A call without what it is called on.</summary>
    private static TextSpan Link(InvocationExpressionSyntax call) =>
        TextSpan.FromBounds(((MemberAccessExpressionSyntax)call.Expression).OperatorToken.SpanStart, call.Span.End);
}
