using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Program;

/// <summary>
/// Which members of a compilation can reach an event, by the names that they mention: an over-approximation that binds
/// nothing. Also which fields a member can assign, and who can call it.
/// </summary>
internal sealed class MentionIndex
{
    private readonly ImmutableArray<MemberMentions> _members;
    private readonly Dictionary<SyntaxNode, MemberMentions> _interesting = new();
    private readonly ILookup<string, MemberMentions> _byName;
    private readonly Dictionary<string, List<MemberMentions>> _mentioners = new(StringComparer.Ordinal);
    private readonly Lazy<NameWrites> _writes;
    private readonly Lazy<NameSet> _delegateWrites;
    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assignedLater = new(StringComparer.Ordinal);
    private readonly Lazy<HashSet<SyntaxNode>> _throwing;
    private readonly Lazy<ILookup<string, MemberMentions>> _bases;
    private readonly StaticNames _statics;
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> _reads;
    private CallbackNames? _callbacks;

    /// <summary>For declarations in files that were edited since the index was made: what stands for them now.</summary>
    private readonly Dictionary<MemberMentions, MemberMentions> _now = new();

    /// <summary>And the other way around.</summary>
    private readonly Dictionary<SyntaxNode, MemberMentions> _then = new();

    public MentionIndex(Compilation compilation, ImmutableHashSet<string> names, CancellationToken cancellation)
    {
        _reads = new ConcurrentDictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var members = ImmutableArray.CreateBuilder<MemberMentions>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            members.AddRange(MemberMentions.Of(tree, cancellation));
        }

        _members = members.ToImmutable();
        _byName = _members.Where(static member => member.Name.Length > 0).ToLookup(static member => member.Name, StringComparer.Ordinal);
        _statics = new StaticNames(_members);
        _writes = new Lazy<NameWrites>(() => new NameWrites(_byName, WritesOf));
        _delegateWrites = new Lazy<NameSet>(() => _writes.Value.Of(
            _members.SelectMany(static member => member.DeferredAssigns), new HashSet<string>(_members.SelectMany(static member => member.Deferred), StringComparer.Ordinal)));
        foreach (MemberMentions member in _members)
        {
            _assignedLater.UnionWith(WritesOf(member));
            _assigned.UnionWith(member.Initializes);
        }

        _assigned.UnionWith(_assignedLater);

        IndexMentions(names, cancellation);
        Spread(names, cancellation);
        _throwing = new Lazy<HashSet<SyntaxNode>>(FindThrowing);
        _bases = new Lazy<ILookup<string, MemberMentions>>(() => _members.SelectMany(static member => member.Bases, static (member, name) => (Name: name, Member: member))
            .ToLookup(static named => named.Name, static named => named.Member, StringComparer.Ordinal));
    }

    /// <summary>The same index, for other versions of some files that mention the same.</summary>
    private MentionIndex(MentionIndex before)
    {
        _members = before._members;
        _interesting = new Dictionary<SyntaxNode, MemberMentions>(before._interesting);
        _byName = before._byName;
        _mentioners = before._mentioners;
        _writes = before._writes;
        _delegateWrites = before._delegateWrites;
        _assigned = before._assigned;
        _assignedLater = before._assignedLater;
        _throwing = before._throwing;
        _bases = before._bases;
        _statics = before._statics;
        _reads = before._reads;
        _callbacks = before._callbacks;
        _now = new Dictionary<MemberMentions, MemberMentions>(before._now);
        _then = new Dictionary<SyntaxNode, MemberMentions>(before._then);
    }

    /// <summary>
    /// The index after an edit that left all declarations where they are; null where one of them mentions or assigns other names than before, of those that lead
    /// anywhere.
    /// </summary>
    /// <param name="before">The index before it.</param>
    /// <param name="files">The files that were edited, as they were and as they are.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static MentionIndex? After(MentionIndex before, IReadOnlyList<(SyntaxTree Before, SyntaxTree After)> files, CancellationToken cancellation)
    {
        var index = new MentionIndex(before);
        foreach ((SyntaxTree was, SyntaxTree isNow) in files)
        {
            IReadOnlyList<MemberMentions> then = MemberMentions.Of(was, cancellation);
            IReadOnlyList<MemberMentions> now = MemberMentions.Of(isNow, cancellation);
            if (then.Count != now.Count)
                return null;

            for (int i = 0; i < then.Count; i++)
            {
                if (!now[i].SaysTheSameAs(then[i], before.Leads))
                    return null;

                index.Replace(then[i], now[i]);
            }
        }

        return index;
    }

    /// <summary>Whether a class or struct of the compilation names a type of this name among its bases.</summary>
    public bool HasBase(string name) => _bases.Value[name].Any(static type => type.Declaration is not InterfaceDeclarationSyntax);

    /// <summary>The declarations of types that name a type of this name among their bases.</summary>
    public IEnumerable<TypeDeclarationSyntax> Naming(string name) => _bases.Value[name].Select(type => (TypeDeclarationSyntax)Now(type).Declaration);

    /// <summary>Whether a declaration can reach an event.</summary>
    public bool IsInteresting(SyntaxNode declaration) => MemberOf(declaration) is not null;

    /// <summary>Whether a member that a type of the compilation declares can reach an event.</summary>
    public bool HasInteresting(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is TypeDeclarationSyntax declared && declared.Members.Any(IsInteresting));

    /// <summary>Whether a declaration can be left by a <c>throw</c>: its own, that of a member it mentions, or further off in its own type.</summary>
    public bool IsThrowing(SyntaxNode declaration) =>
        declaration.AncestorsAndSelf().FirstOrDefault(static node => node is MemberDeclarationSyntax) is { } member
        && _throwing.Value.Contains(_then.TryGetValue(member, out MemberMentions? then) ? then.Declaration : member);

    /// <summary>The names by which other assemblies can run code of this one; found once, since declarations are where they were.</summary>
    public CallbackNames CallbacksOf(IAssemblySymbol assembly, CancellationToken cancellation) => _callbacks ??= CallbackNames.Of(assembly, cancellation);

    /// <summary>Whether something assigns a name, other than a constructor for the new object.</summary>
    public bool IsAssignedLater(string name) => _assignedLater.Contains(name);

    /// <summary>Whether something assigns a name, be it a constructor.</summary>
    public bool IsAssigned(string name) => _assigned.Contains(name);

    /// <summary>The names that functions assign which are handed on as delegates.</summary>
    public NameSet DelegateWrites => _delegateWrites.Value;

    /// <summary>The names that functions which may run later assign in the member around a place; null where that member is not known to reach an event.</summary>
    public NameSet? DeferredWritesOf(SyntaxNode place) =>
        MemberOf(place) is { } member ? _writes.Value.Of(member.DeferredAssigns, member.Deferred) : null;

    /// <summary>The names that members of this name assign, of those whose declaration the predicate accepts.</summary>
    public NameSet WritesOf(string name, Func<SyntaxNode, bool> accepts)
    {
        List<MemberMentions> members = _byName[name].Where(member => accepts(Now(member).Declaration)).ToList();
        return members.Count == 0
            ? NameSet.Empty
            : _writes.Value.Of(members.SelectMany(WritesOf), new HashSet<string>(members.SelectMany(static member => member.Mentions), StringComparer.Ordinal));
    }

    /// <summary>The names, of those that something assigns later, that members of this name mention, directly or further off.</summary>
    public ImmutableArray<string> ReadsOf(string name) => _reads.GetOrAdd(name, key =>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { key };
        var work = new Stack<string>(seen);
        while (work.Count > 0)
        {
            foreach (string mentioned in _byName[work.Pop()].SelectMany(static member => member.Mentions))
            {
                if (seen.Add(mentioned))
                    work.Push(mentioned);
            }
        }

        return seen.Where(_assignedLater.Contains).ToImmutableArray();
    });

    /// <summary>The declarations that can run a member of this name and can reach an event.</summary>
    public IEnumerable<SyntaxNode> MentionersOf(string name)
    {
        // What runs a conversion shows it in no name.
        IEnumerable<MemberMentions> mentioners = name == MemberMentions.Conversion ? _interesting.Values
            : _mentioners.TryGetValue(name, out List<MemberMentions>? named) ? named
            : Enumerable.Empty<MemberMentions>();
        foreach (MemberMentions member in mentioners.Select(Now))
        {
            if (_interesting.ContainsKey(member.Declaration))
                yield return member.Declaration;
        }
    }

    /// <summary>The names that members of this name, and those they mention, assign.</summary>
    public NameSet WritesOf(string name) => _writes.Value.Of(name);

    /// <summary>The names that members of some names, and those they mention, assign, and some more names.</summary>
    public NameSet WritesOf(IEnumerable<string> more, IEnumerable<string> members) => _writes.Value.Of(more, members);

    private MemberMentions Now(MemberMentions member) => _now.TryGetValue(member, out MemberMentions? now) ? now : member;

    private void Replace(MemberMentions former, MemberMentions now)
    {
        if (_then.TryGetValue(former.Declaration, out MemberMentions? original))
            _then.Remove(former.Declaration);
        else
            original = former;

        _now[original] = now;
        _then[now.Declaration] = original;
        if (_interesting.Remove(former.Declaration))
            _interesting[now.Declaration] = now;
    }

    /// <summary>Whether the mention of a name says anything: something of that name is declared, has rules or is assigned.</summary>
    private bool Leads(string name) => _mentioners.ContainsKey(name) || _assigned.Contains(name);

    private IEnumerable<string> WritesOf(MemberMentions member) =>
        member.IsStaticConstructor ? member.Assigns : member.Assigns.Concat(member.Initializes.Where(name => _statics.CanBeMeant(name, member)));

    private HashSet<SyntaxNode> FindThrowing()
    {
        var throwing = new HashSet<SyntaxNode>();
        var everywhere = new HashSet<string>(StringComparer.Ordinal);
        foreach (MemberMentions member in _members)
        {
            if (member.Throws && throwing.Add(member.Declaration) && member.Name.Length > 0)
                everywhere.Add(member.Name);
        }

        foreach (IGrouping<SyntaxNode?, MemberMentions> type in _members.GroupBy(static member => member.Declaration.Parent))
        {
            var names = new HashSet<string>(everywhere, StringComparer.Ordinal);
            while (true)
            {
                List<MemberMentions> found = type.Where(member => !throwing.Contains(member.Declaration) && names.Overlaps(member.Mentions)).ToList();
                if (found.Count == 0)
                    break;

                foreach (MemberMentions member in found)
                {
                    throwing.Add(member.Declaration);
                    names.Add(member.Name);
                }
            }
        }

        return throwing;
    }

    private MemberMentions? MemberOf(SyntaxNode declaration)
    {
        for (SyntaxNode? node = declaration; node is not null; node = node.Parent)
        {
            if (_interesting.TryGetValue(node, out MemberMentions? member))
                return member;

            if (node is MemberDeclarationSyntax and not GlobalStatementSyntax)
                break;
        }

        return null;
    }

    /// <summary>Turns mentions around, for the names that a body of the compilation or a rule has.</summary>
    private void IndexMentions(ImmutableHashSet<string> names, CancellationToken cancellation)
    {
        foreach (string name in names.Concat(_members.Select(static member => member.Name)).Append("new()").Append("this[]"))
            _mentioners[name] = new List<MemberMentions>();

        foreach (MemberMentions member in _members)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (string mention in member.Mentions)
            {
                if (_mentioners.TryGetValue(mention, out List<MemberMentions>? mentioners))
                    mentioners.Add(member);
            }
        }
    }

    private void Spread(ImmutableHashSet<string> names, CancellationToken cancellation)
    {
        var known = new HashSet<string>(names, StringComparer.Ordinal);
        var work = new Queue<string>(known);

        void Reach(MemberMentions member)
        {
            _interesting[member.Declaration] = member;
            if (member.Name.Length > 0 && known.Add(member.Name))
                work.Enqueue(member.Name);

            if (member.IsConstructor && known.Add("new()"))
                work.Enqueue("new()");
        }

        // Operators and conversions are run by syntax that names nothing; where one has rules, every body is looked at.
        if (names.Any(static name => name.StartsWith("op_", StringComparison.Ordinal)))
        {
            foreach (MemberMentions member in _members)
                Reach(member);
        }

        while (work.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            string name = work.Dequeue();
            foreach (MemberMentions member in name == MemberMentions.Conversion ? _members : (IEnumerable<MemberMentions>)_mentioners[name])
                Reach(member);
        }
    }
}
