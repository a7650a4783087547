using System;
using System.Collections.Generic;
using EntryPath.Truth.Tests.Runtime.Judging;

namespace EntryPath.Truth.Tests.Runtime.Recording;

/// <summary>What a contract says of a lock at the end of a method.</summary>
internal sealed record Promise(bool Undone, object Subject, bool? When)
{
    /// <summary>Whether it is an undo that the method owes.</summary>
    public bool IsOwed { get; init; }
}

/// <summary>One activation of a method of a running program. The instrumented text of the program tells it where it is.</summary>
public sealed class Frame
{
    private readonly Tape? _tape;
    private readonly List<Promise> _promises = [];
    private bool _hasFaulted;
    private bool _rethrows;
    private bool _wasNull;

    internal Frame(Tape? tape, int id, int method, Frame? parent, bool isLambda, object?[] arguments)
    {
        _tape = tape;
        Id = id;
        Method = method;
        Parent = parent;
        IsLambda = isLambda;
        Arguments = arguments;
        Start = parent?.Line ?? 0;
    }

    internal int Id { get; }

    /// <summary>The number of the method in its program.</summary>
    internal int Method { get; }

    internal Frame? Parent { get; }

    internal IReadOnlyList<Promise> Promised => _promises;

    internal bool IsLambda { get; }

    internal object?[] Arguments { get; }

    /// <summary>The line of the caller that started it.</summary>
    internal int Start { get; }

    internal int Line { get; private set; }

    /// <summary>The line of the closing brace, where the method ended there.</summary>
    internal int EndLine { get; private set; }

    /// <summary>The line of the <c>yield</c> at which an iterator stands; 0: none.</summary>
    internal int YieldLine { get; private set; }

    internal object? Result { get; private set; }

    /// <summary>The exception that leaves the method.</summary>
    internal Exception? Fault { get; private set; }

    /// <summary>Where that exception came from.</summary>
    internal Place[] FaultChain { get; private set; } = [];

    public static Frame Enter(int method, bool isLambda, params object?[] arguments) => Tape.Enter(method, isLambda, arguments);

    /// <summary>The next operations are on this line.</summary>
    public bool At(int line)
    {
        Line = line;
        _tape?.Resume(this);
        return true;
    }

    /// <summary>As <see cref="At"/>, of a statement in a <c>try</c> whose call can throw.</summary>
    public bool Call(int line)
    {
        At(line);
        _tape?.MayThrow();
        return true;
    }

    /// <summary>As <see cref="Call(int)"/>, of a call that disposes of an object. The end of a guard is an event, as the undo is for which it stands: whether it throws is left open.</summary>
    public bool Call(int line, object? disposed)
    {
        At(line);
        _tape?.MayThrow(isDoubtful: disposed?.GetType().Namespace == nameof(TruthPrelude));
        return true;
    }

    /// <summary>As <see cref="At"/>, of a statement in a <c>try</c> that may run an accessor, which may throw.</summary>
    public bool Read(int line)
    {
        At(line);
        _tape?.MayThrow(isDoubtful: true);
        return true;
    }

    /// <summary>Of a statement that awaits.</summary>
    public bool Await()
    {
        _tape?.Add(new Happening(Deed.Suspend, null, 0, null, _tape.Chain()));
        return true;
    }

    /// <summary>By its contract a lock has to be held when the method begins.</summary>
    public void Needs(object subject) => _tape?.Add(new Happening(Deed.Need, RuntimeRules.Latch, 0, subject, _tape.Chain()[1..]) { Frame = this });

    /// <summary>By its contract a lock has to be held when the method is started, and it is the method that has to end it.</summary>
    public void Owes(object subject)
    {
        Needs(subject);
        _promises.Add(new Promise(true, subject, null) { IsOwed = true });
    }

    /// <summary>By its contract interrupts are off where the method starts.</summary>
    public void Starts() => _tape?.Add(new Happening(Deed.Need, RuntimeRules.Irq, 0, null, _tape.Chain()[1..]) { Frame = this });

    /// <summary>By its contract a lock is held, or is let go, when the method ends, with this result if one is given.</summary>
    public void Promises(bool undone, object subject, bool? when = null) => _promises.Add(new Promise(undone, subject, when));

    /// <summary>A condition came out like this.</summary>
    /// <returns>What it came out as.</returns>
    public bool Came(int condition, bool truth)
    {
        _tape?.Answer(condition, truth ? Recording.Answer.Yes : Recording.Answer.No);
        return truth;
    }

    /// <summary>How it came out last the text does not show.</summary>
    public void Open(int condition) => _tape?.Answer(condition, Recording.Answer.Open);

    /// <summary>A value is tested for null.</summary>
    public T Tested<T>(int condition, T value)
    {
        Came(condition, value is null);
        return value;
    }

    /// <summary>Nothing was there, so that this is assigned.</summary>
    public T WasNull<T>(T value)
    {
        _wasNull = true;
        return value;
    }

    /// <summary>A place was filled, if nothing was there.</summary>
    public T Filled<T>(int condition, T value)
    {
        Came(condition, _wasNull);
        _wasNull = false;
        return value;
    }

    /// <summary>A <c>switch</c> begins, of which no label is taken yet.</summary>
    public T Switch<T>(int first, int count, T value)
    {
        for (var label = first; label < first + count; label++)
            Came(label, false);
        return value;
    }

    public void End(int line) => EndLine = line;

    /// <summary>An iterator stops at a line, or, with 0, goes on.</summary>
    public void Yields(int line) => YieldLine = line;

    /// <summary>A <c>throw;</c> is a statement of the program, whatever it was that was caught.</summary>
    public void Rethrow() => _rethrows = true;

    public T Ret<T>(T result)
    {
        Result = result;
        return result;
    }

    /// <summary>Notes, before any <c>finally</c> block of a caller runs, that an exception leaves this method.</summary>
    /// <returns>Always <see langword="false"/>: nothing is caught.</returns>
    public bool Faults(Exception exception)
    {
        _hasFaulted = true;
        Fault = exception;
        FaultChain = _tape?.Chain() ?? [];
        if (_rethrows && exception is CallException call)
            call.IsThrownByProgram = true;
        return false;
    }

    public void Exit()
    {
        if (_tape is null)
            return;
        _tape.Resume(this);
        _tape.Add(new Happening(_hasFaulted ? Deed.Throw : Deed.Return, null, 0, null, _tape.Chain()) { Frame = this });
        _tape.Resume(Parent);
    }
}
