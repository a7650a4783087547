using System;

namespace EntryPath;

/// <summary>The step is in effect where this handler starts; on a delegate parameter: where the handlers that are passed start.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Delegate | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EntryStateAttribute : ProtocolEventAttribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">A member of an enum that carries <see cref="EntryProtocolAttribute"/>.</param>
    public EntryStateAttribute(object step) => StepValue = step;

    /// <summary>The step: a member of a protocol enum.</summary>
    public object StepValue { get; }
}
