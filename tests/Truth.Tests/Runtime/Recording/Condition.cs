using System;

namespace EntryPath.Truth.Tests.Runtime.Recording;

/// <summary>What a condition asks.</summary>
internal enum ConditionKind
{
    /// <summary>Whether an expression is true.</summary>
    True,

    /// <summary>Whether a value is null.</summary>
    Null,

    /// <summary>Whether a label of a <c>switch</c> is taken.</summary>
    Case,

    /// <summary>Whether a collection has another element.</summary>
    Element,
}

/// <summary>A place in the text of a program that decides where it goes on.</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="Line">The line that it begins on.</param>
/// <param name="Text">The text, as it stands there.</param>
internal sealed record Condition(ConditionKind Kind, int Line, string Text)
{
    private const string Omission = "…";

    private readonly string _shown = Text.Split('\n')[0].TrimEnd();

    /// <summary>Whether a message that quotes this means it: it shows one line, of which it may leave the end away.</summary>
    public bool IsQuotedAs(string quoted) => quoted.EndsWith(Omission, StringComparison.Ordinal)
        ? _shown.AsSpan().StartsWith(quoted.AsSpan(0, quoted.Length - Omission.Length), StringComparison.Ordinal)
        : _shown == quoted;
}

/// <summary>How a condition came out when it was last asked.</summary>
internal enum Answer : byte
{
    /// <summary>It was not asked.</summary>
    None,
    Yes,
    No,

    /// <summary>The text does not show it: the loop may have been left early.</summary>
    Open,
}
