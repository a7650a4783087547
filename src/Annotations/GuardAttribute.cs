using System;

namespace EntryPath;

/// <summary>
/// The disposable object that is returned or constructed, or given by the <c>out</c> parameter, ends the step in its <see cref="IDisposable.Dispose"/>.
/// On a parameter of a delegate type: the result is a guard that runs the delegate when it is disposed, and so ends what the delegate undoes.
/// </summary>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Constructor | AttributeTargets.Parameter)]
public sealed class GuardAttribute : Attribute
{
    /// <summary>Whether null may come back: then the step was not performed.</summary>
    public bool MayBeNull { get; set; }

    /// <summary>
    /// The name of the <see cref="bool"/> property or field of the guard that tells whether the step was performed; null: it always was.
    /// </summary>
    public string? Flag { get; set; }

    /// <summary>The value that <see cref="Flag"/> has where the step was performed; true unless it is given.</summary>
    public bool When { get; set; } = true;

    /// <summary>Whether disposing the guard again, or after the step was undone otherwise, is harmless.</summary>
    public bool IfInEffect { get; set; }
}
