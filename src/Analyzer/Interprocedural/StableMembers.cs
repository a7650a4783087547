using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Program;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Tells which fields and properties keep their value, and what that value is.</summary>
internal sealed class StableMembers
{
    private readonly Declarations _declarations;
    private readonly IAssemblySymbol _assembly;
    private readonly MentionIndex _index;

    /// <summary>Whether other assemblies see internal members.</summary>
    private readonly Lazy<bool> _hasFriends;
    private readonly ConcurrentDictionary<ISymbol, Optional<object?>> _values = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _assignedAround = new(SymbolEqualityComparer.Default);

    public StableMembers(Declarations declarations, IAssemblySymbol assembly, MentionIndex index)
    {
        _declarations = declarations;
        _assembly = assembly;
        _index = index;
        _hasFriends = new Lazy<bool>(() => RuleChecks.HasFriends(assembly));
    }

    /// <inheritdoc cref="IBodies.ReadsOf"/>
    public ImmutableArray<string>? ReadsOf(IPropertySymbol property)
    {
        property = property.OriginalDefinition;
        if (_declarations.DeclarationOf(property) is not { } syntax)
        {
            // A number or truth value of another assembly's object is a look at its state; what lengths and the like are made of cannot change.
            return property.Type.IsReferenceType || property.ContainingType is null or { IsReadOnly: true } or { IsRecord: true, IsValueType: false } or { SpecialType: not SpecialType.None }
                || property.SetMethod is { IsInitOnly: false }
                ? null
                : ImmutableArray<string>.Empty;
        }

        if (property.IsAbstract || property.IsVirtual || property.IsOverride || IsAuto(syntax))
            return null;

        ImmutableArray<string> reads = _index.ReadsOf(property.IsIndexer ? "this[]" : property.Name);
        return reads.IsEmpty || (property.SetMethod is not null && reads.Length == 1 && reads[0] == property.Name) ? null : reads;
    }

    /// <inheritdoc cref="IBodies.ValueOf"/>
    public Optional<object?> ValueOf(IFieldSymbol field)
    {
        field = field.OriginalDefinition;
        return _values.GetOrAdd(field, key => FindValue((IFieldSymbol)key));
    }

    /// <inheritdoc cref="IBodies.IsStable"/>
    public bool IsStable(ISymbol member)
    {
        switch (member)
        {
            case IFieldSymbol { IsConst: true } or IFieldSymbol { IsReadOnly: true }:
                return true;
            case IFieldSymbol field:
                return IsHere(field, field.DeclaredAccessibility) && (!_index.IsAssignedLater(field.Name) || IsOfOtherTypes(field));
            case IParameterSymbol parameter:
                return !_index.IsAssignedLater(parameter.Name) || !_assignedAround.GetOrAdd(parameter.OriginalDefinition, IsAssignedAround);
            case IPropertySymbol { SetMethod: null or { IsInitOnly: true } } property:
                return ReadsOf(property) is null || property is { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array or SpecialType.System_String } or { Name: "Value", ContainingType: { Name: "Lazy", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };
            case IPropertySymbol { SetMethod: { } setter } property:
                return IsHere(property, setter.DeclaredAccessibility) && !_index.IsAssignedLater(property.Name) && ReadsOf(property) is null;
            default:
                return false;
        }
    }

    /// <summary>Whether those who assign a private field's name after construction cannot mean that field: they are in other types, which have a field or property of that name.</summary>
    private bool IsOfOtherTypes(IFieldSymbol field) =>
        field.DeclaredAccessibility == Accessibility.Private && !_assignedAround.GetOrAdd(field.OriginalDefinition, IsAssignedAround);

    private bool IsAssignedAround(ISymbol field)
    {
        INamedTypeSymbol? outer = field.ContainingType;
        if (outer is null)
            return true;

        while (outer.ContainingType is { } around)
            outer = around;

        return !_declarations.IsDeclaredHere(outer) || _declarations.MentionsIn(outer).Any(member => member.Assigns.Contains(field.Name) || member.DeferredAssigns.Contains(field.Name)
            || (field.IsStatic && !member.IsStaticConstructor && member.Initializes.Contains(field.Name)));
    }

    /// <summary>Whether only code of this compilation can see a member.</summary>
    private bool IsHere(ISymbol member, Accessibility accessibility) =>
        accessibility is Accessibility.Private || (SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, _assembly)
            && !_hasFriends.Value
            && (accessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal || IsInside(member.ContainingType)));

    private static bool IsInside(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return true;
        }

        return false;
    }

    private static bool IsAuto(SyntaxNode property) => property switch
    {
        PropertyDeclarationSyntax { ExpressionBody: not null } or IndexerDeclarationSyntax { ExpressionBody: not null } => false,
        BasePropertyDeclarationSyntax { AccessorList.Accessors: var accessors } =>
            accessors.All(static accessor => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration) || accessor is { Body: null, ExpressionBody: null }),
        _ => true,
    };

    private Optional<object?> FindValue(IFieldSymbol field)
    {
        bool isWritable = !field.IsReadOnly && !IsHere(field, field.DeclaredAccessibility);
        if (isWritable || field.IsConst || _index.IsAssigned(field.Name) || !field.GetAttributes().IsEmpty
            || field.Type is not ({ SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 } or { TypeKind: TypeKind.Enum })
            || field.ContainingType is not { } type || (type.TypeKind != TypeKind.Class && !field.IsStatic) || !type.GetAttributes().IsEmpty
            || _declarations.DeclarationOf(field) is not VariableDeclaratorSyntax declared)
        {
            return default;
        }

        // What nothing here writes at all is written by what the compilation does not show: a designer, a serializer, reflection.
        if (declared.Initializer is not { Value: { } initial })
        {
            return !field.IsReadOnly ? default
                : field.Type.SpecialType == SpecialType.System_Boolean ? new Optional<object?>(false) : new Optional<object?>(0L);
        }

        Optional<object?> constant = _declarations.Model(initial.SyntaxTree).GetConstantValue(initial);
        return constant.HasValue ? new Optional<object?>(TermTable.Normal(constant.Value)) : default;
    }
}
