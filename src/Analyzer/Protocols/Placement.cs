using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// Whether an attribute of the rule language can mean anything where it stands. What its <see cref="AttributeUsageAttribute"/> excludes is left
/// to the compiler; a project that declares the attributes itself may allow them everywhere.
/// </summary>
internal static class Placement
{
    private const AttributeTargets OnType = AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum;
    private const AttributeTargets OnMember =
        AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event | AttributeTargets.Delegate;

    private static readonly ImmutableDictionary<string, AttributeTargets> s_roles = new Dictionary<string, AttributeTargets>
    {
        ["Subject"] = AttributeTargets.Parameter | AttributeTargets.ReturnValue,
        ["Token"] = AttributeTargets.Parameter | AttributeTargets.ReturnValue,
        ["Guard"] = AttributeTargets.ReturnValue | AttributeTargets.Constructor | AttributeTargets.Parameter,
        ["PartOf"] = AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.ReturnValue,
        ["MayThrow"] = AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property,
        ["Only"] = OnMember & ~AttributeTargets.Delegate,
        ["InstantHandle"] = AttributeTargets.Parameter,
        ["EntryProtocol"] = AttributeTargets.Enum,
    }.ToImmutableDictionary();

    /// <summary>Why the attribute means nothing here; null if it can mean something.</summary>
    /// <param name="attribute">The attribute's class.</param>
    /// <param name="isShorthand">Whether it stands for events.</param>
    /// <param name="list">The list that it is in.</param>
    /// <param name="on">What the list is on, of several declared at once any.</param>
    public static string? Problem(INamedTypeSymbol attribute, bool isShorthand, AttributeListSyntax list, ISymbol? on)
    {
        AttributeTargets target = TargetOf(list);
        if ((ValidOn(attribute) & target) == 0)
            return null;

        bool isField = list.Target?.Identifier.IsKind(SyntaxKind.FieldKeyword) == true && list.Parent is not BaseFieldDeclarationSyntax { RawKind: (int)SyntaxKind.FieldDeclaration };
        bool isEnumMember = list.Parent is EnumMemberDeclarationSyntax;
        string? name = AttributeName.Of(attribute);
        if (AttributeName.EventOf(attribute) is not null || isShorthand)
        {
            return isField ? "the field behind the member is never named in code; leave 'field:' out"
                : isEnumMember ? "a member of an enum is neither called nor written"
                : target == AttributeTargets.ReturnValue ? "it is about the member and not about its result; leave 'return:' out"
                : (target & OnType) != 0 && !(on is INamedTypeSymbol type && DeclarationReader.IsAttributeClass(type))
                    ? "a type has meaning here only if it is an attribute class, as shorthand"
                : (target & (OnType | OnMember | AttributeTargets.Parameter)) == 0 ? "nothing calls, reads or writes it"
                : null;
        }

        if (name is "Because" or "Scope" or "Repeat" or "Optional" or "Strict" or "Nestable" or "ThreadAffine" or "EndsOnThrow" or "MayStay")
        {
            return isEnumMember && ProtocolReader.IsProtocol(on?.ContainingType) ? null
                : name == "ThreadAffine" && list.Parent is EnumDeclarationSyntax && ProtocolReader.IsProtocol(on as INamedTypeSymbol) ? null
                : "it describes a step, and only the members of an enum with [EntryProtocol] are steps";
        }

        if (name is null || !s_roles.TryGetValue(name, out AttributeTargets roles))
            return null;
        if ((roles & target) == 0 || isField || isEnumMember)
            return name == "EntryProtocol" ? "only an enum has members that can be steps" : "it is meant for another place: " + PlacesOf(name);
        return name == "InstantHandle" && on is IParameterSymbol { Type.TypeKind: not (TypeKind.Delegate or TypeKind.Error or TypeKind.TypeParameter or TypeKind.FunctionPointer) }
            ? "its type is not a delegate, so nothing is called through it"
            : null;
    }

    private static string PlacesOf(string role) => role switch
    {
        "Guard" => "[return: Guard], a constructor, or a parameter",
        "Only" => "a method, constructor, property, field or event",
        "PartOf" => "a property, a field, a constructor, a method or its result",
        "MayThrow" => "a method, constructor or property",
        "InstantHandle" => "a parameter",
        _ => $"a parameter, or [return: {role}]",
    };

    private static AttributeTargets ValidOn(INamedTypeSymbol? attribute)
    {
        for (; attribute is not null; attribute = attribute.BaseType)
        {
            foreach (AttributeData data in attribute.GetAttributes())
            {
                if (data.AttributeClass?.Name == nameof(AttributeUsageAttribute) && data.ConstructorArguments is [{ Value: int targets }, ..])
                    return (AttributeTargets)targets;
            }
        }

        return AttributeTargets.All;
    }

    private static AttributeTargets TargetOf(AttributeListSyntax list) => list.Target?.Identifier.Kind() switch
    {
        SyntaxKind.AssemblyKeyword => AttributeTargets.Assembly,
        SyntaxKind.ModuleKeyword => AttributeTargets.Module,
        SyntaxKind.ReturnKeyword => AttributeTargets.ReturnValue,
        SyntaxKind.ParamKeyword => AttributeTargets.Parameter,
        SyntaxKind.FieldKeyword => AttributeTargets.Field,
        SyntaxKind.PropertyKeyword => AttributeTargets.Property,
        SyntaxKind.MethodKeyword => list.Parent is TypeDeclarationSyntax ? AttributeTargets.Constructor : AttributeTargets.Method,
        _ => list.Parent switch
        {
            CompilationUnitSyntax => AttributeTargets.Assembly,
            TypeParameterSyntax => AttributeTargets.GenericParameter,
            ParameterSyntax => AttributeTargets.Parameter,
            EnumMemberDeclarationSyntax or FieldDeclarationSyntax => AttributeTargets.Field,
            EnumDeclarationSyntax => AttributeTargets.Enum,
            DelegateDeclarationSyntax => AttributeTargets.Delegate,
            InterfaceDeclarationSyntax => AttributeTargets.Interface,
            StructDeclarationSyntax or RecordDeclarationSyntax { RawKind: (int)SyntaxKind.RecordStructDeclaration } => AttributeTargets.Struct,
            BaseTypeDeclarationSyntax => AttributeTargets.Class,
            ConstructorDeclarationSyntax => AttributeTargets.Constructor,
            EventFieldDeclarationSyntax or EventDeclarationSyntax => AttributeTargets.Event,
            BasePropertyDeclarationSyntax => AttributeTargets.Property,
            _ => AttributeTargets.Method,
        },
    };
}
