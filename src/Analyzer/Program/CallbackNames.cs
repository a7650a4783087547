using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Program;

/// <summary>
/// The names by which code of a referenced assembly can run code of this one: it was compiled without it, and knows only the interfaces and virtual members of
/// other assemblies that types here implement and override. They depend on declarations only, and are kept over edits in bodies.
/// </summary>
/// <param name="Called">The names of members that can be called, those of settable properties among them.</param>
/// <param name="Set">The names of properties that can be set.</param>
internal sealed record CallbackNames(ImmutableHashSet<string> Called, ImmutableHashSet<string> Set)
{
    public static CallbackNames Of(IAssemblySymbol assembly, CancellationToken cancellation)
    {
        var search = new Search(assembly);
        search.Add(assembly.GlobalNamespace, cancellation);
        return new CallbackNames(search.Called.ToImmutableHashSet(StringComparer.Ordinal), search.Set.ToImmutableHashSet(StringComparer.Ordinal));
    }

    private sealed class Search
    {
        private readonly IAssemblySymbol _assembly;
        private readonly HashSet<INamedTypeSymbol> _seen = new(SymbolEqualityComparer.Default);

        public Search(IAssemblySymbol assembly) => _assembly = assembly;

        public HashSet<string> Called { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Set { get; } = new(StringComparer.Ordinal);

        public void Add(INamespaceOrTypeSymbol container, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            if (container is INamespaceSymbol space)
            {
                foreach (INamespaceSymbol inner in space.GetNamespaceMembers())
                    Add(inner, cancellation);
            }

            foreach (INamedTypeSymbol type in container.GetTypeMembers())
            {
                foreach (INamedTypeSymbol @interface in type.AllInterfaces)
                    AddElsewhere(@interface);

                for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
                    AddElsewhere(current);

                Add(type, cancellation);
            }
        }

        private void AddElsewhere(INamedTypeSymbol type)
        {
            if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _assembly) || !_seen.Add(type.OriginalDefinition))
                return;

            foreach (ISymbol member in type.OriginalDefinition.GetMembers())
            {
                if (!member.IsVirtual && !member.IsAbstract && !member.IsOverride)
                    continue;

                Called.Add(member.Name);
                if (member is IPropertySymbol { SetMethod: not null })
                    Set.Add(member.Name);
            }
        }
    }
}
