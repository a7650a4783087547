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
    /// <param name="spare">How many more performances are known to be in effect; kept only where something is of the caller's.</param>
    public StepState(Possibility possibility, Depth depth = default, int spare = 0) => Bits = (int)possibility
        | (Counts(possibility) ? (depth.Least << 16) | (depth.Most << 20) : 0) | (Spares(possibility) ? Math.Min(spare, Depth.Max) << 24 : 0);

    private StepState(int bits) => Bits = bits;

    /// <summary>The least element: no path comes here.</summary>
    public static StepState None => default;

    /// <summary>The whole state as a number, for the maps of a cell.</summary>
    public int Bits { get; }

    public Possibility Possibility => (Possibility)(Bits & 0xffff);

    public Depth Depth => new((Bits >> 16) & 0xf, (Bits >> 20) & 0xf);

    /// <summary>
    /// Of a nested bracket that its caller had left in effect: how many performances are known to be in effect beside one and those on top of it, since more of the caller's were undone here before they
    /// were given back.
    /// </summary>
    public int Spare => Bits >> 24;

    public bool IsNone => Possibility == Possibility.None;

    public static implicit operator StepState(Possibility possibility) => new(possibility);

    /// <summary>The state that a number stands for.</summary>
    public static StepState Of(int bits) => new(bits);

    /// <summary>What it is on either of two ways: the join. A depth of 0 is a number as well, where the step counts at all.</summary>
    public StepState Or(StepState other) =>
        new(
            Possibility | other.Possibility,
            !Counts(Possibility) ? other.Depth : Counts(other.Possibility) ? Depth.Or(other.Depth) : Depth,
            !Spares(Possibility) ? other.Spare : Spares(other.Possibility) ? Math.Min(Spare, other.Spare) : Spare);

    /// <summary>Whether one of these is possible.</summary>
    public bool Has(Possibility possibility) => (Possibility & possibility) != 0;

    /// <summary>Whether nothing but these is possible, and something is.</summary>
    public bool IsOnly(Possibility possibility) => !IsNone && (Possibility & ~possibility) == 0;

    /// <summary>Whether a body leaves open what it performed itself: a bracket, or one more of a nested one on top of its caller's.</summary>
    public bool IsLeftOpen => Has(Possibility.Gained) || (Has(Possibility.Kept) && !Depth.IsNone);

    /// <summary>The state for those who go on once the subject was stored: in effect, and not their obligation. What is handed on counts as one more than what is performed on top of it.</summary>
    public StepState HandedOn => Has(Possibility.Gained) ? new StepState(Possibility & ~Possibility.Gained, Depth).Or(new StepState(Possibility.Granted, Depth.Minus(Depth.One, 0))) : this;

    /// <summary>How often at the most a body undoes a nested bracket before it performs it itself.</summary>
    public int MostTaken => Has(Possibility.Reduced) ? Depth.Most + Spare + 1 : Has(Possibility.Lost) ? Depth.Most : 0;

    /// <summary>Whether performing a bracket gives its caller back what was, or may have been, taken from it.</summary>
    public bool GivesBack => Has(Possibility.Lost | Possibility.Dropped | Possibility.Kept) && !Has(Possibility.Untouched);

    /// <summary>What a bracket is after it was performed.</summary>
    public StepState Performed(ProtocolStep step)
    {
        if (Possibility != Possibility.Forgiven && IsOnly(Possibility.InEffect))
            return step.Nestable ? Deeper(Depth.One) : this;

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
            next = next.Or(new StepState(atom, step.Nestable ? Depth : Depth.None, Spare).UndoneAtom(step.Nestable, times, ifInEffect));

        return next;
    }

    /// <summary>What a nested bracket is that is in effect and was performed so often again.</summary>
    private StepState Deeper(Depth performed)
    {
        Possibility others = Possibility & ~Possibility.Reduced;
        StepState next = others == Possibility.None ? None : new StepState(others, Depth.Plus(performed), Spare);
        return Has(Possibility.Reduced) ? next.Or(new StepState(Possibility.Reduced, Depth, Spare).GivenBack(performed)) : next;
    }

    /// <summary>What a bracket is that was undone so much more often than performed since its caller had left it, and is performed so often now.</summary>
    public StepState GivenBack(Depth performed)
    {
        int known = Has(Possibility.Reduced) ? Spare + 1 : 0;
        StepState next = None;
        if (Depth.Most > performed.Least)
            next = next.Or(new StepState(Possibility.Reduced, Depth.Minus(performed, 1), Math.Max(known + performed.Least - 1, 0)));

        if (Depth.Least <= performed.Most)
            next = next.Or(new StepState(Possibility.Kept, performed.Minus(Depth, 0), Math.Max(known + Depth.Least - 1, 0)));

        return next;
    }

    /// <summary>What is of the caller's, of which so much is taken now, where so many performances are known to be in effect beside one.</summary>
    private static StepState TakenOf(Depth taken, Depth ended, int spare)
    {
        StepState next = None;
        if (spare >= ended.Least)
            next = next.Or(new StepState(Possibility.Reduced, taken, Math.Max(spare - ended.Most, 0)));

        return spare >= ended.Most ? next : next.Or(new StepState(Possibility.Lost, taken));
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
                    : new StepState(was, Depth, Spare).ThenAtom(did, step.Nestable && Counts(did) ? effect.Depth : Depth.None, effect.Spare, step));
            }
        }

        return result;
    }

    private static bool Counts(Possibility possibility) => (possibility & (Possibility.Gained | Possibility.Kept | Possibility.Granted | Possibility.Lost | Possibility.Reduced)) != 0;

    private static bool Spares(Possibility possibility) => (possibility & (Possibility.Kept | Possibility.Reduced)) != 0;

    private StepState ThenAtom(Possibility did, Depth depth, int spare, ProtocolStep step)
    {
        bool isInEffect = Has(Possibility.InEffect);
        switch (did)
        {
            case Possibility.Unknown:
                return Possibility.Unknown;

            // So often it was in effect where that was relied on.
            case Possibility.Kept when isInEffect && step.Nestable:
                return new StepState(Possibility, Depth, Math.Max(Spare, Has(Possibility.Kept) ? spare - Depth.Most : spare)).Deeper(depth);

            case Possibility.Gained when isInEffect:
                return Deeper(depth);

            case Possibility.Kept or Possibility.Granted or Possibility.Forgiven:
                return isInEffect ? this : new StepState(did, depth, spare);

            case Possibility.Gained when step.Nestable && Has(Possibility.Lost):
                return GivenBack(depth);

            case Possibility.Gained:
                return GivesBack ? Possibility.Kept : new StepState(Possibility.Gained, depth);

            // Performed and undone, a nested bracket is as it was.
            case Possibility.Absent when step.Nestable && (isInEffect || Has(Possibility.Lost)):
            case Possibility.Absent when Has(Possibility.Excused):
                return this;

            case Possibility.Absent or Possibility.Excused:
                return Has(Possibility.Kept | Possibility.Taken) ? Possibility.Lost : Possibility.Absent;

            case Possibility.UsedUp:
                return step.IsBracket && Has(Possibility.Kept | Possibility.Taken) ? Possibility.Lost : Possibility.UsedUp;

            case Possibility.Lost:
                return UndoneAtom(step.Nestable, depth.IsNone ? Depth.One : depth, ifInEffect: false);

            // It undid more than it performed since, and so often.
            case Possibility.Reduced:
            {
                var performed = new Depth(spare + 1, spare + 1);
                StepState undone = UndoneAtom(step.Nestable, depth.Plus(performed), ifInEffect: false);
                StepState next = None;
                foreach (Possibility left in new Atoms(undone.Possibility))
                    next = next.Or(new StepState(left, undone.Depth, undone.Spare).ThenAtom(Possibility.Gained, performed, 0, step));

                return next;
            }

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
                StepState left = Depth.Most >= times.Least ? new(Possibility, Depth.Minus(times, 0), Spare) : None;
                if (Depth.Least >= times.Most)
                    return left;

                Depth taken = times.Minus(Depth, 1);
                return left.Or(Possibility == Possibility.Granted ? Possibility.Absent : nestable ? TakenOf(taken, taken, Spare) : Possibility.Lost);
            }

            case Possibility.Untouched when ifInEffect:
                return nestable ? Possibility.Dropped : Possibility.Absent;

            case Possibility.Untouched:
                return new(Possibility.Lost, nestable ? times : Depth.None);

            case Possibility.Lost:
                return new(Possibility.Lost, nestable ? Depth.Plus(times) : Depth.None);

            case Possibility.Reduced:
                return TakenOf(Depth.Plus(times), times, Spare);

            default:
                return Possibility.Absent;
        }
    }

    public override string ToString() => Possibility + (Depth.IsNone ? string.Empty : $" ({Depth.Least} to {Depth.Most})") + (Spare == 0 ? string.Empty : $" and {Spare} more");

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
