using System;

namespace EntryPath;

/// <summary>A promise that is checked in the body and relied on by callers: at every normal return the step is in effect.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event | AttributeTargets.Class | AttributeTargets.Delegate | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class EnsuresAttribute : ProtocolEventAttribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">A member of an enum that carries <see cref="EntryProtocolAttribute"/>.</param>
    public EnsuresAttribute(object step) => StepValue = step;

    /// <summary>The step: a member of a protocol enum.</summary>
    public object StepValue { get; }
}
