using System;

namespace EntryPath;

/// <summary>The step must be in effect on every path to this operation. On a delegate parameter: where the delegate is passed, and assumed inside it.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event | AttributeTargets.Class | AttributeTargets.Parameter | AttributeTargets.Delegate, AllowMultiple = true, Inherited = false)]
public sealed class RequiresAttribute : ProtocolEventAttribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">A member of an enum that carries <see cref="EntryProtocolAttribute"/>.</param>
    public RequiresAttribute(object step) => StepValue = step;

    /// <summary>The step: a member of a protocol enum.</summary>
    public object StepValue { get; }
}
