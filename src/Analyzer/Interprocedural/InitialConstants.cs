using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Program;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Tells which constants the members of a new object hold that tell its modes apart: truth values, enum values, numbers and references that are null. What is set by construction only is known by
/// its field already.
/// </summary>
internal sealed class InitialConstants
{
    /// <summary>So many constructors that hand over to each other are followed.</summary>
    private const int MaxConstructors = 8;

    /// <summary>An object with more modes than that is told by its calls.</summary>
    private const int MaxMembers = 16;

    private readonly Declarations _declarations;
    private readonly MentionIndex _index;
    private readonly StableMembers _stable;
    private readonly Func<INamedTypeSymbol, InitialConstant?> _typeOf;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<InitialConstant>> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _withEvents = new(SymbolEqualityComparer.Default);

    /// <param name="declarations">Where members are declared.</param>
    /// <param name="index">What members mention.</param>
    /// <param name="stable">Which members keep their value.</param>
    /// <param name="typeOf">The member under which an object of a class holds its type; null where it holds none.</param>
    public InitialConstants(Declarations declarations, MentionIndex index, StableMembers stable, Func<INamedTypeSymbol, InitialConstant?> typeOf)
    {
        _typeOf = typeOf;
        _declarations = declarations;
        _index = index;
        _stable = stable;
    }

    /// <inheritdoc cref="IBodies.InitialConstants"/>
    public ImmutableArray<InitialConstant> Of(IMethodSymbol constructor) => _known.GetOrAdd(constructor.OriginalDefinition, key => FindAll((IMethodSymbol)key));

    private ImmutableArray<InitialConstant> FindAll(IMethodSymbol constructor)
    {
        IEnumerable<InitialConstant> modes = HasEvents(constructor.ContainingType)
            ? Find(constructor, 0).Values.OrderBy(static one => one.Member.Name, StringComparer.Ordinal).Take(MaxMembers)
            : Enumerable.Empty<InitialConstant>();
        return (_typeOf(constructor.ContainingType) is { } type ? modes.Prepend(type) : modes).ToImmutableArray();
    }

    /// <summary>Whether something is done with objects of a type that depends on their modes: a member of theirs reaches an event.</summary>
    private bool HasEvents(INamedTypeSymbol type) => type.TypeKind is TypeKind.Class or TypeKind.Interface && _declarations.IsDeclaredHere(type) && _withEvents.GetOrAdd(type.OriginalDefinition, key =>
        _index.HasInteresting((INamedTypeSymbol)key)
        || (key is INamedTypeSymbol { BaseType: { } inherited } && HasEvents(inherited)) || ((INamedTypeSymbol)key).Interfaces.Any(HasEvents));

    private Dictionary<ISymbol, InitialConstant> Find(IMethodSymbol constructor, int depth)
    {
        var constants = new Dictionary<ISymbol, InitialConstant>(SymbolEqualityComparer.Default);
        INamedTypeSymbol type = constructor.ContainingType;
        if (depth > MaxConstructors || !_declarations.IsDeclaredHere(type))
            return constants;

        var declared = _declarations.DeclarationOf(constructor) as ConstructorDeclarationSyntax;
        bool runsInitializers = Construction.RunsInitializers(constructor);
        IMethodSymbol? other = declared?.Initializer is { } initializer
            ? _declarations.Model(initializer.SyntaxTree).GetSymbolInfo(initializer).Symbol as IMethodSymbol
            : Construction.ImplicitBase(constructor);
        if (other is not null)
        {
            foreach (KeyValuePair<ISymbol, InitialConstant> known in Find(other.OriginalDefinition, depth + 1))
                constants.Add(known.Key, known.Value);
        }

        foreach (ISymbol member in runsInitializers ? type.GetMembers() : ImmutableArray<ISymbol>.Empty)
        {
            if (IsMode(member) && Initial(member) is { HasValue: true, Value: var value })
                constants[member] = new InitialConstant(member, value, IsSet: false);
        }

        if (declared is null)
            return constants;

        NameSet writes = _index.WritesOf(type.Name);
        foreach (ISymbol member in constants.Keys.Where(member => writes.Contains(member.Name) || Construction.Writes(declared, member.Name)).ToList())
            constants.Remove(member);

        foreach ((string name, ExpressionSyntax value) in LastAssignments.In(declared))
        {
            if (type.GetMembers(name).FirstOrDefault(IsMode) is { } member && _declarations.ConstantOf(value) is { HasValue: true, Value: var set })
                constants[member] = new InitialConstant(member, set, IsSet: true);
        }

        return constants;
    }

    /// <summary>Whether a member may hold one thing at one time and another at another, and its values can be compared.</summary>
    private bool IsMode(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: false, IsConst: false, IsReadOnly: false, IsImplicitlyDeclared: false, RefKind: RefKind.None } field => IsCompared(field.Type) && !_stable.IsStable(field),
        IPropertySymbol { IsStatic: false, IsIndexer: false, IsAbstract: false, IsVirtual: false, IsOverride: false, SetMethod.IsInitOnly: false } property =>
            IsCompared(property.Type) && property.GetMethod is { } getter && _declarations.IsAuto(getter) && !_stable.IsStable(property),
        _ => false,
    };

    private static bool IsCompared(ITypeSymbol type) => type is { SpecialType: SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) }
        or { TypeKind: TypeKind.Enum } or { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };

    private Optional<object?> Initial(ISymbol member)
    {
        if (Construction.InitialValue(member) is { } value)
            return _declarations.ConstantOf(value);

        ITypeSymbol type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        return type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? new Optional<object?>(null)
            : type.SpecialType == SpecialType.System_Boolean ? new Optional<object?>(false)
            : new Optional<object?>(0L);
    }
}
