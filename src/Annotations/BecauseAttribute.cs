using System;

namespace EntryPath;

/// <summary>Why the step is needed where it is; quoted in every message about it.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class BecauseAttribute : Attribute
{
    /// <summary>Gives the reason.</summary>
    /// <param name="reason">A clause that can follow "because", without a full stop.</param>
    public BecauseAttribute(string reason) => Reason = reason;

    /// <summary>The reason, as it is quoted.</summary>
    public string Reason { get; }
}
