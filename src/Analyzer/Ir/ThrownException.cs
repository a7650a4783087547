using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>What a <c>throw</c> throws.</summary>
/// <param name="Type">Its static type; null: any.</param>
/// <param name="IsAfterFailure">Whether it stands in a <c>catch</c> that only a failing operation of the language leads to, such as a cast, and no call.</param>
internal sealed record ThrownException(ITypeSymbol? Type, bool IsAfterFailure);
