using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Makes the exits of a body agree about brackets for its callers. Where they do not, and nothing that a caller knows tells which exit it
/// was, the body itself is reported; its callers are judged as if that had been put right, so that one cause stays one report.
/// </summary>
internal static class ExitAgreement
{
    public static ImmutableArray<SummaryExit> Of(IReadOnlyList<SummaryExit> exits, Func<ProtocolStep, bool> isUndoneSomewhere)
    {
        var agreed = exits.ToImmutableArray();
        foreach ((ProtocolStep step, Path subject) in exits.SelectMany(static exit => exit.Effects)
                     .Where(static effect => effect.Step.Obliges && (effect.Value.IsLeftOpen || (Done(effect) & Possibility.Lost) != 0))
                     .Select(static effect => (effect.Step, effect.Subject)).Distinct())
        {
            SlotEffect? At(SummaryExit exit) => EffectAt(exit, step, subject);
            // What a guard ends that comes back is told by the guard.
            bool IsGuarded(SummaryExit exit) => exit.Guards.Any(guard => ReferenceEquals(guard.Step.Step, step) && guard.Subject.Equals(subject));
            bool Is(SummaryExit exit, Possibility possibility) => At(exit) is { } effect
                && (possibility == Possibility.Gained ? effect.Value.IsLeftOpen && !(exit.Kind == ExitKind.Return && IsGuarded(exit)) : (Done(effect) & possibility) != 0);

            // Each exit is looked at as it was, so that the order of exits does not matter.
            ImmutableArray<SummaryExit> former = agreed;
            agreed = former.Select(exit =>
            {
                // A bracket that a throw leaves open is reported there: none is handed over through an exception.
                if (exit.Kind != ExitKind.Return)
                    return Is(exit, Possibility.Gained) ? With(exit, At, null) : exit;

                if (IsGuarded(exit))
                    return exit;

                bool Differs(Possibility possibility) =>
                    former.Any(other => other.Kind == ExitKind.Return && !IsGuarded(other) && Is(other, possibility) != Is(exit, possibility) && !AreToldApart(exit, other, step, subject));
                if (Differs(Possibility.Gained))
                    return isUndoneSomewhere(step) ? Is(exit, Possibility.Gained) ? With(exit, At, null) : exit : With(exit, At, Typical(Possibility.Gained));

                return Differs(Possibility.Lost) ? With(exit, At, Typical(Possibility.Lost)) : exit;
            }).ToImmutableArray();

            SlotEffect Typical(Possibility possibility) => former.Select(At).First(effect => effect is not null && (possibility == Possibility.Gained ? effect.Value.IsLeftOpen : (Done(effect) & possibility) != 0))!;
        }

        return agreed;
    }

    private static SummaryExit With(SummaryExit exit, Func<SummaryExit, SlotEffect?> at, SlotEffect? effect)
    {
        ImmutableArray<SlotEffect> effects = at(exit) is { } old ? exit.Effects.Remove(old) : exit.Effects;
        return exit with { Effects = effect is null ? effects : effects.Add(effect) };
    }

    private static Possibility Done(SlotEffect effect) => effect.Value.Possibility;

    /// <summary>Whether a caller can tell which of two exits it was: by what came back, or by what led there.</summary>
    private static bool AreToldApart(SummaryExit first, SummaryExit second, ProtocolStep step, Path subject) =>
        (!Equals(first.Result, second.Result) && (first.Result is { IsConstant: true } || second.Result is { IsConstant: true }))
        || first.Outputs.Any(one => second.Outputs.Any(other => one.Place.Equals(other.Place) && !one.Value.Equals(other.Value) && one.Value.IsConstant && other.Value.IsConstant))
        || first.Told.Any(one => second.Told.Any(other => ReferenceEquals(one.Step, other.Step) && one.Subject.Equals(other.Subject) && one.InEffect != other.InEffect))
        || AreToldBeforehand(first, second, step, subject);

    /// <summary>
    /// Whether what led to two exits cannot both be so, and each does its own thing to a bracket: where one undoes what the body itself performed, the
    /// other forgot to.
    /// </summary>
    public static bool AreToldBeforehand(SummaryExit first, SummaryExit second, ProtocolStep step, Path subject)
    {
        Possibility done = DoneAt(first, step, subject) | DoneAt(second, step, subject);
        return (done & (Possibility.Gained | Possibility.Absent)) != (Possibility.Gained | Possibility.Absent)
            && first.Facts.Any(one => second.Facts.Any(one.Contradicts));
    }

    /// <summary>What became of a bracket at an exit.</summary>
    public static Possibility DoneAt(SummaryExit exit, ProtocolStep step, Path subject) =>
        EffectAt(exit, step, subject) is { } effect ? Done(effect) : exit.Closed.Contains((step, subject)) ? Possibility.Absent : Possibility.None;

    private static SlotEffect? EffectAt(SummaryExit exit, ProtocolStep step, Path subject) =>
        exit.Effects.FirstOrDefault(effect => ReferenceEquals(effect.Step, step) && effect.Subject.Equals(subject));
}
