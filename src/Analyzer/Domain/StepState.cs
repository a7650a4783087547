using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Domain;

/// <summary>
/// What a step of a subject can be at a program point: a relation between what it was at entry and what it is now, given as a set of
/// <see cref="EntryPath.Analyzer.Domain.Possibility"/> (its atoms), with the <see cref="EntryPath.Analyzer.Domain.Depth"/> of those that count. It is the state of a slot as well as what a body does to one.
/// </summary>
/// <remarks>
/// The order is that of sets and intervals; <see cref="Or"/> is its join. <see cref="Then"/> composes two of them atom by atom, so that it keeps joins, and with
/// them the order, by construction.
/// </remarks>
internal readonly record struct StepState
{
    /// <param name="possibility">What it can be.</param>
    /// <param name="depth">The depth of those that count; kept only where one of them does.</param>
    public StepState(Possibility possibility, Depth depth = default) => Bits = (int)possibility | (Counts(possibility) ? (depth.Least << 16) | (depth.Most << 24) : 0);

    private StepState(int bits) => Bits = bits;

    /// <summary>The least element: no path comes here.</summary>
    public static StepState None => default;

    /// <summary>The whole state as a number, for the maps of a cell.</summary>
    public int Bits { get; }

    public Possibility Possibility => (Possibility)(Bits & 0xffff);

    public Depth Depth => new((Bits >> 16) & 0xff, Bits >> 24);

    public bool IsNone => Possibility == Possibility.None;

    public static implicit operator StepState(Possibility possibility) => new(possibility);

    /// <summary>The state that a number stands for.</summary>
    public static StepState Of(int bits) => new(bits);

    /// <summary>What it is on either of two ways: the join. A depth of 0 is a number as well, where the step counts at all.</summary>
    public StepState Or(StepState other) =>
        new(Possibility | other.Possibility, !Counts(Possibility) ? other.Depth : Counts(other.Possibility) ? Depth.Or(other.Depth) : Depth);

    /// <summary>Whether one of these is possible.</summary>
    public bool Has(Possibility possibility) => (Possibility & possibility) != 0;

    /// <summary>Whether nothing but these is possible, and something is.</summary>
    public bool IsOnly(Possibility possibility) => !IsNone && (Possibility & ~possibility) == 0;

    /// <summary>Whether a body leaves open what it performed itself: a bracket, or one more of a nested one on top of its caller's.</summary>
    public bool IsLeftOpen => Has(Possibility.Gained) || (Has(Possibility.Kept) && !Depth.IsNone);

    /// <summary>The state for those who go on once the subject was stored: in effect, and not their obligation. What is handed on counts as one more than what is performed on top of it.</summary>
    public StepState HandedOn => Has(Possibility.Gained) ? new StepState(Possibility & ~Possibility.Gained, Depth).Or(new StepState(Possibility.Granted, Depth.Minus(Depth.One, 0))) : this;

    /// <summary>Whether performing a bracket gives its caller back what was, or may have been, taken from it.</summary>
    public bool GivesBack => Has(Possibility.Lost | Possibility.Dropped | Possibility.Kept) && !Has(Possibility.Untouched);

    /// <summary>What a bracket is after it was performed.</summary>
    public StepState Performed(ProtocolStep step)
    {
        if (Possibility != Possibility.Forgiven && IsOnly(Possibility.InEffect))
            return step.Nestable ? new StepState(Possibility, Depth.Plus(Depth.One)) : this;

        if (step.Nestable && Possibility == Possibility.Lost && Depth.Most > 1)
            return GivenBack(Depth.One);

        return GivesBack ? Possibility.Kept : new StepState(Possibility.Gained, step.Nestable ? Depth.One : Depth.None);
    }

    /// <summary>What it is after it was undone.</summary>
    /// <param name="step">The step.</param>
    /// <param name="times">How often.</param>
    /// <param name="ifInEffect">Whether that is harmless where it is not in effect.</param>
    public StepState Undone(ProtocolStep step, Depth times, bool ifInEffect)
    {
        StepState next = None;
        foreach (Possibility atom in new Atoms(Possibility))
            next = next.Or(new StepState(atom, step.Nestable ? Depth : Depth.None).UndoneAtom(step.Nestable, times, ifInEffect));

        return next;
    }

    /// <summary>What a bracket is that was undone so often as its caller had left it, and performed so often since.</summary>
    public StepState GivenBack(Depth performed)
    {
        StepState next = None;
        if (Depth.Most > performed.Least)
            next = next.Or(new StepState(Possibility.Lost, Depth.Minus(performed, 1)));

        if (Depth.Least <= performed.Most)
            next = next.Or(new StepState(Possibility.Kept, performed.Minus(Depth, 0)));

        return next;
    }

    /// <summary>What it is after a body did this to it: the composition of both relations.</summary>
    /// <param name="effect">What the body does.</param>
    /// <param name="step">The step.</param>
    /// <param name="ranAtOnce">What it is where the body ran an instant step, which depends on the steps before it.</param>
    public StepState Then(StepState effect, ProtocolStep step, StepState ranAtOnce)
    {
        StepState result = None;
        foreach (Possibility was in new Atoms(Possibility))
        {
            foreach (Possibility did in new Atoms(effect.Possibility))
            {
                result = result.Or(did == Possibility.Pending
                    ? ranAtOnce
                    : new StepState(was, Depth).ThenAtom(did, step.Nestable && Counts(did) ? effect.Depth : Depth.None, step));
            }
        }

        return result;
    }

    private static bool Counts(Possibility possibility) => (possibility & (Possibility.Gained | Possibility.Kept | Possibility.Granted | Possibility.Lost)) != 0;

    private StepState ThenAtom(Possibility did, Depth depth, ProtocolStep step)
    {
        bool isInEffect = Has(Possibility.InEffect);
        switch (did)
        {
            case Possibility.Unknown:
                return Possibility.Unknown;

            case Possibility.Kept when isInEffect && step.Nestable:
            case Possibility.Gained when isInEffect:
                return new StepState(Possibility, Depth.Plus(depth));

            case Possibility.Kept or Possibility.Granted or Possibility.Forgiven:
                return isInEffect ? this : new StepState(did, depth);

            case Possibility.Gained when step.Nestable && Has(Possibility.Lost):
                return GivenBack(depth);

            case Possibility.Gained:
                return GivesBack ? Possibility.Kept : new StepState(Possibility.Gained, depth);

            // Performed and undone, a nested bracket is as it was.
            case Possibility.Absent when step.Nestable && (isInEffect || Has(Possibility.Lost)):
            case Possibility.Absent when Has(Possibility.Excused):
                return this;

            case Possibility.Absent or Possibility.Excused:
                return Has(Possibility.Kept | Possibility.Lost) ? Possibility.Lost : Possibility.Absent;

            case Possibility.UsedUp:
                return step.IsBracket && Has(Possibility.Kept | Possibility.Lost) ? Possibility.Lost : Possibility.UsedUp;

            case Possibility.Lost:
                return UndoneAtom(step.Nestable, depth.IsNone ? Depth.One : depth, ifInEffect: false);

            case Possibility.Dropped:
                return Has(Possibility.NotInEffect) ? this : UndoneAtom(step.Nestable, Depth.One, ifInEffect: true);

            default:
                return this;
        }
    }

    private StepState UndoneAtom(bool nestable, Depth times, bool ifInEffect)
    {
        switch (Possibility)
        {
            case Possibility.Gained:
            {
                StepState open = Depth.Most > times.Least ? new(Possibility.Gained, Depth.Minus(times, 1)) : None;
                return Depth.Least <= times.Most ? open.Or(Possibility.Absent) : open;
            }

            // What the caller left counts as one more than what was performed on top of it.
            case Possibility.Kept or Possibility.Granted:
            {
                StepState left = Depth.Most >= times.Least ? new(Possibility, Depth.Minus(times, 0)) : None;
                if (Depth.Least >= times.Most)
                    return left;

                return left.Or(Possibility == Possibility.Granted ? Possibility.Absent : new StepState(Possibility.Lost, nestable ? times.Minus(Depth, 1) : Depth.None));
            }

            case Possibility.Untouched when ifInEffect:
                return nestable ? Possibility.Dropped : Possibility.Absent;

            case Possibility.Untouched:
                return new(Possibility.Lost, nestable ? times : Depth.None);

            case Possibility.Lost:
                return new(Possibility.Lost, nestable ? Depth.Plus(times) : Depth.None);

            default:
                return Possibility.Absent;
        }
    }

    public override string ToString() => Depth.IsNone ? Possibility.ToString() : $"{Possibility} ({Depth.Least} to {Depth.Most})";

    /// <summary>The single possibilities of a set, from the lowest bit up.</summary>
    private struct Atoms(Possibility rest)
    {
        private int _rest = (int)rest;

        public Possibility Current { get; private set; }

        public readonly Atoms GetEnumerator() => this;

        public bool MoveNext()
        {
            Current = (Possibility)(_rest & -_rest);
            _rest &= _rest - 1;
            return Current != Possibility.None;
        }
    }
}
