using System;
using System.Collections.Generic;
using System.Threading;
using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Runtime.Recording;

/// <summary>A call that threw, where the rules say that any call can; it is no way out of a body.</summary>
public sealed class CallException : InvalidOperationException
{
    /// <summary>Whether a <c>throw;</c> threw it again.</summary>
    public bool IsThrownByProgram { get; set; }
}

/// <summary>The run is longer than anything that is judged.</summary>
public sealed class CutException : InvalidOperationException;

/// <summary>One run of one program: the choices that it was told to make and made, and what happened.</summary>
internal sealed class Tape(int[] prefix)
{
    private const int MaxChoices = 60;
    private const int MaxLines = 3_000;

    [ThreadStatic]
    private static Tape? t_current;

    private static int s_last;

    private readonly List<(int Choice, int Of)> _choices = [];
    private readonly List<Happening> _happenings = [];
    private Frame? _frame;
    private int _frames;
    private int _otherLine;
    private int _lines;
    private uint _random = 2463534242;

    /// <summary>Which run it is, from 1.</summary>
    internal int Number { get; } = Interlocked.Increment(ref s_last);

    public static Tape? Current
    {
        get => t_current;
        set => t_current = value;
    }

    public IReadOnlyList<(int Choice, int Of)> Choices => _choices;

    public IReadOnlyList<Happening> Happenings => _happenings;

    /// <summary>Whether the run was stopped, so that its end says nothing.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether the program said so itself.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>The objects that the program was given, by the name it knows them by.</summary>
    public Dictionary<object, string> Given { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Those that only a class's own code can name.</summary>
    public HashSet<object> Private { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Those in a field or property that can be written: who put one there has handed over what was in effect of it.</summary>
    public HashSet<object> Settable { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The objects that the program made, in order.</summary>
    public List<object> Made { get; } = [];

    /// <summary>What the program was given is set up: what it makes from now on is its own.</summary>
    public bool IsRunning { get; set; }

    /// <summary>The choice that is next: the one it was told, or the first.</summary>
    public int Choose(int of)
    {
        var place = _choices.Count;
        if (place < prefix.Length)
        {
            _choices.Add((prefix[place], of));
            return prefix[place];
        }

        if (place < MaxChoices)
        {
            // Beyond what is explored loops have to end, whichever way they ask.
            var choice = place < prefix.Length + 6 ? 0 : (int)(Random() % (uint)of);
            _choices.Add((choice, of));
            return choice;
        }

        Cut();
        return (int)(Random() % (uint)of);
    }

    public static Frame Enter(int method, bool isLambda, object?[] arguments)
    {
        if (t_current is not { IsRunning: true } tape)
            return new Frame(null, 0, method, null, isLambda, arguments);
        var frame = new Frame(tape, tape._frames++, method, tape._frame, isLambda, arguments);
        tape._frame = frame;
        tape.Add(new Happening(Deed.Enter, null, 0, null, []) { Frame = frame });
        return frame;
    }

    public void Resume(Frame? frame)
    {
        _frame = frame;
        if (++_lines > MaxLines)
            Cut();
    }

    /// <summary>Throws where the choice says so.</summary>
    public void MayThrow(bool isDoubtful = false)
    {
        if (IsCut || Choose(2) == 0)
            return;
        if (isDoubtful)
            Add(new Happening(Deed.Doubt, null, 0, null, []));
        throw new CallException();
    }

    /// <summary>Notes how a condition came out.</summary>
    public void Answer(int condition, Answer answer) => Add(new Happening(Deed.Ask, null, condition, null, []) { Answer = answer });

    public void Add(Happening happening)
    {
        if (!IsCut)
            _happenings.Add(happening);
    }

    /// <summary>Notes an event that a member of the prelude carries.</summary>
    public static void Tell(Deed deed, ProtocolRule protocol, int step, object? subject, object? token = null, int otherLine = 0, bool byGuard = false, Place[]? from = null)
    {
        if (t_current is { IsRunning: true } tape)
        {
            tape.Add(new Happening(deed, protocol, step, deed != Deed.Commit && protocol.Steps[step].Thread ? null : subject, from ?? tape.Chain())
            {
                Token = token,
                // What is awaited may be told where it started or where it is waited for.
                OtherLine = from is [var start, ..] && tape._frame is { } now && now.Id == start.Frame ? now.Line : otherLine == 0 ? tape._otherLine : otherLine,
                ByGuard = byGuard,
                IsOfTask = from is not null,
            });
        }
    }

    public bool IsPrivate(object subject) => Private.Contains(subject);

    public static void Create(object made)
    {
        if (t_current is { IsRunning: true } tape)
            tape.Made.Add(made);
    }

    /// <summary>Where the program is.</summary>
    public static Place[] Here => t_current?.Chain() ?? [];

    public static int Line => t_current?._frame?.Line ?? 0;

    /// <summary>Where the program is: the innermost method first.</summary>
    public Place[] Chain()
    {
        var depth = 0;
        for (var frame = _frame; frame is not null; frame = frame.Parent)
            depth++;
        var chain = new Place[depth];
        depth = 0;
        for (var frame = _frame; frame is not null; frame = frame.Parent)
            chain[depth++] = new Place(frame.Id, frame.Line, frame.Start);
        return chain;
    }

    /// <summary>The program says that it does not go on here: what follows is not judged.</summary>
    public static void Stop()
    {
        if (t_current is not { IsRunning: true } tape)
            return;
        tape.IsStopped = true;
        tape.Cut();
    }

    /// <summary>Runs what a guard runs, whose end may be told where it was made, too.</summary>
    public static void From(int line, Action work)
    {
        if (t_current is { } tape)
            (tape._otherLine, line) = (line, tape._otherLine);
        work();
        if (t_current is { } same)
            same._otherLine = line;
    }

    private void Cut()
    {
        IsCut = true;
        throw new CutException();
    }

    private uint Random()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return _random >> 3;
    }
}
