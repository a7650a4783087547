using System.Collections.Immutable;

namespace EntryPath.Analyzer.Protocols;

/// <summary>All that attributes, stubs, meta-attributes and inherited contracts say about one member.</summary>
internal sealed record MemberRules
{
    /// <summary>The member's own events and contracts, in the order in which they are declared.</summary>
    public ImmutableArray<MemberEvent> Events { get; init; } = ImmutableArray<MemberEvent>.Empty;

    /// <summary>Where the subject is.</summary>
    public SubjectSource Subject { get; init; }

    /// <summary>What holds for a delegate that is passed to the parameter with this ordinal.</summary>
    public ImmutableDictionary<int, ImmutableArray<MemberEvent>> DelegateParameters { get; init; } =
        ImmutableDictionary<int, ImmutableArray<MemberEvent>>.Empty;

    /// <summary>The ordinal of the parameter with <c>[Token]</c>, or -1.</summary>
    public int TokenParameter { get; init; } = -1;

    /// <summary>The result is a token of the step.</summary>
    public bool ReturnsToken { get; init; }

    /// <summary>The object that undoes the step in its <c>Dispose</c>; null: the member gives none.</summary>
    public GuardRule? Guard { get; init; }

    /// <summary>The member gives an object that undoes the step in its <c>Dispose</c>.</summary>
    public bool ReturnsGuard => Guard is not null;

    /// <summary>The ordinals of the delegates that the result runs when it is disposed.</summary>
    public ImmutableArray<int> GuardedDelegates { get; init; } = ImmutableArray<int>.Empty;

    /// <summary>The ordinals of the delegates that run before the member returns.</summary>
    public ImmutableArray<int> InstantDelegates { get; init; } = ImmutableArray<int>.Empty;

    /// <summary>Whose code may use the member; empty: everybody's.</summary>
    public ImmutableArray<AllowedUser> Only { get; init; } = ImmutableArray<AllowedUser>.Empty;

    /// <summary>It can throw although it carries an event.</summary>
    public bool MayThrow { get; init; }

    /// <summary>Reading the member (or its result) leads to a part of the receiver.</summary>
    public bool IsPart { get; init; }
}
