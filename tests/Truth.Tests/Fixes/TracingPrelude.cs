// What fixed programs run on: the members of the prelude, which write down who calls them and answer as they are told.
using System;
using System.Collections.Generic;

namespace TruthPrelude;

public enum Mode
{
    Out,
    In,
}

public enum Kind
{
    First,
    Second,
    Third,
}

/// <summary>One run: its answers and what it did.</summary>
public static class Run
{
    private static readonly Dictionary<string, int> s_asked = new Dictionary<string, int>();
    private static int s_seed;
    private static int s_left;
    private static bool s_isPassing;

    /// <summary>Whether the run was too long to be followed to its end, whatever the program makes of that.</summary>
    public static bool IsCutOff { get; private set; }

    public static List<string> Trace { get; } = new List<string>();

    /// <summary>Begins: the same seed gives the same answers, whatever is asked between.</summary>
    public static void Begin(int seed, bool isPassing)
    {
        s_asked.Clear();
        Trace.Clear();
        s_seed = seed;
        s_isPassing = isPassing;
        s_left = 400;
        IsCutOff = false;
    }

    public static void Note(string what)
    {
        if (--s_left < 0)
        {
            IsCutOff = true;
            throw new TimeoutException();
        }

        Trace.Add(what);
    }

    /// <summary>The answer of a question that is asked of an object for the nth time; where tests have to pass, that which performs the step.</summary>
    public static bool Ask(string what, bool passes)
    {
        Note(what);
        s_asked.TryGetValue(what, out int times);
        s_asked[what] = times + 1;
        if (s_isPassing)
            return passes;
        int hash = s_seed * 7919 + times * 104729;
        foreach (char letter in what)
            hash = hash * 31 + letter;
        return ((hash >> 5) & 1) != 0;
    }

    /// <summary>The condition of a loop, which ends in time.</summary>
    public static bool Go(bool condition) => --s_left > 0 && condition;
}

public static class Cpu
{
    public static void Mask() => Run.Note("Cpu.Mask");
    public static void Unmask() => Run.Note("Cpu.Unmask");
}

public sealed class Unit
{
    private static int s_made;
    private readonly string _name = "u" + s_made++;
    private bool _isOpen;

    public static void Restart() => s_made = 0;

    public void SetMode(Mode mode) => Run.Note(_name + ".SetMode " + mode);
    public void Fence() => Run.Note(_name + ".Fence");
    public void Drain() => Run.Note(_name + ".Drain");
    public bool MustStop() => Run.Ask(_name + ".MustStop", false);
    public void Enter() => Run.Note(_name + ".Enter");
    public void Tune() => Run.Note(_name + ".Tune");

    public bool IsOpen
    {
        get => _isOpen;
        set
        {
            Run.Note(_name + ".IsOpen " + value);
            _isOpen = value;
        }
    }

    public void Sync() => Run.Note(_name + ".Sync");
    public void Send() => Run.Note(_name + ".Send");
    public void Begin() => Run.Note(_name + ".Begin");
    public void End() => Run.Note(_name + ".End");
    public void Pin() => Run.Note(_name + ".Pin");
    public bool TryPin() => Run.Ask(_name + ".TryPin", true);
    public void Unpin() => Run.Note(_name + ".Unpin");
    public void Note() => Run.Note(_name + ".Note");
    public void Fill() => Run.Note(_name + ".Fill");
    public void Submit() => Run.Note(_name + ".Submit");
    public void Lock() => Run.Note(_name + ".Lock");
    public bool TryLock() => Run.Ask(_name + ".TryLock", true);
    public void Unlock() => Run.Note(_name + ".Unlock");
    public void Release() => Run.Note(_name + ".Release");
    public void Touch() => Run.Note(_name + ".Touch");
    public void Sleep() => Run.Note(_name + ".Sleep");
}

public static class Env
{
    public static void Wait() => Run.Note("Env.Wait");
    public static void Work() => Run.Note("Env.Work");
    public static bool Flip() => Run.Ask("Env.Flip", false);
    public static IEnumerable<int> Items() => Run.Ask("Env.Items", true) ? new[] { 1, 2 } : new int[0];
}
