using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Edits;
using EntryPath.Analyzer.Program;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Judging;

/// <summary>The members whose bodies an edit of a document changed, and nothing else in it, as they were and as they are.</summary>
internal sealed class EditedMembers
{
    /// <summary>An edit is asked about for its reports, for its errors and for its callers.</summary>
    private static readonly ConditionalWeakTable<Document, Known> s_known = new();

    private EditedMembers(ImmutableArray<TextSpan> before, ImmutableArray<TextSpan> after, bool areSameForOthers)
    {
        Before = before;
        After = after;
        AreSameForOthers = areSameForOthers;
    }

    public ImmutableArray<TextSpan> Before { get; }

    public ImmutableArray<TextSpan> After { get; }

    /// <summary>
    /// Whether the members do the same for everybody else: what is reported elsewhere is what was. It is what an editor's analysis keeps its verdicts by
    /// (<see cref="MemberFace"/>).
    /// </summary>
    public bool AreSameForOthers { get; }

    /// <summary>Those of an edit; null where it changed more than bodies.</summary>
    public static async Task<EditedMembers?> OfAsync(Document before, Document after, CancellationToken cancellation)
    {
        if (s_known.TryGetValue(after, out Known? known) && known.Before == before)
            return known.Edited;

        EditedMembers? edited = await FindAsync(before, after, cancellation).ConfigureAwait(false);
        s_known.Remove(after);
        s_known.GetValue(after, _ => new Known(before, edited));
        return edited;
    }

    private static async Task<EditedMembers?> FindAsync(Document before, Document after, CancellationToken cancellation)
    {
        if (await before.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false) is not { } was
            || await after.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false) is not { } isNow
            || FileOutline.Of(isNow, cancellation).ChangesSince(FileOutline.Of(was, cancellation)) is not { } changes)
        {
            return null;
        }

        var pairs = new List<(MemberDeclarationSyntax Before, MemberDeclarationSyntax After)>();
        foreach (int body in changes)
        {
            if (FileOutline.Of(was, cancellation).Bodies[body].FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } former
                || FileOutline.Of(isNow, cancellation).Bodies[body].FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            {
                return null;
            }

            if (!pairs.Exists(pair => pair.After == member))
                pairs.Add((former, member));
        }

        return new EditedMembers(
            pairs.Select(static pair => pair.Before.FullSpan).ToImmutableArray(),
            pairs.Select(static pair => pair.After.FullSpan).ToImmutableArray(),
            SayTheSame(was, isNow, cancellation)
            && await DocumentReports.OfAsync(before, cancellation).ConfigureAwait(false) is { IsPlain: true } old
            && await DocumentReports.OfAsync(after, cancellation).ConfigureAwait(false) is { IsPlain: true } now
            && pairs.TrueForAll(pair => old.FaceOf(pair.Before, cancellation) is { } face && face == now.FaceOf(pair.After, cancellation)));
    }

    private static bool SayTheSame(SyntaxTree before, SyntaxTree after, CancellationToken cancellation)
    {
        IReadOnlyList<MemberMentions> then = MemberMentions.Of(before, cancellation);
        IReadOnlyList<MemberMentions> now = MemberMentions.Of(after, cancellation);
        return then.Count == now.Count && Enumerable.Range(0, now.Count).All(index => now[index].SaysTheSameAs(then[index], static _ => true));
    }

    /// <summary>What is known of an edit.</summary>
    private sealed record Known(Document Before, EditedMembers? Edited);
}
