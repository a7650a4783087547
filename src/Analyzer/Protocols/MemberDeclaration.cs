using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>What the attributes of one declaration of a member say: in source, in metadata or in one stub. Plain data.</summary>
internal sealed record MemberDeclaration
{
    public ImmutableArray<DeclaredEvent> Events { get; init; } = ImmutableArray<DeclaredEvent>.Empty;

    /// <summary>Where the subject is if nothing marks another place.</summary>
    public SubjectSource DefaultSubject { get; init; }

    /// <summary>The place that is marked with <c>[Subject]</c>; null where none is.</summary>
    public SubjectSource? MarkedSubject { get; init; }

    public ImmutableDictionary<int, ImmutableArray<DeclaredEvent>> DelegateParameters { get; init; } =
        ImmutableDictionary<int, ImmutableArray<DeclaredEvent>>.Empty;

    public int TokenParameter { get; init; } = -1;

    public bool ReturnsToken { get; init; }

    /// <summary>What is said of the guard that the member gives; null: it gives none.</summary>
    public GuardRule? Guard { get; init; }

    public bool ReturnsGuard => Guard is not null;

    /// <summary>The ordinals of the delegates that the result runs when it is disposed.</summary>
    public ImmutableArray<int> GuardedDelegates { get; init; } = ImmutableArray<int>.Empty;

    /// <summary>The ordinals of the delegates that run before the member returns.</summary>
    public ImmutableArray<int> InstantDelegates { get; init; } = ImmutableArray<int>.Empty;

    /// <summary>Whose code may use the member; empty: everybody's.</summary>
    public ImmutableArray<AllowedUser> Only { get; init; } = ImmutableArray<AllowedUser>.Empty;

    public bool MayThrow { get; init; }

    public bool IsPart { get; init; }

    /// <summary>Whether an event was left out because it is wrong: what depends on it is not judged.</summary>
    public bool LacksEvents { get; init; }

    /// <summary>The attributes in source that give the member, its result or a parameter a role, for the errors of rules.</summary>
    public ImmutableArray<RoleMark> Marks { get; init; } = ImmutableArray<RoleMark>.Empty;

    /// <summary>Whether anything was declared at all.</summary>
    public bool IsEmpty =>
        Events.IsEmpty && DelegateParameters.IsEmpty && MarkedSubject is null && TokenParameter < 0
        && !ReturnsToken && !ReturnsGuard && !MayThrow && !IsPart && GuardedDelegates.IsEmpty && InstantDelegates.IsEmpty && Only.IsEmpty;
}

/// <summary>One attribute that gives a role: <c>Subject</c>, <c>Token</c>, <c>Guard</c>, <c>PartOf</c>, <c>MayThrow</c> or <c>Only</c>.</summary>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Parameter">The ordinal of the parameter it is on, or -1.</param>
/// <param name="Location">The attribute in source.</param>
internal readonly record struct RoleMark(string Attribute, int Parameter, Location Location);
