using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Lowering;

/// <summary>A call, in a method, of a delegate that the method was given: it is made once at the most. The method can be cut there, as an iterator is at a <c>yield</c>.</summary>
/// <param name="Parameter">The ordinal of the parameter with the delegate.</param>
/// <param name="Call">The call.</param>
internal sealed record GivenCall(int Parameter, InvocationExpressionSyntax Call);
