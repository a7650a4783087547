using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// The rules that referenced assemblies carry. An assembly is looked through once, and only if it can use the attributes at all:
/// it declares them itself or references an assembly that does.
/// </summary>
internal static class ReferencedRules
{
    private const string AnnotationsAssembly = "EntryPath.Annotations";

    private static readonly ConditionalWeakTable<IAssemblySymbol, DeclaredRules> s_byAssembly = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, object> s_declares = new();

    public static ImmutableArray<DeclaredRules> Of(Compilation compilation, CancellationToken cancellation)
    {
        ImmutableArray<IAssemblySymbol> referenced = compilation.SourceModule.ReferencedAssemblySymbols;
        HashSet<string> declaring = new(StringComparer.OrdinalIgnoreCase) { AnnotationsAssembly };
        foreach (IAssemblySymbol assembly in referenced)
        {
            if (DeclaresAttributes(assembly))
                declaring.Add(assembly.Identity.Name);
        }

        // An assembly whose only attributes are another one's shorthand references that one alone.
        ImmutableArray<DeclaredRules>.Builder rules = ImmutableArray.CreateBuilder<DeclaredRules>();
        List<IAssemblySymbol> rest = referenced.Where(static assembly => assembly.Identity.Name != AnnotationsAssembly).ToList();
        int known;
        do
        {
            known = declaring.Count;
            foreach (IAssemblySymbol assembly in rest.ToArray())
            {
                cancellation.ThrowIfCancellationRequested();
                if (!declaring.Contains(assembly.Identity.Name) && !References(assembly, declaring))
                    continue;
                rest.Remove(assembly);
                if (!MayHaveRules(compilation, assembly, cancellation) || In(assembly, cancellation) is not { IsEmpty: false } found)
                    continue;
                rules.Add(found);
                if (!found.MetaAttributes.IsEmpty)
                    declaring.Add(assembly.Identity.Name);
            }
        }
        while (declaring.Count != known);

        return rules.ToImmutable();
    }

    /// <summary>Whether the compilation can name the attributes: its source or a reference declares them.</summary>
    public static bool CanNameAttributes(Compilation compilation) =>
        DeclaresAttributes(compilation.Assembly) || compilation.SourceModule.ReferencedAssemblySymbols.Any(DeclaresAttributes);

    private static bool DeclaresAttributes(IAssemblySymbol assembly) =>
        (bool)s_declares.GetValue(assembly, static assembly =>
            assembly.NamespaceNames.Contains(AttributeName.Namespace)
            && assembly.GlobalNamespace.GetNamespaceMembers().Where(static inner => inner.Name == AttributeName.Namespace)
                .SelectMany(static inner => inner.GetTypeMembers()).Any(static type => AttributeName.Of(type) is { } name && AttributeName.All.Contains(name)));

    private static bool References(IAssemblySymbol assembly, HashSet<string> declaring) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(identity => declaring.Contains(identity.Name)));

    /// <summary>A project reference still has its source, where the attributes are found without binding anything.</summary>
    private static bool MayHaveRules(Compilation compilation, IAssemblySymbol assembly, CancellationToken cancellation) =>
        compilation.GetMetadataReference(assembly) is not CompilationReference { Compilation: var referenced }
        || referenced.SyntaxTrees.Any(tree => !AttributeSites.In(tree, cancellation).Sites.IsEmpty);

    private static DeclaredRules In(IAssemblySymbol assembly, CancellationToken cancellation)
    {
        if (s_byAssembly.TryGetValue(assembly, out DeclaredRules? known))
            return known;
        DeclaredRules found = Read(assembly, cancellation);
        return s_byAssembly.GetValue(assembly, _ => found);
    }

    private static DeclaredRules Read(IAssemblySymbol assembly, CancellationToken cancellation)
    {
        DeclarationReader reader = new(cancellation, static (_, _) => null); // Judged when the assembly is compiled.
        ImmutableArray<KeyValuePair<ISymbol, MemberDeclaration>>.Builder members =
            ImmutableArray.CreateBuilder<KeyValuePair<ISymbol, MemberDeclaration>>();
        ImmutableArray<string>.Builder metaAttributes = ImmutableArray.CreateBuilder<string>();
        Stack<INamespaceOrTypeSymbol> open = new();
        open.Push(assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            INamespaceOrTypeSymbol container = open.Pop();
            foreach (ISymbol member in container.GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    open.Push(inner);
                if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type && reader.IsMetaAttribute(type))
                    metaAttributes.Add(type.Name);
                else if (CanHaveRules(member) && reader.Read(member) is { } declaration)
                    members.Add(new KeyValuePair<ISymbol, MemberDeclaration>(member, declaration));
            }
        }

        return new DeclaredRules(
            members.ToImmutable(), reader.Protocols.Values.ToImmutableArray(), metaAttributes.ToImmutable(), ImmutableArray<Diagnostic>.Empty);
    }

    private static bool CanHaveRules(ISymbol member) => member switch
    {
        IMethodSymbol or IPropertySymbol or IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum } or IEventSymbol => true,
        INamedTypeSymbol type => type.TypeKind == TypeKind.Delegate,
        _ => false,
    };
}
