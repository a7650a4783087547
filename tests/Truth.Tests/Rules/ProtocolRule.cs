using System.Linq;

namespace EntryPath.Truth.Tests.Rules;

/// <summary>A step as the plain definition of the rules needs it; written apart from the analyzer's own model on purpose.</summary>
internal sealed record StepRule(string Name)
{
    public bool Thread { get; init; }

    public bool Bracket { get; init; }

    public bool Repeat { get; init; }

    public bool Optional { get; init; }

    public bool Strict { get; init; }

    public bool Nestable { get; init; }
}

/// <summary>A protocol of the prelude. <see cref="FirstSlot"/> is the place of its first step among one object's slots.</summary>
internal sealed record ProtocolRule(string Name, bool Ordered, int FirstSlot, StepRule[] Steps)
{
    public int IndexOf(string step) => System.Array.IndexOf(Steps, Steps.Single(candidate => candidate.Name == step));
}

/// <summary>What an operation does.</summary>
internal enum Act
{
    Perform,
    Undo,
    UndoIfInEffect,
    Commit,
    Require,
    Forbid,
    ForbidForAny,
}

/// <summary>One event of an operation; <see cref="When"/> is the result that makes it happen.</summary>
internal sealed record EventRule(Act Act, ProtocolRule Protocol, int Step, bool? When = null);

/// <summary>One operation of the prelude. <see cref="Text"/> is the C# of it, without the receiver.</summary>
internal sealed record Operation(string Text, bool OnSubject, bool ReturnsBool, EventRule Event)
{
    public override string ToString() => Text;
}
