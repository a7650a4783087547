using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>How an instruction computes a value from registers and variables.</summary>
internal abstract record Expression
{
    internal sealed record Constant(object? Value) : Expression;

    internal sealed record This : Expression;

    internal sealed record Load(LocalId Variable) : Expression;

    internal sealed record Static(ISymbol Symbol) : Expression;

    /// <summary>A field, or a property that behaves as one.</summary>
    /// <param name="Base">The object; -1 for a static member.</param>
    /// <param name="Member">The field or property.</param>
    /// <param name="Stable">Whether nothing can change it between two reads.</param>
    /// <param name="Part">Whether it leads to a part of its owner, whose steps are the owner's.</param>
    internal sealed record LoadField(int Base, ISymbol Member, bool Stable, bool Part) : Expression
    {
        /// <summary>For a value that is computed at each read: the names of the fields it depends on; null for one that is stored.</summary>
        public ImmutableArray<string>? Reads { get; init; }
    }

    internal sealed record LoadElement(int Base, int Index) : Expression
    {
        /// <summary>The loop that comes to the element: where its rounds are not told apart, each has an element that nothing is known of.</summary>
        public Rounds? Rounds { get; init; }
    }

    /// <summary>The index of the element that a round of a loop has.</summary>
    /// <param name="Rounds">The loop.</param>
    /// <param name="Otherwise">The index, where rounds are not told apart; -1: unknown.</param>
    internal sealed record RoundIndex(Rounds Rounds, int Otherwise) : Expression;

    internal sealed record Equal(int Left, int Right) : Expression
    {
        /// <summary>Whether it asks which of several objects one of them is, so that two names are two objects.</summary>
        public bool AsksWhich { get; init; }
    }

    internal sealed record Less(int Left, int Right) : Expression;

    internal sealed record Not(int Operand) : Expression;

    internal sealed record IsNull(int Operand) : Expression;

    internal sealed record IsType(int Operand, ITypeSymbol Type) : Expression;

    /// <summary>The operand if it is of the type, and null otherwise.</summary>
    internal sealed record TryCast(int Operand, ITypeSymbol Type) : Expression;

    internal sealed record Binary(string Operation, int Left, int Right) : Expression;

    /// <summary>A value that nothing is known of, other than the place that made it.</summary>
    /// <param name="IsFresh">Whether it is an object that did not exist before.</param>
    /// <param name="HoldsOthers">Whether it was given other objects to hold.</param>
    internal sealed record Opaque(bool IsFresh, bool HoldsOthers = false) : Expression;

    /// <summary>The register that goes with the constant which another register holds.</summary>
    internal sealed record Select(int Choice, ImmutableArray<(object Constant, int Register)> Values) : Expression;

    internal sealed record Delegate(BodyId Body) : Expression;
}
