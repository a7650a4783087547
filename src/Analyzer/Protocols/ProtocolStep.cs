using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>One step of one protocol. Steps are compared by reference; a rule set holds one object per step.</summary>
internal sealed class ProtocolStep
{
    private readonly StepDefinition _definition;

    public ProtocolStep(Protocol protocol, StepDefinition definition)
    {
        Protocol = protocol;
        _definition = definition;
    }

    public Protocol Protocol { get; }

    public string Name => _definition.Name;

    public int Index => _definition.Index;

    public StepScope Scope => _definition.Scope;

    public bool Repeat => _definition.Repeat;

    public bool Optional => _definition.Optional;

    public bool Strict => _definition.Strict;

    public bool Nestable => _definition.Nestable;

    /// <summary>Whether an exception that leaves a body abandons it.</summary>
    public bool EndsOnThrow => _definition.EndsOnThrow;

    /// <summary>Whether it can be undone and need not be.</summary>
    public bool MayStay => _definition.MayStay;

    /// <summary>Whether somebody has to undo it in the end: it is a bracket that may not stay.</summary>
    public bool Obliges => IsBracket && !_definition.MayStay;

    /// <summary>Whether an <c>await</c> or <c>yield</c> while it is in effect is an error.</summary>
    public bool BelongsToThread => _definition.ThreadAffine || Scope == StepScope.Thread;

    public bool IsBracket => _definition.IsBracket;

    /// <summary>The names of the members that undo it, in order.</summary>
    public ImmutableArray<string> UndoneBy => _definition.UndoneBy;

    /// <summary>Whether each of its undos is harmless where it is not in effect: whoever performed nothing may undo it.</summary>
    public bool IsUndoneByAnyone => _definition.IsUndoneByAnyone;

    /// <summary>Whether anybody has to know of it when nothing leads to its object any more: who has to undo it, or must not run while it is in effect for any object.</summary>
    public bool OutlivesItsObject => Obliges || _definition.IsForbiddenToAll;

    public string? Because => _definition.Because;

    public Location? Location => _definition.Location;

    public override string ToString() => Protocol.Name + "." + Name;
}
