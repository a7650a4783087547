using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>A member as the messages about its rules call it.</summary>
internal static class MemberName
{
    /// <summary>Its name, or its declaration where the compiler's name for it is none that anybody wrote.</summary>
    public static string Of(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ReducedExtension } => member.Name,
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => "lambda",
        IMethodSymbol or IPropertySymbol { IsIndexer: true } => member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
        _ => member.Name,
    };
}
