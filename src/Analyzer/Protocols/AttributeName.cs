using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// The attributes of the rule language, recognized by full name wherever they are declared: in the annotations assembly (of any
/// version), as source in the project, or as an internal copy in a referenced assembly.
/// </summary>
internal static class AttributeName
{
    public const string Namespace = "EntryPath";

    private const string Suffix = "Attribute";

    private static readonly ImmutableDictionary<string, EventKind> s_events = new[]
    {
        EventKind.Step, EventKind.Undo, EventKind.Commit, EventKind.Requires, EventKind.Forbids, EventKind.Asserts, EventKind.Tells,
        EventKind.Ensures, EventKind.EnsuresUndone, EventKind.EntryState, EventKind.TakesOver,
    }.ToImmutableDictionary(kind => kind + Suffix);

    /// <summary>The names of all the attributes, with and without suffix.</summary>
    public static readonly ImmutableHashSet<string> All = s_events.Keys
        .Concat(new[]
        {
            "Because", "EndsOnThrow", "EntryProtocol", "Guard", "InstantHandle", "MayStay", "MayThrow", "Nestable", "Only", "Optional", "PartOf", "Repeat", "Scope",
            "Strict", "Subject", "ThreadAffine", "Token",
        }.Select(static name => name + Suffix))
        .SelectMany(static name => new[] { name, WithoutSuffix(name) })
        .ToImmutableHashSet();

    /// <summary>The name of an attribute class of the rule language without its suffix; null for any other class.</summary>
    public static string? Of(INamedTypeSymbol? type) =>
        type is { ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true }, ContainingType: null }
        && type.Name.EndsWith(Suffix, StringComparison.Ordinal)
            ? WithoutSuffix(type.Name)
            : null;

    /// <summary>The kind of event or contract that an attribute class declares; null for any other class.</summary>
    public static EventKind? EventOf(INamedTypeSymbol? type) =>
        Of(type) is not null && s_events.TryGetValue(type!.Name, out EventKind kind) ? kind : null;

    /// <summary>An attribute class's name as it is written in brackets.</summary>
    public static string WithoutSuffix(string name) =>
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
}
