using System;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>A kind of construct that programs are written with; a run can do without some of them.</summary>
[Flags]
public enum Production
{
    None = 0,

    /// <summary>Parameters, copies, casts and tuples of them.</summary>
    Plain = 1,

    /// <summary>A receiver that is one of several objects.</summary>
    OneOfSeveral = 1 << 1,

    /// <summary>Fields and properties of every kind.</summary>
    Members = 1 << 2,

    /// <summary>Objects of objects.</summary>
    Chains = 1 << 3,

    /// <summary><c>foreach</c>, queues and dictionaries.</summary>
    Enumerations = 1 << 4,

    /// <summary>Elements at an index, forwards and backwards.</summary>
    Indexed = 1 << 5,

    /// <summary>All elements in one loop, and again in another.</summary>
    TwoPasses = 1 << 6,

    /// <summary>Private helpers, local functions and lambdas.</summary>
    Helpers = 1 << 7,

    /// <summary><c>try</c> in its shapes, early returns, <c>goto</c>.</summary>
    WaysOut = 1 << 8,

    /// <summary>The same condition asked twice; results of <c>Try…</c>.</summary>
    Correlation = 1 << 9,

    /// <summary>Guards and <c>using</c>.</summary>
    Guards = 1 << 10,

    /// <summary>Saved and restored state.</summary>
    Tokens = 1 << 11,

    /// <summary>Brackets that nest, across helpers too.</summary>
    Nesting = 1 << 12,

    /// <summary>Lambdas that reach their object through an element, a property or a field of a field.</summary>
    Captures = 1 << 13,

    All = (1 << 14) - 1,

    /// <summary>What the run of every build is held to; <c>docs/truth.md</c> says what is missing for the others.</summary>
    Asserted = All & ~Captures,
}
