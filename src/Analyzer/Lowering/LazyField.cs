using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The field of a member that makes its object at its first use.</summary>
/// <param name="Field">What the member gives, and fills where it is null.</param>
/// <param name="MakesObject">Whether it is sure to fill it with an object: a call can give null, and then there is none.</param>
/// <param name="IsQuiet">Whether nothing that it runs can do something to the object that it makes.</param>
internal sealed record LazyField(IFieldSymbol Field, bool MakesObject, bool IsQuiet = true);
