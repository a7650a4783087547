using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// Which referenced assemblies may call a member of another one where no rule says so. Who compiled an assembly saw to it that it refers to all that it calls; a reference assembly
/// keeps only what its surface names, so that one whose surface names something of the member's publisher may call the member. The publisher's own assemblies are taken to do what
/// the rules say.
/// </summary>
internal static class UnseenCallers
{
    /// <summary>An assembly that may call the member; null: there is none.</summary>
    /// <param name="member">A member of a referenced assembly.</param>
    /// <param name="compilation">The project.</param>
    public static IAssemblySymbol? Of(ISymbol member, Compilation compilation)
    {
        AssemblyIdentity home = member.ContainingAssembly.Identity;
        return compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(assembly => !IsOfPublisher(assembly.Identity, home)
            && assembly.Modules.SelectMany(static module => module.ReferencedAssemblies) is var referenced
            && referenced.Any(other => other.Name == home.Name || (IsSurface(assembly) && IsOfPublisher(other, home))));
    }

    private static bool IsOfPublisher(AssemblyIdentity assembly, AssemblyIdentity home) =>
        assembly.Name == home.Name || (!home.PublicKeyToken.IsEmpty && assembly.PublicKeyToken.SequenceEqual(home.PublicKeyToken));

    private static bool IsSurface(IAssemblySymbol assembly) =>
        assembly is ISourceAssemblySymbol || assembly.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "ReferenceAssemblyAttribute");
}
