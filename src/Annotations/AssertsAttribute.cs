using System;

namespace EntryPath;

/// <summary>A run-time assertion: after this operation the step is taken to be in effect.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AssertsAttribute : ProtocolEventAttribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">A member of an enum that carries <see cref="EntryProtocolAttribute"/>.</param>
    public AssertsAttribute(object step) => StepValue = step;

    /// <summary>The step: a member of a protocol enum.</summary>
    public object StepValue { get; }
}
