using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>What an enum member and its attributes, and the members that name it, say about a step.</summary>
internal sealed record StepDefinition(string Name, int Index, StepScope Scope)
{
    /// <summary>A commit uses the step up.</summary>
    public bool Repeat { get; init; }

    /// <summary>Neither later steps nor the commit need it.</summary>
    public bool Optional { get; init; }

    /// <summary>Reported where it runs out of order, rather than where it is needed.</summary>
    public bool Strict { get; init; }

    /// <summary>Each performance needs its own undo.</summary>
    public bool Nestable { get; init; }

    /// <summary>Belongs to the thread that performed it, although its subject is an object.</summary>
    public bool ThreadAffine { get; init; }

    /// <summary>An exception that leaves a body abandons it: only returns owe the undo.</summary>
    public bool EndsOnThrow { get; init; }

    /// <summary>Nobody owes its undo.</summary>
    public bool MayStay { get; init; }

    /// <summary>Some member undoes it: it is a bracket. A step without an undo is instant.</summary>
    public bool IsBracket { get; init; }

    /// <summary>The names of the members that undo it, in order; a guard's disposal is none.</summary>
    public ImmutableArray<string> UndoneBy { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Each of its undos is harmless where it is not in effect: whoever performed nothing may undo it.</summary>
    public bool IsUndoneByAnyone { get; init; }

    /// <summary>Some member forbids it on whatever object.</summary>
    public bool IsForbiddenToAll { get; init; }

    /// <summary>The clause that messages quote.</summary>
    public string? Because { get; init; }

    public Location? Location { get; init; }
}
