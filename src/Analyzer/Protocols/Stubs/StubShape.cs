using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols.Stubs;

/// <summary>
/// What a documentation id leaves open and the meaning of rules depends on: whose member it is, what comes out of it, how its arguments are
/// passed, and whether it is read and written.
/// </summary>
internal sealed record StubShape(bool IsStatic, bool IsExtension, bool IsConstant, string Result, string Passing, bool HasGetter, bool HasSetter)
{
    private static readonly SymbolDisplayFormat s_display = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeExplicitInterface,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static StubShape Of(ISymbol member)
    {
        IMethodSymbol? method = member as IMethodSymbol ?? (member as INamedTypeSymbol)?.DelegateInvokeMethod;
        IPropertySymbol? property = member as IPropertySymbol;
        (ITypeSymbol? type, RefKind passed) = member switch
        {
            _ when method is not null => (method.ReturnType, method.RefKind),
            IPropertySymbol => (property!.Type, property.RefKind),
            IFieldSymbol field => (field.Type, RefKind.None),
            IEventSymbol @event => (@event.Type, RefKind.None),
            _ => (null, RefKind.None),
        };
        return new StubShape(
            member.IsStatic,
            method is { IsExtensionMethod: true },
            member is IFieldSymbol { IsConst: true },
            type is null ? "" : passed + StubSignature.Of(type),
            string.Join(",", (method?.Parameters ?? property?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty).Select(static parameter => PassingOf(parameter.RefKind))),
            AndOverridden(property).Any(static declared => declared.GetMethod is not null),
            AndOverridden(property).Any(static declared => declared.SetMethod is not null));
    }

    /// <summary>Whether a stub of this shape can speak of a member of that one; it need not repeat every accessor.</summary>
    public bool Fits(StubShape real) =>
        this with { HasGetter = real.HasGetter, HasSetter = real.HasSetter } == real && (real.HasGetter || !HasGetter) && (real.HasSetter || !HasSetter);

    /// <summary>The member with all that this compares.</summary>
    public static string Display(ISymbol member) => member.ToDisplayString(s_display);

    private static RefKind PassingOf(RefKind kind) => kind is RefKind.None or RefKind.Ref or RefKind.Out ? kind : RefKind.In;

    private static IEnumerable<IPropertySymbol> AndOverridden(IPropertySymbol? property)
    {
        for (; property is not null; property = property.OverriddenProperty)
            yield return property;
    }
}
