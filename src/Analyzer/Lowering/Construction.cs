using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What a constructor runs before its own body without saying so: initializers, in text order, and then the base's constructor.</summary>
internal static class Construction
{
    /// <summary>Whether a method is a constructor that makes an object, rather than one that hands over to another or copies a record.</summary>
    public static bool RunsInitializers(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Constructor, IsStatic: false }
        && !(method.ContainingType.IsValueType && method.IsImplicitlyDeclared)
        && !IsCopying(method)
        && !(Declaration(method) is ConstructorDeclarationSyntax { Initializer: { RawKind: (int)SyntaxKind.ThisConstructorInitializer } initializer } && !IsZeroing(method, initializer));

    /// <summary>The instance fields and properties of a type that have an initializer, in the order in which these run.</summary>
    public static IEnumerable<ISymbol> Initialized(INamedTypeSymbol type) => type.GetMembers().Where(static member =>
        member is IFieldSymbol { IsStatic: false, IsConst: false, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false } && InitialValue(member) is not null);

    /// <summary>What a field or property is initialized with; null where it has no initializer.</summary>
    public static ExpressionSyntax? InitialValue(ISymbol member) => member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        _ => null,
    };

    /// <summary>The members of a new object that hold an object as new for good: <c>public Unit Made { get; } = new();</c>, which no constructor writes.</summary>
    public static IEnumerable<ISymbol> MadeWith(INamedTypeSymbol type) => Initialized(type).Where(member =>
        member is { IsVirtual: false, IsOverride: false } and (IFieldSymbol { IsReadOnly: true, Type.IsReferenceType: true } or IPropertySymbol { SetMethod: null, Type.IsReferenceType: true })
        && InitialValue(member) is BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } }
        && !type.InstanceConstructors.Select(Declaration).OfType<ConstructorDeclarationSyntax>().Any(constructor => Writes(constructor, member.Name)));

    /// <summary>Whether a constructor's own text writes a name.</summary>
    public static bool Writes(ConstructorDeclarationSyntax constructor, string name) => constructor.DescendantNodes().Any(node => node switch
    {
        AssignmentExpressionSyntax assignment => IsNamed(assignment.Left, name),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } counted => IsNamed(counted.Operand, name),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } counted => IsNamed(counted.Operand, name),
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => IsNamed(argument.Expression, name),
        _ => false,
    });

    private static bool IsNamed(ExpressionSyntax place, string name) => place.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name);

    /// <summary>The constructor of the base class that a constructor calls where it names none; null where it names one or there is none.</summary>
    public static IMethodSymbol? ImplicitBase(IMethodSymbol constructor)
    {
        if (constructor.ContainingType is not { TypeKind: TypeKind.Class, BaseType: { SpecialType: not SpecialType.System_Object } @base }
            || Declaration(constructor) is ConstructorDeclarationSyntax { Initializer: not null } || HasBaseArguments(constructor))
        {
            return null;
        }

        return @base.InstanceConstructors
            .Where(static candidate => candidate.Parameters.All(static parameter => parameter.IsOptional || parameter.IsParams))
            .OrderBy(static candidate => candidate.Parameters.Length)
            .FirstOrDefault();
    }

    /// <summary>Whether a constructor of a class is declared nowhere, and runs initializers and the base's constructor all the same.</summary>
    public static bool IsImplicit(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true, Parameters.IsEmpty: true, ContainingType: { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } };

    /// <summary>Whether a constructor has no code of its own: an implicit one, or one that the type declaration is, without arguments for the base.</summary>
    public static bool IsImplied(IMethodSymbol method) => IsImplicit(method) || (Declaration(method) is TypeDeclarationSyntax type && !HasBaseArguments(type));

    /// <summary>Whether a type declaration calls a constructor of its base: <c>class B(Cpu cpu) : A(cpu)</c>.</summary>
    public static bool HasBaseArguments(BaseTypeDeclarationSyntax type) => type.BaseList is { } bases && bases.Types.Any(static @base => @base is PrimaryConstructorBaseTypeSyntax);

    private static bool HasBaseArguments(IMethodSymbol constructor) => Declaration(constructor) is TypeDeclarationSyntax type && HasBaseArguments(type);

    private static SyntaxNode? Declaration(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    /// <summary>A record's copy constructor takes over what the other one holds instead.</summary>
    private static bool IsCopying(IMethodSymbol constructor) =>
        constructor is { ContainingType.IsRecord: true, Parameters: [{ Type: var other }] } && SymbolEqualityComparer.Default.Equals(other, constructor.ContainingType);

    /// <summary><c>this()</c> of a struct that declares no such constructor only sets all to zero.</summary>
    private static bool IsZeroing(IMethodSymbol constructor, ConstructorInitializerSyntax initializer) =>
        constructor.ContainingType.IsValueType && initializer.ArgumentList.Arguments.Count == 0
        && constructor.ContainingType.InstanceConstructors.Any(static other => other is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true });
}
