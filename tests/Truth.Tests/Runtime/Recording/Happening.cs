using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Runtime.Recording;

/// <summary>What the running program did.</summary>
public enum Deed
{
    Perform,
    Undo,
    UndoIfInEffect,
    Commit,
    Require,
    Forbid,
    ForbidForAny,

    /// <summary>A performance whose token remembers what was in effect before it.</summary>
    Save,

    /// <summary>The undo that is given that token.</summary>
    Restore,

    /// <summary>The program asked, and the step is in effect.</summary>
    FoundInEffect,

    /// <summary>The program asked, and it is not.</summary>
    FoundNotInEffect,

    /// <summary>Whether the run can go on like this is open: what is reported of it is right, but nothing need be.</summary>
    Doubt,

    /// <summary>The running method may go on on another thread.</summary>
    Suspend,

    /// <summary>A contract of the method that is entered asks for the step.</summary>
    Need,

    /// <summary>A condition was asked; the step is its number.</summary>
    Ask,

    Enter,
    Return,
    Throw,
}

/// <summary>A method that is running, and the line that it has got to.</summary>
/// <param name="Frame">The method.</param>
/// <param name="Line">The line.</param>
/// <param name="Start">The line of its caller at which it was started, which that may have left since: an iterator goes on wherever its loop is.</param>
internal readonly record struct Place(int Frame, int Line, int Start = 0);

/// <summary>One event of one run.</summary>
/// <param name="Deed">What it is.</param>
/// <param name="Protocol">The protocol that it is about; null where it is about none.</param>
/// <param name="Step">The index of the step.</param>
/// <param name="Subject">The object; null for the thread's steps.</param>
/// <param name="Chain">Where: the innermost method first, then its callers.</param>
internal sealed record Happening(Deed Deed, ProtocolRule? Protocol, int Step, object? Subject, Place[] Chain)
{
    /// <summary>Ties a restore to its save, and the disposal of a guard to its making.</summary>
    public object? Token { get; init; }

    /// <summary>Lines at which a report may stand as well: a guard's disposal has no line of its own.</summary>
    public int OtherLine { get; init; }

    public Frame? Frame { get; init; }

    /// <summary>How the condition came out.</summary>
    public Answer Answer { get; init; }

    /// <summary>Whether it is what a task does, which is told at the line that started it.</summary>
    public bool IsOfTask { get; init; }

    /// <summary>Whether the undo is that of a guard.</summary>
    public bool ByGuard { get; init; }
}
