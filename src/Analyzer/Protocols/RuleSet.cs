using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Protocols.Stubs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Protocols;

/// <summary>The protocols of one compilation and what its members and those it references say about them.</summary>
internal sealed class RuleSet
{
    private readonly ProtocolTable _table;
    private readonly Dictionary<ISymbol, ImmutableArray<MemberDeclaration>> _declarations;
    private readonly Dictionary<ISymbol, ImmutableArray<RedeclaredMember>> _redeclared;
    private readonly HashSet<string> _symbolNames;
    private readonly HashSet<ISymbol> _guardFlags = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<ProtocolStep, string?> _unseenUndoers = new();
    private readonly ConcurrentDictionary<ISymbol, Found> _found = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(MemberDeclaration, ISymbol), MemberRules> _merged = new();
    private readonly ConcurrentDictionary<(ISymbol Member, ITypeSymbol Receiver), MemberRules?> _ofBases = new();

    private RuleSet(
        Compilation compilation,
        ProtocolTable table,
        Dictionary<ISymbol, ImmutableArray<MemberDeclaration>> declarations,
        ImmutableArray<RedeclaredMember> redeclared)
    {
        _compilation = compilation;
        _table = table;
        _declarations = declarations;
        _symbolNames = new HashSet<string>(declarations.Keys.Select(member => member.Name), StringComparer.Ordinal);
        _redeclared = redeclared.GroupBy(static member => member.Member, SymbolEqualityComparer.Default)
            .ToDictionary(static group => group.Key!, static group => group.ToImmutableArray(), SymbolEqualityComparer.Default);
        foreach (KeyValuePair<ISymbol, MemberDeclaration> guarding in declarations.SelectMany(static declared => declared.Value.Select(one => new KeyValuePair<ISymbol, MemberDeclaration>(declared.Key, one)))
                     .Concat(redeclared.Select(static member => new KeyValuePair<ISymbol, MemberDeclaration>(member.Member, member.Declaration))))
        {
            MakesGuards |= guarding.Value.ReturnsGuard && !guarding.Key.DeclaringSyntaxReferences.IsEmpty;
            HasGuards |= guarding.Value.ReturnsGuard || !guarding.Value.GuardedDelegates.IsEmpty;
            if (guarding.Value.Guard is { Flag: { } flag } guard && GuardTypes.Flag(GuardTypes.Of(guarding.Key, guard), flag) is { } tells)
                _guardFlags.Add(tells.OriginalDefinition);
        }

        KeepsMembers = declarations.Values.Any(static all => all.Any(static declaration => !declaration.Only.IsEmpty)) || redeclared.Any(static member => !member.Declaration.Only.IsEmpty);
        HasDelegateContracts = declarations.Keys.Any(static member => member is INamedTypeSymbol)
            || declarations.Values.SelectMany(static declared => declared).Concat(redeclared.Select(static member => member.Declaration))
                .Any(static declaration => !declaration.DelegateParameters.IsEmpty);
        MemberNames = declarations.Keys.Concat(_redeclared.Keys).SelectMany(NamesInSource).Where(static name => name.Length > 0).ToImmutableHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every protocol that source, a stub or a referenced assembly declares and some member names.</summary>
    public ImmutableArray<Protocol> Protocols => _table.Protocols;

    /// <summary>Whether <c>[Only]</c> keeps any member to some code.</summary>
    public bool KeepsMembers { get; }

    /// <summary>Every member that something is declared about, in source, in metadata or in a stub.</summary>
    public IEnumerable<ISymbol> Members => _declarations.Keys.Concat(_redeclared.Keys).Distinct(SymbolEqualityComparer.Default);

    /// <summary>Whether any member gives a guard, or takes a delegate that one runs.</summary>
    public bool HasGuards { get; }

    /// <summary>Whether a member of this compilation gives a guard, so that its type's disposal is looked at.</summary>
    public bool MakesGuards { get; }

    /// <summary>Whether a property or field tells of a guard whether it holds its step.</summary>
    public bool IsGuardFlag(ISymbol member) => _guardFlags.Contains(member.OriginalDefinition);

    /// <summary>
    /// The protocols of packs whose members this compilation declares itself, each with such a type: a part of the framework, whose other types may be here too and are not those
    /// that the pack speaks about.
    /// </summary>
    public ImmutableDictionary<Protocol, INamedTypeSymbol> Restated { get; private set; } = ImmutableDictionary<Protocol, INamedTypeSymbol>.Empty;

    /// <summary>What was found wrong with the rules themselves (EPO20xx), each at its own place.</summary>
    public ImmutableArray<Diagnostic> Problems { get; private set; }

    /// <summary>The protocols that only this compilation can use and that have a commit: whether it is called can be told here.</summary>
    public ImmutableArray<ClosedProtocol> Closed { get; private set; }

    /// <summary>
    /// The simple names of all members with rules (constructors by their type's name and as <c>new()</c>, operators by metadata name, indexers as <c>this[]</c>,
    /// accessors by the name of their property or event, explicit implementations by that of what they implement). A body that mentions none of them, directly or through a callee, has no event.
    /// </summary>
    public ImmutableHashSet<string> MemberNames { get; }

    /// <summary>Whether a delegate type, or a parameter for a delegate, says what holds where the delegate runs.</summary>
    public bool HasDelegateContracts { get; }

    /// <summary>The rules of a compilation; null, after a cheap look, for one that uses none.</summary>
    public static RuleSet? Create(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        ImmutableArray<DeclaredRules> referenced = ReferencedRules.Of(compilation, cancellation);
        ImmutableArray<string> metaAttributes = referenced.SelectMany(static rules => rules.MetaAttributes).ToImmutableArray();
        DeclaredRules source = metaAttributes.IsEmpty && !NamesAttributes(compilation, cancellation)
            ? DeclaredRules.None
            : SourceRules.Read(compilation, compilation.SyntaxTrees, metaAttributes, LocationIn(compilation), cancellation);
        StubRules stubs = StubRules.Read(compilation, options, metaAttributes.AddRange(source.MetaAttributes), cancellation);
        ImmutableArray<DeclaredRules> all = referenced.Insert(0, source).Add(stubs.Rules);
        if (all.All(static rules => rules.IsEmpty))
            return null;

        Dictionary<ISymbol, ImmutableArray<MemberDeclaration>> declarations = new(SymbolEqualityComparer.Default);
        // In metadata both forms of a method or accessor carry the attributes; those of a property stand on it alone.
        IEnumerable<KeyValuePair<ISymbol, MemberDeclaration>> otherForms = source.Members.Concat(stubs.Rules.Members)
            .Concat(referenced.SelectMany(static rules => rules.Members).Where(static member => member.Key is IPropertySymbol))
            .SelectMany(static member => ExtensionForms.Others(member.Key, member.Value));
        foreach (KeyValuePair<ISymbol, MemberDeclaration> member in all.SelectMany(static rules => rules.Members).Concat(otherForms))
        {
            declarations[member.Key] = declarations.TryGetValue(member.Key, out ImmutableArray<MemberDeclaration> others)
                ? others.Add(member.Value)
                : ImmutableArray.Create(member.Value);
        }

        IEnumerable<string> marks = declarations.Values.SelectMany(static declared => declared).Concat(stubs.Redeclared.Select(static member => member.Declaration))
            .SelectMany(static declaration => declaration.Events).Select(static happening => happening.WhereMarked).OfType<string>();
        ProtocolTable table = ProtocolTable.Create(
            all.SelectMany(static rules => rules.Protocols),
            declarations.SelectMany(static declared => declared.Value.Select(one => (declared.Key, one)))
                .Concat(stubs.Redeclared.Select(static member => (member.Member, member.Declaration))),
            MarkedDeclarations.Among(marks, compilation, cancellation));
        RuleSet rules = new(compilation, table, declarations, stubs.Redeclared);
        (ImmutableArray<Diagnostic> problems, rules.Closed) = RuleChecks.Find(compilation, all, declarations, rules, cancellation);
        rules.Restated = stubs.Rules.Members.Select(static member => (Type: member.Key.ContainingType, Member: member.Key))
            .Concat(stubs.Redeclared.Select(static member => (member.Type, member.Member)))
            .Where(member => member.Type is { } type && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) && IsShadowing(compilation, type))
            .SelectMany(member => rules.For(member.Member, member.Type)?.Events ?? ImmutableArray<MemberEvent>.Empty, static (member, happening) => (happening.Protocol, member.Type))
            .Where(static restated => restated.Protocol.IsOfPack)
            .GroupBy(static restated => restated.Protocol)
            .ToImmutableDictionary(static group => group.Key, static group => group.First().Type);
        rules.Problems = all.SelectMany(static declared => declared.Problems).Concat(problems).ToImmutableArray();
        return rules;
    }

    /// <summary>Whether a type stands beside one of the same name that a referenced assembly has, or is in the core library itself. A binding that a project writes for itself does not.</summary>
    private static bool IsShadowing(Compilation compilation, INamedTypeSymbol type)
    {
        if (compilation.Assembly.GetTypeByMetadataName("System.Object") is not null)
            return true;

        string name = type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
        return compilation.SourceModule.ReferencedAssemblySymbols.Any(assembly => assembly.GetTypeByMetadataName(name) is { DeclaredAccessibility: Accessibility.Public });
    }

    /// <summary>
    /// The rules of a method, constructor, accessor, property, field, event, delegate type or local function; null where it has
    /// none. Looks through overrides and implementations for inherited contracts. Cheap to ask again.
    /// </summary>
    public MemberRules? For(ISymbol member) => Find(member)?.Rules;

    /// <summary>
    /// The name of an assembly whose code may undo a step of the whole program without being seen, where another assembly declares the members that undo it; null: there is none.
    /// </summary>
    public string? UnseenUndoerOf(ProtocolStep step) => _unseenUndoers.GetOrAdd(step, wanted => Members
        .Where(member => !SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, _compilation.Assembly)
            && For(member)?.Events.Any(happening => happening.Kind == EventKind.Undo && ReferenceEquals(happening.Step, wanted)) == true)
        .Select(member => UnseenCallers.Of(member, _compilation)?.Name).FirstOrDefault(static name => name is not null));

    /// <summary>Whether something is declared about a member, whatever type it is used through.</summary>
    public bool Concerns(ISymbol member) => For(member) is not null || (_redeclared.Count > 0 && Canonical(member) is { } key && _redeclared.ContainsKey(key));

    /// <summary>
    /// The rules of a member as a receiver of this type has it: a stub may redeclare an inherited member for the type that inherits it
    /// (<c>Mutex.WaitOne</c>, declared by <c>WaitHandle</c>). A receiver of a base type can be of any type that does so: what then is undone only where it is in effect, is
    /// undone for those that have it so.
    /// </summary>
    public MemberRules? For(ISymbol member, ITypeSymbol? receiverType)
    {
        MemberRules? rules = For(member);
        if (_redeclared.Count == 0 || receiverType is null || Canonical(member) is not { } key
            || !_redeclared.TryGetValue(key, out ImmutableArray<RedeclaredMember> candidates))
        {
            return rules;
        }

        bool isRedeclared = false;
        foreach (RedeclaredMember candidate in candidates)
        {
            if (IsOrDerivesFrom(receiverType, candidate.Type))
            {
                rules = Merged(candidate, key, rules);
                isRedeclared = true;
            }
        }

        return isRedeclared || receiverType.IsSealed ? rules : _ofBases.GetOrAdd((key, receiverType), _ => OfBase(rules, key, receiverType, candidates));
    }

    private MemberRules Merged(RedeclaredMember candidate, ISymbol key, MemberRules? rules) => _merged.GetOrAdd((candidate.Declaration, key), _ => RuleMerge.Merge(
        ImmutableArray.Create(candidate.Declaration), rules is null ? ImmutableArray<MemberRules>.Empty : ImmutableArray.Create(rules), _table));

    private MemberRules? OfBase(MemberRules? rules, ISymbol key, ITypeSymbol receiverType, ImmutableArray<RedeclaredMember> candidates)
    {
        foreach (RedeclaredMember candidate in candidates)
        {
            if (receiverType is not INamedTypeSymbol @base || !IsOrDerivesFrom(candidate.Type, @base.OriginalDefinition))
                continue;

            MemberRules derived = Merged(candidate, key, For(key));
            ImmutableArray<MemberEvent> undone = derived.Events.RemoveAll(happening => happening is not { Kind: EventKind.Undo, IfInEffect: true }
                || rules?.Events.Any(other => other.Kind == EventKind.Undo && ReferenceEquals(other.Step, happening.Step)) == true);
            if (!undone.IsEmpty)
                rules = (rules ?? new MemberRules { Subject = derived.Subject, MayThrow = true }) with { Events = (rules?.Events ?? ImmutableArray<MemberEvent>.Empty).AddRange(undone) };
        }

        return rules;
    }

    /// <summary>
    /// The contracts (<see cref="MemberEvent.IsContract"/>) that the member's bases and the interface members it implements declare,
    /// whether or not it redeclares them.
    /// </summary>
    public ImmutableArray<MemberEvent> InheritedContracts(ISymbol member) =>
        Find(member)?.Inherited.Where(static @event => @event.IsContract).ToImmutableArray() ?? ImmutableArray<MemberEvent>.Empty;

    /// <summary>The one symbol that stands for a member and all its constructed, reduced and partial forms; null if it can have no rules.</summary>
    internal static ISymbol? Canonical(ISymbol member)
    {
        switch (member)
        {
            case IMethodSymbol method:
                method = (method.ReducedFrom ?? method).OriginalDefinition;
                return method.PartialDefinitionPart ?? method;
            case IPropertySymbol or IFieldSymbol or IEventSymbol:
                return member.OriginalDefinition;
            case INamedTypeSymbol { TypeKind: TypeKind.Delegate }:
                return member.OriginalDefinition;
            default:
                return null;
        }
    }

    private static bool NamesAttributes(Compilation compilation, CancellationToken cancellation) =>
        ReferencedRules.CanNameAttributes(compilation)
        && compilation.SyntaxTrees.Any(tree => NamespaceMention.In(tree, cancellation));

    /// <summary>A project that is referenced as a compilation has source too, but what is wrong there is reported there.</summary>
    private static Func<SyntaxTree, TextSpan, Location?> LocationIn(Compilation compilation) =>
        (tree, span) => compilation.ContainsSyntaxTree(tree) ? Location.Create(tree, span) : null;

    /// <summary>Whether a type is another one, derives from it or implements it, whatever its type arguments; a type parameter, whether a constraint says so.</summary>
    public static bool IsOrDerivesFrom(ITypeSymbol type, INamedTypeSymbol @base)
    {
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.Any(constraint => IsOrDerivesFrom(constraint, @base));
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, @base))
                return true;
        }

        return @base.TypeKind == TypeKind.Interface
            && type.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, @base));
    }

    private static IEnumerable<string> NamesInSource(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? new[] { NameInSource(member), "new()" } : new[] { NameInSource(member) };

    private static string NameInSource(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => member.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } associated } => NameInSource(associated),
        IPropertySymbol { IsIndexer: true } => "this[]",
        _ => BaseMembers.Explicit(member) is [var implemented, ..] ? implemented.Name : member.Name,
    };

    private Found? Find(ISymbol member)
    {
        if (Canonical(member) is not { } key)
            return null;

        bool isNested = key is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction };
        if (!isNested && !_symbolNames.Contains(key.Name) && BaseMembers.Explicit(key).IsEmpty)
            return null;
        Found found = _found.TryGetValue(key, out Found? known) ? known : _found.GetOrAdd(key, Read(key, isNested));
        return found == Found.Nothing ? null : found;
    }

    private Found Read(ISymbol key, bool isNested)
    {
        ImmutableArray<MemberDeclaration> own = ImmutableArray<MemberDeclaration>.Empty;
        if (isNested)
        {
            // Symbols of nested functions belong to a binding of the body around them, so their attributes are read where they are asked for.
            if (new DeclarationReader(CancellationToken.None, Location.Create).Read(key) is { } declaration)
                own = ImmutableArray.Create(declaration);
        }
        else if (_declarations.TryGetValue(key, out ImmutableArray<MemberDeclaration> declared))
        {
            own = declared;
        }

        ImmutableArray<MemberRules>.Builder bases = ImmutableArray.CreateBuilder<MemberRules>();
        if (!isNested)
        {
            foreach (ISymbol @base in BaseMembers.Of(key, _symbolNames.Contains))
            {
                if (For(@base) is { } rules)
                    bases.Add(rules);
            }
        }

        return own.IsEmpty && bases.Count == 0 ? Found.Nothing : new Found(
            RuleMerge.Merge(own, bases.ToImmutable(), _table),
            bases.SelectMany(static rules => rules.Events).ToImmutableArray());
    }

    private sealed record Found(MemberRules Rules, ImmutableArray<MemberEvent> Inherited)
    {
        public static readonly Found Nothing = new(new MemberRules(), ImmutableArray<MemberEvent>.Empty);
    }
}
