using System;

namespace EntryPath;

/// <summary>The step must not be in effect on any path to this operation.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event | AttributeTargets.Class | AttributeTargets.Parameter | AttributeTargets.Delegate, AllowMultiple = true, Inherited = false)]
public sealed class ForbidsAttribute : ProtocolEventAttribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">A member of an enum that carries <see cref="EntryProtocolAttribute"/>.</param>
    public ForbidsAttribute(object step) => StepValue = step;

    /// <summary>The step: a member of a protocol enum.</summary>
    public object StepValue { get; }

    /// <summary>Whether the step must not be in effect for any object at all, rather than for the subject only.</summary>
    public bool AnySubject { get; set; }
}
