using System.Collections.Concurrent;
using EntryPath.Analyzer.Domain;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>The types of objects that steps are about, or that have such objects for good.</summary>
internal sealed class SubjectTypes
{
    private readonly Declarations _declarations;
    private readonly RuleSet _rules;
    private readonly ConcurrentDictionary<ISymbol, bool> _holderTypes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _subjectTypes = new(SymbolEqualityComparer.Default);

    public SubjectTypes(Declarations declarations, RuleSet rules)
    {
        _declarations = declarations;
        _rules = rules;
    }

    /// <summary>Whether something that comes back, by itself, in a tuple or by reference, may be an object that steps are about: then which one it is matters to callers.</summary>
    public bool AreGivenBy(IMethodSymbol method) => CanBeSubject(method.ReturnType) || HoldsSubject(method.ReturnType) || GivesBack(method, method.ReturnType)
        || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref && (CanBeSubject(parameter.Type) || GivesBack(method, parameter.Type)));

    /// <summary>Whether something of the type of a generic method's parameter may be what the method was given.</summary>
    private static bool GivesBack(IMethodSymbol method, ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => GivesBack(method, element.Type)),
        ITypeParameterSymbol { HasValueTypeConstraint: false } => method.Parameters.Any(parameter => parameter.RefKind != RefKind.Out && SymbolEqualityComparer.Default.Equals(parameter.Type, type)),
        _ => false,
    };

    /// <summary>Whether what comes back is an object of this compilation that has others for good which steps may be about.</summary>
    private bool HoldsSubject(ITypeSymbol type) => type is INamedTypeSymbol { IsReferenceType: true, SpecialType: SpecialType.None, TypeKind: TypeKind.Class } named && _declarations.IsDeclaredHere(named)
        && _holderTypes.GetOrAdd(named.OriginalDefinition, key => ((INamedTypeSymbol)key).GetMembers().Any(member => !member.IsStatic && !Universe.IsMutable(member) && member switch
        {
            IFieldSymbol field => CanBeSubject(field.Type),
            IPropertySymbol property => CanBeSubject(property.Type),
            _ => false,
        }));

    private bool CanBeSubject(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => CanBeSubject(element.Type)),
        INamedTypeSymbol { IsReferenceType: true, SpecialType: SpecialType.None } named => _subjectTypes.GetOrAdd(named.OriginalDefinition, key => HasRules((INamedTypeSymbol)key)),
        _ => false,
    };

    private bool HasRules(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().Any(member => _rules.For(member) is not null))
                return true;
        }

        return false;
    }
}
