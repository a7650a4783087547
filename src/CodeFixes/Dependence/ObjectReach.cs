using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Dependence;

/// <summary>Which members an object leads to, through the types of its fields and properties.</summary>
internal sealed class ObjectReach
{
    /// <summary>So many types are followed from one; beyond, it leads everywhere.</summary>
    private const int MaxTypes = 200;

    private readonly Dictionary<ITypeSymbol, Closure> _closures = new(SymbolEqualityComparer.Default);

    /// <summary>Whether an object of the type has anything that could change.</summary>
    public static bool HasMembers(ITypeSymbol type) => type.SpecialType is SpecialType.None or SpecialType.System_Object or SpecialType.System_Array
        && type.TypeKind is not (TypeKind.Enum or TypeKind.Error)
        && !(type.IsReadOnly && type.IsUnmanagedType);

    /// <summary>Whether a member can be one of what an object leads to.</summary>
    public bool Leads(ITypeSymbol type, ISymbol member)
    {
        if (member.IsStatic)
            return false;

        Closure closure = Of(type);
        return closure.IsEverything || closure.Types.Any(one => AreRelated(one, member.ContainingType));
    }

    public bool LeadsToElements(ITypeSymbol type) => Of(type) is { HasElements: true } or { IsEverything: true };

    /// <summary>Whether two objects may lead to a common one.</summary>
    public bool Meet(ITypeSymbol one, ITypeSymbol other)
    {
        Closure first = Of(one);
        Closure second = Of(other);
        return first.IsEverything || second.IsEverything || (first.HasElements && second.HasElements)
            || first.Types.Any(a => second.Types.Any(b => AreRelated(a, b)));
    }

    private static bool AreRelated(ITypeSymbol one, ITypeSymbol other) => IsBase(one.OriginalDefinition, other) || IsBase(other.OriginalDefinition, one);

    private static bool IsBase(ITypeSymbol @base, ITypeSymbol type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, @base))
                return @base.SpecialType != SpecialType.System_Object;
        }

        return @base.TypeKind == TypeKind.Interface
            && type.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, @base));
    }

    private Closure Of(ITypeSymbol type)
    {
        if (!_closures.TryGetValue(type, out Closure? known))
            _closures.Add(type, known = Find(type));

        return known;
    }

    private static Closure Find(ITypeSymbol start)
    {
        var types = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var work = new Queue<ITypeSymbol>();
        bool hasElements = false;
        work.Enqueue(start);
        while (work.Count > 0)
        {
            ITypeSymbol type = work.Dequeue();
            if (type is IArrayTypeSymbol array)
            {
                hasElements = true;
                work.Enqueue(array.ElementType);
                continue;
            }

            if (type.SpecialType == SpecialType.System_Object || type.TypeKind is TypeKind.Dynamic or TypeKind.Delegate or TypeKind.TypeParameter or TypeKind.Pointer)
                return new Closure(types, hasElements, IsEverything: true);

            if (!HasMembers(type) || !types.Add(type))
                continue;

            if (types.Count > MaxTypes)
                return new Closure(types, hasElements, IsEverything: true);

            if (type is INamedTypeSymbol { TypeArguments: var arguments })
            {
                foreach (ITypeSymbol argument in arguments.Where(static argument => argument.TypeKind != TypeKind.TypeParameter))
                    work.Enqueue(argument);
            }

            if (type.Locations.All(static place => !place.IsInSource))
            {
                // What is inside a library's object is not looked at, only whether it holds others' objects.
                hasElements |= type.AllInterfaces.Any(static implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable);
                continue;
            }

            for (ITypeSymbol? at = type; at is not null && at.SpecialType != SpecialType.System_Object; at = at.BaseType)
            {
                foreach (ISymbol member in at.GetMembers().Where(static member => !member.IsStatic))
                {
                    if ((member as IFieldSymbol)?.Type is { } field && field.TypeKind != TypeKind.Delegate)
                        work.Enqueue(field);
                    else if (member is IPropertySymbol { IsAbstract: true, Type: var property })
                        work.Enqueue(property);
                }
            }
        }

        return new Closure(types, hasElements, IsEverything: false);
    }

    private sealed record Closure(HashSet<ITypeSymbol> Types, bool HasElements, bool IsEverything);
}
