using System;

namespace EntryPath;

/// <summary>After this operation the step is not in effect.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class UndoAttribute : ProtocolEventAttribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">A member of an enum that carries <see cref="EntryProtocolAttribute"/>.</param>
    public UndoAttribute(object step) => StepValue = step;

    /// <summary>The step: a member of a protocol enum.</summary>
    public object StepValue { get; }

    /// <summary>Whether the operation is harmless where the step was not in effect.</summary>
    public bool IfInEffect { get; set; }

    /// <summary>
    /// Whether the operation may also end what another thread or member performed, as a semaphore's release signals: harmless where this body has performed nothing,
    /// but not where on other ways it ends what the body itself performed.
    /// </summary>
    public bool Signals { get; set; }
}
