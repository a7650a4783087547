using System;

namespace EntryPath;

/// <summary>The disposable object that is returned or constructed ends the step in its <see cref="IDisposable.Dispose"/>.</summary>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Constructor)]
public sealed class GuardAttribute : Attribute
{
}
