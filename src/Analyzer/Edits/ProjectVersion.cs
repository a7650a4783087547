using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Program;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Edits;

/// <summary>
/// A project as one compilation shows it: what is known to hold in it because it held in the version before, and the edits since then changed nothing that it
/// rests on. Those are edits inside bodies that leave the names by which bodies are found as they were, and what others can see of the bodies
/// (<see cref="MemberFace"/>). The last is assumed at first, and has to be proven before anything is told.
/// </summary>
internal sealed class ProjectVersion : IKnownBodies
{
    private readonly Surroundings _surroundings;
    private readonly ImmutableArray<SyntaxTree> _files;
    private readonly Lazy<Dictionary<SyntaxTree, int>> _numbers;

    /// <summary>The members with changed bodies.</summary>
    private readonly Dictionary<DeclarationName, SyntaxNode> _changed = new();
    private ProjectVersion? _before;
    private ImmutableDictionary<DeclarationName, string> _faces = ImmutableDictionary<DeclarationName, string>.Empty;
    private ImmutableHashSet<DeclarationName> _clean = ImmutableHashSet<DeclarationName>.Empty;
    private ImmutableHashSet<DeclarationName> _inert = ImmutableHashSet<DeclarationName>.Empty;

    private ProjectVersion(string project, Surroundings surroundings, ImmutableArray<SyntaxTree> files)
    {
        Project = project;
        _surroundings = surroundings;
        _files = files;
        _numbers = new Lazy<Dictionary<SyntaxTree, int>>(() =>
        {
            var numbers = new Dictionary<SyntaxTree, int>();
            for (int i = 0; i < _files.Length; i++)
                numbers[_files[i]] = i;

            return numbers;
        });
    }

    public string Project { get; }

    public MentionIndex Index { get; private set; } = null!;

    /// <summary>Whether there was a version before: an editor is at work, so that what is found is worth being kept.</summary>
    public bool IsEdited { get; private init; }

    /// <summary>Whether anything that held before may hold still.</summary>
    public bool Inherits => _before is not null;

    public static ProjectVersion Of(Compilation compilation, Surroundings surroundings, ProjectVersion? latest, ImmutableHashSet<string> ruleNames, CancellationToken cancellation)
    {
        var version = new ProjectVersion(compilation.AssemblyName ?? string.Empty, surroundings, compilation.SyntaxTrees.ToImmutableArray()) { IsEdited = latest is not null };
        if (latest is not null && surroundings.AreThose(latest._surroundings) && version.ChangedFiles(latest, cancellation) is { } files
            && MentionIndex.After(latest.Index, files, cancellation) is { } index)
        {
            version.Index = index;
            version._before = latest;
        }
        else
        {
            version._changed.Clear();
            version.Index = new MentionIndex(compilation, ruleNames, cancellation);
        }

        return version;
    }

    /// <summary>Proves what was assumed, or gives it up.</summary>
    /// <param name="faceOf">What others can see of a member now; null where that cannot be told apart.</param>
    /// <returns>Whether the assumption was right.</returns>
    public bool Prove(Func<SyntaxNode, string?> faceOf)
    {
        if (_before is not { } before)
            return true;

        var faces = new Dictionary<DeclarationName, string>();
        foreach (KeyValuePair<DeclarationName, SyntaxNode> member in _changed)
        {
            if (!before._faces.TryGetValue(member.Key, out string? former) || faceOf(member.Value) is not { } now || now != former)
            {
                _before = null;
                _changed.Clear();
                _inert = ImmutableHashSet<DeclarationName>.Empty;
                return false;
            }

            faces[member.Key] = now;
        }

        _clean = before._clean.Except(before._clean.Where(IsChanged));
        _inert = _inert.Union(before._inert.Except(before._inert.Where(IsChanged)));
        _faces = before._faces.SetItems(faces);
        _before = null;
        return true;
    }

    /// <summary>Whether nothing is to be reported in some code.</summary>
    public bool IsClean(SyntaxNode code) => !_clean.IsEmpty && NameOf(code) is { } name && _clean.Contains(name);

    public void NoteClean(SyntaxNode code)
    {
        if (IsEdited && NameOf(code) is { } name)
            ImmutableInterlocked.Update(ref _clean, static (clean, added) => clean.Add(added), name);
    }

    /// <inheritdoc/>
    public bool IsInert(ISymbol body)
    {
        if ((_before?._inert.IsEmpty ?? true) && _inert.IsEmpty)
            return false;

        return NameOf(body) is { } name && (_inert.Contains(name) || (_before is { } before && before._inert.Contains(name) && !IsChanged(name)));
    }

    /// <inheritdoc/>
    public void NoteInert(ISymbol body)
    {
        if (IsEdited && NameOf(body) is { } name)
            ImmutableInterlocked.Update(ref _inert, static (inert, added) => inert.Add(added), name);
    }

    /// <summary>Keeps what others can see of the member around some code, unless that is known.</summary>
    public void NoteFace(SyntaxNode code, Func<SyntaxNode, string?> faceOf)
    {
        if (!IsEdited || MemberOf(code) is not { } member || NameOf(member) is not { } name || _faces.ContainsKey(name) || faceOf(member) is not { } face)
            return;

        ImmutableInterlocked.TryAdd(ref _faces, name, face);
    }

    private bool IsChanged(DeclarationName name) => _changed.ContainsKey(name.OfMember);

    /// <summary>The files whose bodies changed since an earlier version, as they were and as they are; null where more has changed than bodies.</summary>
    private List<(SyntaxTree Before, SyntaxTree After)>? ChangedFiles(ProjectVersion earlier, CancellationToken cancellation)
    {
        if (_files.Length != earlier._files.Length)
            return null;

        var files = new List<(SyntaxTree, SyntaxTree)>();
        for (int i = 0; i < _files.Length; i++)
        {
            SyntaxTree now = _files[i];
            SyntaxTree then = earlier._files[i];
            if (ReferenceEquals(now, then))
                continue;

            FileOutline outline = FileOutline.Of(now, cancellation);
            if (now.FilePath != then.FilePath || !now.Options.Equals(then.Options) || outline.ChangesSince(FileOutline.Of(then, cancellation)) is not { } changes)
                return null;

            files.Add((then, now));
            foreach (int change in changes)
            {
                if (MemberOf(outline.Bodies[change]) is not { } member || NameOf(member) is not { } name)
                    return null;

                _changed[name] = member;
            }
        }

        return files;
    }

    private static SyntaxNode? MemberOf(SyntaxNode code) => code.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    private DeclarationName? NameOf(ISymbol body)
    {
        ISymbol declared = body is IMethodSymbol method ? method.PartialImplementationPart ?? method : body;
        return declared.DeclaringSyntaxReferences is [var reference, ..] ? NameOf(reference.GetSyntax()) : null;
    }

    private DeclarationName? NameOf(SyntaxNode code)
    {
        if (MemberOf(code) is not { } member || !_numbers.Value.TryGetValue(code.SyntaxTree, out int file))
            return null;

        FileOutline outline = FileOutline.Of(code.SyntaxTree, CancellationToken.None);
        return new DeclarationName(file, outline.OffsetOf(member.SpanStart), outline.OffsetOf(code.SpanStart));
    }
}
