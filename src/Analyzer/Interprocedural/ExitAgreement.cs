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
                     .Where(static effect => effect.Step.Obliges && (effect.Value.IsLeftOpen || (Done(effect) & Possibility.Taken) != 0))
                     .Select(static effect => (effect.Step, effect.Subject)).Distinct())
        {
            SlotEffect? At(SummaryExit exit) => exit.EffectOn(step, subject);
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
                    former.Any(other => other.Kind == ExitKind.Return && !IsGuarded(other) && Is(other, possibility) != Is(exit, possibility) && !ExitDistinction.AreToldApart(exit, other, step, subject));
                if (Differs(Possibility.Gained))
                    return isUndoneSomewhere(step) ? Is(exit, Possibility.Gained) ? With(exit, At, null) : exit : With(exit, At, Typical(Possibility.Gained));

                return Differs(Possibility.Taken) ? With(exit, At, Typical(Possibility.Taken)) : exit;
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
}
