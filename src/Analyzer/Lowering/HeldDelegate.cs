using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What a delegate was made from: a lambda or local function, or else a reference to a method.</summary>
internal readonly record struct HeldDelegate(LambdaBody? Lambda, IMethodReferenceOperation? Method)
{
    /// <summary>A lambda or local function; null where there is none.</summary>
    public static HeldDelegate? Of(LambdaBody? lambda) => lambda is null ? (HeldDelegate?)null : new HeldDelegate(lambda, null);

    /// <summary>A reference to a method.</summary>
    public static HeldDelegate Of(IMethodReferenceOperation reference) => new(null, reference);
}
