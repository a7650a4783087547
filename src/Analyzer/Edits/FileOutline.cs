using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Edits;

/// <summary>What of a file is in bodies, and what is around them: what an edit in a body leaves as it was.</summary>
internal sealed class FileOutline
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileOutline> OfTrees = new();

    private readonly SourceText _text;

    /// <summary>The kinds of the declarations, in order.</summary>
    private readonly ImmutableArray<int> _kinds;

    /// <summary>How much of the file is in bodies before the one of this number.</summary>
    private readonly int[] _before;

    private FileOutline(SourceText text, ImmutableArray<SyntaxNode> bodies, ImmutableArray<int> kinds)
    {
        _text = text;
        _kinds = kinds;
        Bodies = bodies;
        _before = new int[bodies.Length + 1];
        for (int i = 0; i < bodies.Length; i++)
            _before[i + 1] = _before[i] + bodies[i].Span.Length;
    }

    /// <summary>The blocks and arrows of methods and accessors. One with a directive in it is none: it can reach beyond itself.</summary>
    public ImmutableArray<SyntaxNode> Bodies { get; }

    public static FileOutline Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (OfTrees.TryGetValue(tree, out FileOutline? known))
            return known;

        FileOutline found = Find(tree.GetRoot(cancellation), tree.GetText(cancellation));
        return OfTrees.GetValue(tree, _ => found);
    }

    /// <summary>A position as it would be without the bodies before it.</summary>
    public int OffsetOf(int position)
    {
        int low = 0;
        int high = Bodies.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Bodies[middle].Span.End <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return position - _before[low];
    }

    /// <summary>The numbers of the bodies whose text differs from that in an earlier version of the file; null where anything else differs.</summary>
    public ImmutableArray<int>? ChangesSince(FileOutline earlier)
    {
        if (Bodies.Length != earlier.Bodies.Length || !_kinds.SequenceEqual(earlier._kinds))
            return null;

        string text = _text.ToString();
        string former = earlier._text.ToString();
        var changed = ImmutableArray.CreateBuilder<int>();
        int at = 0;
        int formerAt = 0;
        for (int i = 0; i <= Bodies.Length; i++)
        {
            TextSpan body = i < Bodies.Length ? Bodies[i].Span : new TextSpan(text.Length, 0);
            TextSpan formerBody = i < Bodies.Length ? earlier.Bodies[i].Span : new TextSpan(former.Length, 0);
            if (!text.AsSpan(at, body.Start - at).SequenceEqual(former.AsSpan(formerAt, formerBody.Start - formerAt)))
                return null;

            if (!text.AsSpan(body.Start, body.Length).SequenceEqual(former.AsSpan(formerBody.Start, formerBody.Length)))
                changed.Add(i);

            at = body.End;
            formerAt = formerBody.End;
        }

        return changed.ToImmutable();
    }

    private static FileOutline Find(SyntaxNode root, SourceText text)
    {
        var bodies = ImmutableArray.CreateBuilder<SyntaxNode>();
        var kinds = ImmutableArray.CreateBuilder<int>();
        foreach (SyntaxNode node in root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax
                     or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or AccessorListSyntax or AccessorDeclarationSyntax))
        {
            kinds.Add(node.RawKind);
            if (IsBody(node))
                bodies.Add(node);
        }

        return new FileOutline(text, bodies.ToImmutable(), kinds.ToImmutable());
    }

    private static bool IsBody(SyntaxNode node) => !node.ContainsDirectives && node switch
    {
        BlockSyntax { OpenBraceToken.IsMissing: false, CloseBraceToken.IsMissing: false } => true,
        ArrowExpressionClauseSyntax { ArrowToken.IsMissing: false } => true,
        _ => false,
    };
}
