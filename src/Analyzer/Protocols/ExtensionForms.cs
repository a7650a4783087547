using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// A method of an extension block can be called as a member of what it extends and as the static method that it is compiled to. What is declared
/// for one form holds for the other, whose parameters are one more or one fewer.
/// </summary>
internal static class ExtensionForms
{
    // Compilers older than C# 14 have neither the blocks nor this property.
    private static readonly Func<IMethodSymbol, IMethodSymbol?>? s_implementation =
        typeof(IMethodSymbol).GetProperty("AssociatedExtensionImplementation")?.GetMethod
            ?.CreateDelegate(typeof(Func<IMethodSymbol, IMethodSymbol?>)) as Func<IMethodSymbol, IMethodSymbol?>;

    /// <summary>The other form with its declaration; null for a member that has none.</summary>
    public static KeyValuePair<ISymbol, MemberDeclaration>? Other(ISymbol member, MemberDeclaration declaration)
    {
        if (s_implementation is null || member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, ContainingType: { } type } method)
            return null;
        if (s_implementation(method) is { } implementation)
            return new KeyValuePair<ISymbol, MemberDeclaration>(implementation, Shift(declaration, method.IsStatic ? 0 : 1));

        foreach (INamedTypeSymbol block in method.IsStatic ? type.GetTypeMembers().Where(static inner => inner.Name.Length == 0) : Enumerable.Empty<INamedTypeSymbol>())
        {
            foreach (IMethodSymbol candidate in block.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(s_implementation(candidate), method))
                    return new KeyValuePair<ISymbol, MemberDeclaration>(candidate, Shift(declaration, candidate.IsStatic ? 0 : -1));
            }
        }

        return null;
    }

    /// <summary>What was wrong was reported for the form that was declared.</summary>
    private static MemberDeclaration Shift(MemberDeclaration declaration, int by) => declaration with
    {
        Events = declaration.Events.Where(@event => by >= 0 || @event.Value is not { Parameter: 0 }).Select(@event => Shift(@event, by)).ToImmutableArray(),
        DefaultSubject = Shift(declaration.DefaultSubject, by),
        MarkedSubject = declaration.MarkedSubject is { } marked ? Shift(marked, by) : null,
        TokenParameter = declaration.TokenParameter < 0 ? -1 : declaration.TokenParameter + by,
        DelegateParameters = declaration.DelegateParameters.ToImmutableDictionary(
            parameter => parameter.Key + by, static parameter => parameter.Value.Select(static @event => @event with { Location = null }).ToImmutableArray()),
        Marks = ImmutableArray<RoleMark>.Empty,
    };

    private static SubjectSource Shift(SubjectSource subject, int by) => subject.Kind switch
    {
        SubjectKind.Receiver when by > 0 => new SubjectSource(SubjectKind.Parameter, 0),
        SubjectKind.Parameter when subject.Parameter + by < 0 => SubjectSource.Receiver,
        SubjectKind.Parameter => subject with { Parameter = subject.Parameter + by },
        _ => subject,
    };

    private static DeclaredEvent Shift(DeclaredEvent @event, int by) => @event with
    {
        Location = null,
        WhenParameter = @event.WhenParameter < 0 ? @event.WhenParameter : @event.WhenParameter + by,
        Value = @event.Value is { Parameter: >= 0 } value ? value with { Parameter = value.Parameter + by } : @event.Value,
    };
}
