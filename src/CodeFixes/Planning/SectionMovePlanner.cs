using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Moves of a call into or out of a part of the body that runs once, from its start to its end: a block, or that of a <c>lock</c> or <c>using</c>. So the call runs as
/// often as before; under a lock, or before something is disposed, it runs in another place, which the title says.
/// </summary>
internal static class SectionMovePlanner
{
    /// <summary>So many operations around the reported one are looked at.</summary>
    private const int MaxOthers = 8;

    /// <summary>The moves of the reported call next to another of its protocol, and of the other next to it, the nearest first.</summary>
    public static IEnumerable<Edit> Find(Situation situation)
    {
        if (situation.Place.FirstAncestorOrSelf<StatementSyntax>() is not { } own || Around(own).Function is not { } body)
            yield break;

        var bearing = new Bearing(situation);
        IEnumerable<StatementSyntax> others = body.DescendantNodes(node => node == body || !StatementSequence.IsFunction(node)).OfType<StatementSyntax>()
            .Where(statement => statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax && situation.Uses.In(statement).Count > 0)
            .OrderBy(statement => Math.Abs(statement.SpanStart - own.SpanStart))
            .Where(other => other != own && AreNested(own, other) && (own.SpanStart < other.SpanStart ? bearing.CanHelp(other, own) : bearing.CanHelp(own, other)))
            .Take(MaxOthers);
        foreach (StatementSyntax other in others)
        {
            if (Move(situation, own, other) is { } ownMove)
                yield return ownMove;
            if (Move(situation, other, own) is { } otherMove)
                yield return otherMove;
        }
    }

    /// <summary>The statement behind the other one where it stood in front of it, and in front of it where it stood behind.</summary>
    private static Edit? Move(Situation situation, StatementSyntax moved, StatementSyntax target)
    {
        if (moved is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) || Common(moved, target) is not { } common)
            return null;

        // A variable is known where it is declared: only its first value comes from inside a section.
        SplitDeclaration? split = null;
        if (moved is LocalDeclarationStatementSyntax declaration && (split = SplitDeclaration.Of(declaration, situation.Model)) is null)
            return null;

        if (common.Entered.Count == 0)
            split = null;

        bool isDown = moved.SpanStart < target.SpanStart;
        var passing = Passing.Keeps;
        var names = new HashSet<string>(moved.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText), StringComparer.Ordinal);
        names.ExceptWith(common.Left.Count > 0 ? Declared(moved) : Enumerable.Empty<string>());
        foreach (StatementSyntax section in common.Left.Concat(common.Entered))
        {
            // A name that is declared inside means something else outside.
            if (Declared(section).Any(names.Contains))
                return null;
            if (section is not BlockSyntax)
                passing = Passing.Changes;
        }

        if (Crossing.Of(moved, situation.Model, situation.Effects, situation.Uses, canPause: false, situation.Cancellation) is not { } crossing)
            return null;

        foreach (StatementSyntax passed in Passed(moved, target, common, isDown))
        {
            Passing one = crossing.Pass(passed);
            if (one == Passing.No)
                return null;

            passing = one < passing ? one : passing;
        }

        if (MoveText.Apply(situation.Text, moved, target, isDown, split) is not { } text)
            return null;

        string way = common.Left.Concat(common.Entered).Select(static section => Named(section)).First();
        string title = "Move '" + (split is null ? CodeQuote.Of(moved) : CodeQuote.Of(split.Assignment)) + "' " + (common.Left.Count > 0 ? "out of " : "into ") + way + (isDown ? ", after '" : ", before '") + CodeQuote.Of(target)
            + "' (line " + situation.Line(target).ToString(CultureInfo.InvariantCulture) + ")" + (split is null ? string.Empty : ", and leave '" + split.Declaration + "'");
        return situation.Edit(title, passing == Passing.Keeps ? EditKind.Keeps : EditKind.Changes, text);
    }

    /// <summary>The statements between the two, in the sequences on the way from the one to the other, and the other itself.</summary>
    private static IEnumerable<StatementSyntax> Passed(StatementSyntax moved, StatementSyntax target, Way way, bool isDown)
    {
        StatementSyntax at = moved;
        foreach (StatementSyntax section in way.Left)
        {
            foreach (StatementSyntax sibling in Beside(at, isDown))
                yield return sibling;
            at = section;
        }

        StatementSyntax end = way.Entered.Count > 0 ? way.Entered[0] : target;
        foreach (StatementSyntax sibling in Beside(at, isDown).TakeWhile(sibling => sibling != end))
            yield return sibling;

        for (int i = 1; i <= way.Entered.Count; i++)
        {
            StatementSyntax inner = i < way.Entered.Count ? way.Entered[i] : target;
            foreach (StatementSyntax sibling in Beside(inner, !isDown))
                yield return sibling;
        }

        yield return target;
    }

    private static IEnumerable<StatementSyntax> Beside(StatementSyntax statement, bool isBehind)
    {
        if (StatementSequence.Around(statement) is not { } sequence)
            return Enumerable.Empty<StatementSyntax>();

        int own = sequence.Statements.IndexOf(statement);
        return isBehind ? sequence.Statements.Skip(own + 1) : sequence.Statements.Take(own).Reverse();
    }

    private static bool AreNested(StatementSyntax one, StatementSyntax other) => Common(one, other) is { } way && way.Left.Count + way.Entered.Count > 0;

    /// <summary>The parts that are left and entered on the way from a statement to another; null where one of them is not run once from its start to its end.</summary>
    private static Way? Common(StatementSyntax from, StatementSyntax to)
    {
        List<StatementSyntax> left = Around(from).Sections;
        List<StatementSyntax> entered = Around(to).Sections;
        (SyntaxNode? fromTop, SyntaxNode? toTop) = (Top(from, left), Top(to, entered));
        while (left.Count > 0 && entered.Count > 0 && left[left.Count - 1] == entered[entered.Count - 1])
        {
            fromTop = toTop = Sequence(left[left.Count - 1]);
            left.RemoveAt(left.Count - 1);
            entered.RemoveAt(entered.Count - 1);
        }

        // Where the sections of the one end in a sequence in the middle of those of the other, they are not the same.
        if (fromTop is null || fromTop != toTop)
            return null;

        entered.Reverse();
        return new Way(left, entered);
    }

    /// <summary>The sequence in which the outermost of some sections stands.</summary>
    private static SyntaxNode? Top(StatementSyntax statement, List<StatementSyntax> sections)
    {
        SyntaxNode? parent = (sections.Count > 0 ? sections[sections.Count - 1] : statement).Parent;
        return parent is GlobalStatementSyntax ? parent.Parent : parent;
    }

    private static SyntaxNode? Sequence(StatementSyntax section) => section switch
    {
        LockStatementSyntax { Statement: BlockSyntax block } => block,
        UsingStatementSyntax { Statement: BlockSyntax block } => block,
        _ => section,
    };

    /// <summary>The sections around a statement, the innermost first, as far as all that is around it is one; and the function that it stands in.</summary>
    private static (List<StatementSyntax> Sections, SyntaxNode? Function) Around(StatementSyntax statement)
    {
        var sections = new List<StatementSyntax>();
        bool isSection = true;
        for (SyntaxNode? at = statement.Parent; at is not null; at = at.Parent)
        {
            if (StatementSequence.IsFunction(at) || at is MemberDeclarationSyntax and not GlobalStatementSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax)
                return (sections, at);

            if (at is BlockSyntax { Parent: LockStatementSyntax or UsingStatementSyntax } or GlobalStatementSyntax)
                continue;

            if (isSection && at is StatementSyntax section && at is BlockSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } or LockStatementSyntax or UsingStatementSyntax { AwaitKeyword.RawKind: 0 })
                sections.Add(section);
            else
                isSection = false;
        }

        return (sections, null);
    }

    private static IEnumerable<string> Declared(StatementSyntax section) => section.DescendantNodes().Select(static node => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => string.Empty,
    });

    private static string Named(StatementSyntax section) => section switch
    {
        LockStatementSyntax held => "'lock (" + CodeQuote.Of(held.Expression) + ")'",
        UsingStatementSyntax => "the 'using' block",
        _ => "the block",
    };

    /// <summary>What is left on the way, the innermost first, and what is entered, the outermost first.</summary>
    private sealed record Way(List<StatementSyntax> Left, List<StatementSyntax> Entered);
}
