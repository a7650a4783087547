using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Judging;

internal enum ExitKind
{
    Return,
    ReturnTrue,
    ReturnFalse,
    Throw,
}

/// <summary>Rule 5: what the exits of the bodies leave in effect.</summary>
internal sealed class ExitRules(Reading reading)
{
    private static readonly ulong s_brackets = AllBrackets();
    private readonly Dictionary<(int Method, ulong InEffect, ulong Alike, ExitKind Kind), (ulong Left, ulong Taken)> _first = [];

    /// <summary>Takes note of one exit of one path.</summary>
    /// <returns>The id of the diagnostic that this exit deserves, or null.</returns>
    public string? Judge(int index, Method method, bool isRoot, PathState entry, Slots exit, ExitKind kind)
    {
        var before = (entry.Slots.InEffect | (exit.Brought & ~entry.Slots.Brought)) & s_brackets;
        var left = exit.InEffect & s_brackets;
        var taken = before & ~exit.InEffect;
        if (kind == ExitKind.Throw)
        {
            return (left & ~before) != 0 && (isRoot || reading.HasFlag(Reading.AThrowMayNotLeaveAHelperInsideItsBracket))
                ? "EPO1005"
                : null;
        }

        if (method.Body is [Create, ..] && CreatedIsLeft(left))
            return "EPO1005";
        var alike = reading.HasFlag(Reading.ExitsMayNotDifferByArguments) ? entry.Frame & PathState.Binding : entry.Frame;
        if (isRoot)
            alike = 0;
        var key = (index, entry.Slots.InEffect, alike, kind);
        var opened = left & ~before;
        if (!_first.TryAdd(key, (opened, taken)) && _first[key] != (opened, taken))
            return "EPO1005";
        return isRoot && IsIncomplete(exit, opened) ? "EPO1006" : null;
    }

    private static bool CreatedIsLeft(ulong left) =>
        PreludeRules.Protocols.Any(protocol => Enumerable.Range(0, protocol.Steps.Length).Any(step =>
            protocol.Steps[step] is { Bracket: true, Thread: false } && (left & Slots.Bit(protocol, step, Slots.Created)) != 0));

    /// <summary>A bracket is left in effect, and a later step that the protocol still needs is not in effect.</summary>
    private bool IsIncomplete(Slots exit, ulong opened)
    {
        var used = reading.HasFlag(Reading.ACommitLeavesTheProtocolIncomplete) ? 0 : exit.UsedUp;
        var done = exit.InEffect | used;
        foreach (var protocol in PreludeRules.Protocols.Where(protocol => protocol.Ordered))
        {
            for (var step = 0; step < protocol.Steps.Length; step++)
            {
                if (!protocol.Steps[step].Bracket)
                    continue;
                var subjects = Enumerable.Range(0, Slots.Objects).ToArray();
                var complete = subjects.Count(subject => IsComplete(protocol, subject, done));
                if (protocol.Steps[step].Thread)
                {
                    if ((opened & Slots.Bit(protocol, step, 0)) != 0 && complete == 0)
                        return true;
                }
                else if (subjects.Any(
                    subject => (opened & Slots.Bit(protocol, step, subject)) != 0 && !IsComplete(protocol, subject, done)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsComplete(ProtocolRule protocol, int subject, ulong done)
    {
        var needed = ProtocolMachine.Needed(protocol, protocol.Steps.Length, subject);
        return (done & needed) == needed;
    }

    private static ulong AllBrackets()
    {
        var bits = 0UL;
        foreach (var protocol in PreludeRules.Protocols)
        {
            for (var step = 0; step < protocol.Steps.Length; step++)
            {
                for (var subject = 0; protocol.Steps[step].Bracket && subject < Slots.Objects; subject++)
                    bits |= Slots.Bit(protocol, step, subject);
            }
        }

        return bits;
    }
}
