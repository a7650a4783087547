using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Domain;

/// <summary>What a body does, for its callers.</summary>
internal sealed record Summary
{
    /// <summary>So many objects are looked at where a call may name one of them twice.</summary>
    private const int MaxSubjects = 32;

    /// <summary>The summary of a body that never returns: the start of a fixpoint over recursion.</summary>
    public static readonly Summary Bottom = new();

    /// <summary>The summary of a body that was not analysed: it may do anything to the steps of these protocols.</summary>
    public static Summary Unknown(IEnumerable<Protocol> protocols) => new()
    {
        Exits = ImmutableArray.Create(new SummaryExit(ExitKind.Return, ThrowLevel.Explicit)
        {
            Effects = protocols.SelectMany(static protocol => protocol.Steps).Select(static step => new SlotEffect(
                step,
                Path.Of(step.Scope switch { StepScope.Thread => PathRoot.Thread, StepScope.Program => PathRoot.Program, _ => PathRoot.AnyObject }),
                Possibility.Unknown)).ToImmutableArray(),
        }),
    };

    /// <summary>What must hold at entry.</summary>
    public ImmutableArray<Need> Needs { get; init; } = ImmutableArray<Need>.Empty;

    /// <summary>The ways out, those with equal effects merged.</summary>
    public ImmutableArray<SummaryExit> Exits { get; init; } = ImmutableArray<SummaryExit>.Empty;

    /// <summary>Whether nothing in the body, nor in what it calls, is an event.</summary>
    public bool IsNeutral { get; init; }

    /// <summary>Whether the body was not solved, since nothing in it is an event: it returns, and more is not told of it.</summary>
    public bool IsUntold => IsNeutral && Exits.IsEmpty;

    /// <summary>For a part of an iterator: the variables that it assigns.</summary>
    public ImmutableArray<LocalId> Assigned { get; init; } = ImmutableArray<LocalId>.Empty;

    /// <summary>Whether it says nothing of steps, and none of its exits depends on anything: of a call there is nothing to tell.</summary>
    public bool IsMute => Needs.IsEmpty && Exits.All(static exit => exit.Facts.IsEmpty && exit.Effects.IsEmpty && exit.Told.IsEmpty && exit.Guards.IsEmpty
        && exit.Tokens.IsEmpty && exit.Restores.IsEmpty && exit.Disposed.IsEmpty && exit.Stored.IsEmpty);

    /// <summary>
    /// The objects that it says something about, by the names that a caller can give to one object. One that is reached through a field twice is left out: along links there would be no end of them.
    /// </summary>
    public ImmutableArray<Path> Subjects => Needs.SelectMany(static need => need.Slots).Select(static slot => slot.Subject)
        .Concat(Exits.SelectMany(static exit => exit.Effects.Select(static effect => effect.Subject)
            .Concat(exit.Closed.Select(static closed => closed.Subject)).Concat(exit.Told.Select(static told => told.Subject))
            .Concat(exit.Guards.Select(static guard => guard.Subject)).Concat(exit.Restores.Select(static restore => restore.Subject)).Concat(exit.Disposed)))
        .Where(static path => path is { Root: PathRoot.This or PathRoot.Entry or PathRoot.Static, Repeats: false } && !path.Fields.Contains(Universe.FieldIdentity.Each))
        .Distinct().Take(MaxSubjects).ToImmutableArray();

    /// <summary>Whether the exits say something of what is returned.</summary>
    public bool TellsResult => !Exits.IsEmpty && Exits.All(static exit => exit.Result is not null || !exit.Outputs.IsEmpty);
}

/// <summary>One way out of a body, and what the slots are there.</summary>
internal sealed record SummaryExit(ExitKind Kind, ThrowLevel Level)
{
    /// <summary>For a throw, what is thrown; null: anything.</summary>
    public ThrownException? Thrown { get; init; }

    public ImmutableArray<SlotEffect> Effects { get; init; } = ImmutableArray<SlotEffect>.Empty;

    /// <summary>The nested brackets that were performed and undone on the way here: for callers as if nothing had touched them, but no exit that forgot to undo.</summary>
    public ImmutableArray<(ProtocolStep Step, Path Subject)> Closed { get; init; } = ImmutableArray<(ProtocolStep, Path)>.Empty;

    /// <summary>The steps that are in effect for one object and not for another, which may be the same: told in messages only.</summary>
    public ImmutableArray<ProtocolStep> Unnamed { get; init; } = ImmutableArray<ProtocolStep>.Empty;

    /// <summary>What tests on the way here said of steps as the caller had left them.</summary>
    public ImmutableArray<SlotTold> Told { get; init; } = ImmutableArray<SlotTold>.Empty;

    /// <summary>What is known of the caller's values on the way here.</summary>
    public ImmutableArray<PathFact> Facts { get; init; } = ImmutableArray<PathFact>.Empty;

    /// <summary>The returned value as a path or constant, if it is one.</summary>
    public Path? Result { get; init; }

    /// <summary>The steps that objects which come back stand for, being guards.</summary>
    public ImmutableArray<SlotGuard> Guards { get; init; } = ImmutableArray<SlotGuard>.Empty;

    /// <summary>The tokens that come back.</summary>
    public ImmutableArray<SlotToken> Tokens { get; init; } = ImmutableArray<SlotToken>.Empty;

    /// <summary>The steps that were undone with tokens from elsewhere.</summary>
    public ImmutableArray<SlotRestore> Restores { get; init; } = ImmutableArray<SlotRestore>.Empty;

    /// <summary>The objects from elsewhere that were disposed.</summary>
    public ImmutableArray<Path> Disposed { get; init; } = ImmutableArray<Path>.Empty;

    /// <summary>Whether nothing was performed or undone before they were disposed of, so that what they stand for ends first.</summary>
    public bool IsDisposalFirst { get; init; }

    /// <summary>The objects from elsewhere that were stored.</summary>
    public ImmutableArray<Path> Stored { get; init; } = ImmutableArray<Path>.Empty;

    /// <summary>What parameters passed by reference, captured variables and fields hold in the end, where a caller can name it.</summary>
    public ImmutableArray<PathValue> Outputs { get; init; } = ImmutableArray<PathValue>.Empty;

    /// <summary>What the body did to a step there; null where it did nothing.</summary>
    public SlotEffect? EffectOn(ProtocolStep step, Path subject) =>
        Effects.FirstOrDefault(effect => ReferenceEquals(effect.Step, step) && effect.Subject.Equals(subject));

    /// <summary>What became of a bracket there, also of one that was performed and undone.</summary>
    public Possibility DoneTo(ProtocolStep step, Path subject) =>
        EffectOn(step, subject) is { } effect ? effect.Value.Possibility : Closed.Contains((step, subject)) ? Possibility.Absent : Possibility.None;

    /// <summary>The brackets that one of two ways out leaves otherwise than the other.</summary>
    public ImmutableArray<ProtocolStep> DiffersFrom(SummaryExit other) => Effects.Except(other.Effects).Concat(other.Effects.Except(Effects))
        .Select(static effect => effect.Step).Where(static step => step.IsBracket).Distinct().ToImmutableArray();

    /// <summary>Whether two ways out cannot be taken for each other afterwards, by what they come back with.</summary>
    public bool ComesBackOtherThan(SummaryExit other)
    {
        return (Result is { IsConstant: true } given && other.Result is { IsConstant: true } otherwise && !given.Equals(otherwise))
            || OfResult(this).Any(fact => OfResult(other).Any(fact.Contradicts))
            || HoldsOtherThan(other);

        static IEnumerable<PathFact> OfResult(SummaryExit exit) => exit.Facts.Where(static fact => fact is { Alternatives.IsEmpty: true, Value: { Root: PathRoot.Result, Fields.IsEmpty: true } });
    }

    /// <summary>Whether a place that callers can look at holds one constant here and another one there.</summary>
    public bool HoldsOtherThan(SummaryExit other) => Outputs.Any(output => other.Outputs.Any(held =>
        output.Place.Equals(held.Place) && !output.Value.Equals(held.Value) && output.Value.IsConstant && held.Value.IsConstant));
}

/// <summary>What became of one slot; and how that goes together with what it was.</summary>
internal sealed record SlotEffect(ProtocolStep Step, Path Subject, StepState Value)
{
    /// <summary>For an instant step that is not in effect: where it ran, and what it should have followed; told in messages only.</summary>
    public (Site Performed, Site Passed)? RanEarly { get; init; }

    public bool Equals(SlotEffect? other) =>
        other is not null && Value == other.Value && ReferenceEquals(Step, other.Step) && Subject.Equals(other.Subject);

    public override int GetHashCode() => (Subject.GetHashCode() * 31) + Value.Bits;
}

/// <summary>A guard that comes back: what it ends, and what that was before, as the body knows it.</summary>
/// <param name="Guard">The guard, as the caller finds it.</param>
/// <param name="Step">The step that it ends, and whether that is harmless where it is not in effect.</param>
/// <param name="Subject">Whose step it is.</param>
/// <param name="Former">What the slot was before; null where that is not known.</param>
internal sealed record SlotGuard(Path Guard, GuardedStep Step, Path Subject, StepState? Former);

/// <summary>A token that comes back.</summary>
/// <param name="Token">The token, as the caller finds it.</param>
/// <param name="Step">The step that it was given for.</param>
/// <param name="Subject">Whose step it is.</param>
/// <param name="Former">What the slot was before.</param>
internal sealed record SlotToken(Path Token, ProtocolStep Step, Path Subject, StepState Former);

/// <summary>A step that was undone with a token of the caller's.</summary>
internal sealed record SlotRestore(ProtocolStep Step, Path Subject, Path Token);

/// <summary>Whether a step was in effect where a body was entered.</summary>
internal sealed record SlotTold(ProtocolStep Step, Path Subject, bool InEffect);

/// <summary>What a place of the caller's holds after a call.</summary>
internal sealed record PathValue(Path Place, Path Value);
