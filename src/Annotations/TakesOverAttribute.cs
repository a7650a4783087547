using System;

namespace EntryPath;

/// <summary>
/// Work that is started takes a step over from whoever starts it: the step must be in effect where the work is started and is in effect where it begins;
/// the work owes its undo, and the starter does no longer. On the method that is started (a pump, a job), or on the delegate parameter that it is passed to.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TakesOverAttribute : ProtocolEventAttribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">A member of an enum that carries <see cref="EntryProtocolAttribute"/>.</param>
    public TakesOverAttribute(object step) => StepValue = step;

    /// <summary>The step: a member of a protocol enum.</summary>
    public object StepValue { get; }
}
