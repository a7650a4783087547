using System;
using System.Collections.Generic;
using EntryPath;
using EntryPath.Truth.Tests.Rules;
using EntryPath.Truth.Tests.Runtime.Judging;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace TruthPrelude;

/// <summary>What programs ask that nothing is known of, and what they call that means nothing.</summary>
public static class Env
{
    [Forbids(Latch.Held, AnySubject = true)] public static void Wait() => Tape.Tell(Deed.ForbidForAny, RuntimeRules.Latch, 0, null);

    public static void Work()
    {
    }

    public static void Log(string text)
    {
    }

    public static void Log(string text, object? detail)
    {
    }

    public static void Sum(params int[] numbers)
    {
    }

    /// <summary>Runs what it is given, before it returns.</summary>
    public static void Call([InstantHandle] Action work) => work();

    public static bool Flip() => Tape.Current?.Choose(2) == 1;

    /// <summary>Any number from zero, below the limit.</summary>
    public static int Pick(int limit) => Tape.Current?.Choose(limit) ?? 0;

    public static IEnumerable<int> Items() => new int[Pick(3)];

    /// <summary>A result that comes out either way, and makes the event happen one way.</summary>
    internal static bool When(bool otherwise, Deed deed, ProtocolRule protocol, int step, object subject)
    {
        var happens = Flip();
        if (happens)
            Tape.Tell(deed, protocol, step, subject);
        return happens != otherwise;
    }
}
