using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// A member of an extension block can be used as a member of what it extends and as the static methods that it is compiled to. What is declared
/// for one form holds for the other, whose parameters are one more or one fewer.
/// </summary>
internal static class ExtensionForms
{
    // Compilers older than C# 14 have neither the blocks nor this property.
    private static readonly Func<IMethodSymbol, IMethodSymbol?>? s_implementation =
        typeof(IMethodSymbol).GetProperty("AssociatedExtensionImplementation")?.GetMethod
            ?.CreateDelegate(typeof(Func<IMethodSymbol, IMethodSymbol?>)) as Func<IMethodSymbol, IMethodSymbol?>;

    /// <summary>The other forms with their declarations: one for a method or an accessor, one for each accessor of a property.</summary>
    public static IEnumerable<KeyValuePair<ISymbol, MemberDeclaration>> Others(ISymbol member, MemberDeclaration declaration) => (s_implementation, member) switch
    {
        (null, _) => Enumerable.Empty<KeyValuePair<ISymbol, MemberDeclaration>>(),
        (_, IPropertySymbol property) => new[] { property.GetMethod, property.SetMethod }
            .OfType<IMethodSymbol>().SelectMany(accessor => Implementation(accessor, OfAccessor(declaration, accessor))),
        (_, IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet } method) =>
            Implementation(method, declaration).Concat(Implemented(method, declaration)),
        _ => Enumerable.Empty<KeyValuePair<ISymbol, MemberDeclaration>>(),
    };

    /// <summary>The static method that a member of a block is compiled to.</summary>
    private static IEnumerable<KeyValuePair<ISymbol, MemberDeclaration>> Implementation(IMethodSymbol method, MemberDeclaration declaration)
    {
        if (s_implementation!(method) is { } implementation)
            yield return new KeyValuePair<ISymbol, MemberDeclaration>(implementation, Shift(declaration, method.IsStatic ? 0 : 1));
    }

    /// <summary>The member of a block that is compiled to a static method.</summary>
    private static IEnumerable<KeyValuePair<ISymbol, MemberDeclaration>> Implemented(IMethodSymbol method, MemberDeclaration declaration)
    {
        if (!method.IsStatic || method.ContainingType is not { } type)
            yield break;

        IMethodSymbol? implemented = type.GetTypeMembers().Where(static inner => inner.Name.Length == 0)
            .SelectMany(block => block.GetMembers(method.Name).OfType<IMethodSymbol>())
            .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(s_implementation!(candidate), method));
        if (implemented is not null)
            yield return new KeyValuePair<ISymbol, MemberDeclaration>(implemented, Shift(declaration, implemented.IsStatic ? 0 : -1));
    }

    /// <summary>What a property's rules say of one accessor: which uses they mean is then said, and the value written is a parameter.</summary>
    private static MemberDeclaration OfAccessor(MemberDeclaration declaration, IMethodSymbol accessor)
    {
        AccessFilter access = accessor.MethodKind == MethodKind.PropertySet ? AccessFilter.Write : AccessFilter.Read;
        return declaration with
        {
            Events = declaration.Events
                .Where(@event => @event.Call is null && (@event.Access == AccessFilter.Any || @event.Access == access))
                .Select(@event => @event with
                {
                    Access = AccessFilter.Any,
                    Value = @event.Value is { Parameter: ValueFilter.WrittenValue } value ? value with { Parameter = accessor.Parameters.Length - 1 } : @event.Value,
                })
                .ToImmutableArray(),
        };
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
        InstantDelegates = declaration.InstantDelegates.Select(ordinal => ordinal + by).ToImmutableArray(),
        GuardedDelegates = declaration.GuardedDelegates.Select(ordinal => ordinal + by).ToImmutableArray(),
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
