using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Program;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Tells which bodies a virtual call can run, by the classes and structs of the compilation that its object can be of.</summary>
internal sealed class Dispatches
{
    /// <summary>So many types are each looked at where it is not known which one it is.</summary>
    private const int MaxFollowed = 4;

    /// <summary>So many types are told apart where it is known.</summary>
    private const int MaxKnown = 24;

    private readonly Declarations _declarations;
    private readonly MentionIndex _index;
    private readonly ISymbol? _typeOf;
    private readonly Func<IMethodSymbol, BodyId?> _bodyOf;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<INamedTypeSymbol>> _types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(IMethodSymbol Method, ITypeSymbol Receiver), Dispatch?> _dispatches = new();
    private readonly ConcurrentDictionary<ISymbol, bool> _matters = new(SymbolEqualityComparer.Default);

    public Dispatches(Compilation compilation, Declarations declarations, MentionIndex index, Func<IMethodSymbol, BodyId?> bodyOf)
    {
        _declarations = declarations;
        _index = index;
        _typeOf = compilation.GetSpecialType(SpecialType.System_Object).GetMembers(nameof(GetType)).FirstOrDefault();
        _bodyOf = bodyOf;
    }

    /// <inheritdoc cref="IBodies.DispatchOf"/>
    public Dispatch? Of(IMethodSymbol method, ITypeSymbol? receiver)
    {
        method = method.OriginalDefinition;
        if (method.IsStatic || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) || !Declarations.IsDispatched(method) || !_declarations.IsDeclaredHere(method))
            return null;

        ITypeSymbol type = receiver is { TypeKind: TypeKind.Class or TypeKind.Interface } && _declarations.IsDeclaredHere(receiver) ? receiver.OriginalDefinition : method.ContainingType;
        return _dispatches.GetOrAdd((method, type), key => Find(key.Method, (INamedTypeSymbol)key.Receiver));
    }

    /// <summary>Whether it matters to callers of which class an object is that they know by a type: one of several, of which some member reaches an event.</summary>
    public bool Matters(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } named && _declarations.IsDeclaredHere(named) && _matters.GetOrAdd(named.OriginalDefinition, key =>
        _types.GetOrAdd(key, root => FindTypes((INamedTypeSymbol)root)) is { Length: > 1 } types
        && types.Any(_index.HasInteresting));

    /// <summary>The member under which objects of a class hold their type, with its name; null where nothing that they do depends on it.</summary>
    public InitialConstant? TypeOf(INamedTypeSymbol type) => _typeOf is not null && type.TypeKind is TypeKind.Class or TypeKind.Struct && HasParents(type)
        ? new InitialConstant(_typeOf!, NameOf(type), IsSet: false, IsStable: true)
        : null;

    private bool HasParents(INamedTypeSymbol type) => (type.BaseType is { } inherited && _declarations.IsDeclaredHere(inherited)) || type.AllInterfaces.Any(_declarations.IsDeclaredHere)
        || (!type.IsSealed && type.GetMembers().Any(static member => member.IsVirtual));

    private static string NameOf(INamedTypeSymbol type) => type.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private Dispatch? Find(IMethodSymbol method, INamedTypeSymbol receiver)
    {
        ImmutableArray<INamedTypeSymbol> types = _types.GetOrAdd(receiver, key => FindTypes((INamedTypeSymbol)key));
        if (types.IsDefaultOrEmpty || _typeOf is null)
            return null;

        ImmutableArray<(string, BodyId? Body)> targets = types.Select(type => (NameOf(type), Implementation(type, method) is { IsAbstract: false } run ? _bodyOf(run.OriginalDefinition) : null)).ToImmutableArray();
        return targets.All(static target => target.Body is null) ? null : new Dispatch(_typeOf, targets, targets.Length <= MaxFollowed);
    }

    /// <summary>The classes and structs that are or derive from a type, in the order of their names; none where they are too many.</summary>
    private ImmutableArray<INamedTypeSymbol> FindTypes(INamedTypeSymbol root)
    {
        var found = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default) { root };
        var work = new Queue<INamedTypeSymbol>(found);
        while (work.Count > 0)
        {
            INamedTypeSymbol type = work.Dequeue();
            foreach (TypeDeclarationSyntax declaration in _index.Naming(type.Name))
            {
                if (_declarations.Model(declaration.SyntaxTree).GetDeclaredSymbol(declaration) is { } derived && IsDirectly(derived, type) && found.Add(derived))
                    work.Enqueue(derived);
            }

            if (found.Count > 2 * MaxKnown)
                return ImmutableArray<INamedTypeSymbol>.Empty;
        }

        ImmutableArray<INamedTypeSymbol> concrete = found.Where(static type => type is { IsAbstract: false, IsStatic: false, TypeKind: TypeKind.Class or TypeKind.Struct })
            .OrderBy(NameOf, StringComparer.Ordinal).ToImmutableArray();
        return concrete.Length > MaxKnown ? ImmutableArray<INamedTypeSymbol>.Empty : concrete;
    }

    private static bool IsDirectly(INamedTypeSymbol type, INamedTypeSymbol parent) =>
        SymbolEqualityComparer.Default.Equals(type.BaseType?.OriginalDefinition, parent) || type.Interfaces.Any(one => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, parent));

    /// <summary>What a call of a method runs on an object of a type.</summary>
    private static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces.Where(one => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, method.ContainingType))
                .SelectMany(static one => one.GetMembers().OfType<IMethodSymbol>())
                .Where(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method))
                .Select(member => type.FindImplementationForInterfaceMember(member)).OfType<IMethodSymbol>().Select(found => Overriding(type, found)).FirstOrDefault();
        }

        return Overriding(type, method);
    }

    private static IMethodSymbol Overriding(INamedTypeSymbol type, IMethodSymbol method)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (IMethodSymbol member in current.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (IMethodSymbol? overridden = member; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                        return member;
                }
            }
        }

        return method;
    }
}
