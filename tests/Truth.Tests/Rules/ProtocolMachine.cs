namespace EntryPath.Truth.Tests.Rules;

/// <summary>Rules 1 to 4 of the rule language for one event on one path: no joins, no approximation.</summary>
internal static class ProtocolMachine
{
    /// <summary>Does the event.</summary>
    /// <returns>The id of the diagnostic that the event deserves, or null where it is legal.</returns>
    public static string? Apply(EventRule happening, int subject, ref Slots slots)
    {
        var (act, protocol, step, _) = happening;
        var bit = Slots.Bit(protocol, step, subject);
        switch (act)
        {
            case Act.Perform:
                return Perform(protocol, step, subject, ref slots);
            case Act.Undo:
            case Act.UndoIfInEffect:
                return Undo(happening, subject, ref slots);
            case Act.Commit:
                if (!slots.Has(Needed(protocol, protocol.Steps.Length, subject)))
                    return "EPO1001";
                slots = slots.UseUp(Repeated(protocol, subject));
                return null;
            case Act.Require:
                return slots.Has(bit) ? null : "EPO1001";
            case Act.Forbid:
                return slots.Has(bit) ? "EPO1003" : null;
            default:
                for (var any = 0; any < Slots.Objects; any++)
                {
                    if (slots.Has(Slots.Bit(protocol, step, any)))
                        return "EPO1003";
                }

                return null;
        }
    }

    /// <summary>Every step before <paramref name="before"/> that is not optional.</summary>
    public static ulong Needed(ProtocolRule protocol, int before, int subject)
    {
        var bits = 0UL;
        for (var earlier = 0; protocol.Ordered && earlier < before; earlier++)
        {
            if (!protocol.Steps[earlier].Optional)
                bits |= Slots.Bit(protocol, earlier, subject);
        }

        return bits;
    }

    private static string? Perform(ProtocolRule protocol, int step, int subject, ref Slots slots)
    {
        var rule = protocol.Steps[step];
        var bit = Slots.Bit(protocol, step, subject);
        var inOrder = slots.Has(Needed(protocol, step, subject));
        if (rule.Bracket)
        {
            if (!inOrder)
                return "EPO1001";
            if (slots.Has(bit))
                return null;
        }
        else if (rule.Strict && (!inOrder || (slots.InEffect & Later(protocol, step, subject, bracketsOnly: false)) != 0))
        {
            return "EPO1002";
        }
        else if (!inOrder)
        {
            return null;
        }

        // A bracket that nothing touched may be in effect already, as the caller left it, and then this changes nothing.
        var voided = Later(protocol, step, subject, bracketsOnly: false);
        if (rule.Bracket && (slots.Touched & bit) == 0)
            voided &= slots.Touched;
        slots = slots.Clear(voided).Set(bit);
        return null;
    }

    private static string? Undo(EventRule undo, int subject, ref Slots slots)
    {
        var (act, protocol, step, _) = undo;
        var bit = Slots.Bit(protocol, step, subject);
        if ((slots.InEffect & Later(protocol, step, subject, bracketsOnly: true)) != 0)
            return "EPO1004";
        if (act == Act.Undo && !slots.Has(bit))
        {
            if ((slots.Touched & bit) != 0)
                return "EPO1004";
            slots = slots.Bring(bit);
        }

        slots = slots.Clear(bit | Later(protocol, step, subject, bracketsOnly: false));
        return null;
    }

    /// <summary>The later steps of the same subject; of every subject, where the step is the thread's.</summary>
    private static ulong Later(ProtocolRule protocol, int step, int subject, bool bracketsOnly)
    {
        var bits = 0UL;
        for (var later = step + 1; protocol.Ordered && later < protocol.Steps.Length; later++)
        {
            if (bracketsOnly && !protocol.Steps[later].Bracket)
                continue;
            if (protocol.Steps[step].Thread)
            {
                for (var any = 0; any < Slots.Objects; any++)
                    bits |= Slots.Bit(protocol, later, any);
            }
            else
            {
                bits |= Slots.Bit(protocol, later, subject);
            }
        }

        return bits;
    }

    private static ulong Repeated(ProtocolRule protocol, int subject)
    {
        var bits = 0UL;
        for (var step = 0; step < protocol.Steps.Length; step++)
        {
            if (protocol.Steps[step].Repeat)
                bits |= Slots.Bit(protocol, step, subject);
        }

        return bits;
    }
}
