using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What a name of a variable stands for where it is used, as far as the syntax tells.</summary>
internal static class LocalUse
{
    /// <summary>Whether a use hands the variable out to who may write it: by reference, or to a deconstruction.</summary>
    public static bool IsHandedOut(IdentifierNameSyntax use) => use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or RefExpressionSyntax
        or ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax } };
}
