using System;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>A kind of construct that programs are written with; a run can do without some of them.</summary>
[Flags]
public enum Production : long
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

    /// <summary><c>try</c> in its shapes with filters, early returns, <c>throw</c>, <c>goto</c>.</summary>
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

    /// <summary><c>async</c> methods: tasks that are awaited at once or later, complete or not, and <c>WhenAll</c>.</summary>
    Tasks = 1 << 14,

    /// <summary>Methods with <c>yield</c>.</summary>
    Iterators = 1 << 15,

    /// <summary>Virtual methods with calls of the base, and interfaces.</summary>
    Overrides = 1 << 16,

    /// <summary>Generic methods and classes.</summary>
    Generics = 1 << 17,

    /// <summary>Contracts, with and without a condition.</summary>
    Contracts = 1 << 18,

    /// <summary>Calls into another assembly in between.</summary>
    Elsewhere = 1 << 19,

    /// <summary>The same object as two arguments.</summary>
    Aliases = 1 << 20,

    /// <summary><c>ref</c>, <c>out</c>, tuples, records and structs.</summary>
    References = 1 << 21,

    /// <summary>Patterns and <c>switch</c> expressions.</summary>
    Patterns = 1 << 22,

    /// <summary>Constructors, initializers and <c>Dispose</c>.</summary>
    Constructors = 1 << 23,

    /// <summary>Local functions, method groups and delegates that are handed on.</summary>
    Delegates = 1 << 24,

    /// <summary>Members that tell whether a step is in effect.</summary>
    Told = 1 << 25,

    /// <summary>Several operations in one expression.</summary>
    Expressions = 1 << 26,

    /// <summary>Objects that come back through <c>ref</c>, in an element of a tuple, or from a property that an initializer has set.</summary>
    Returned = 1 << 27,

    /// <summary>Brackets that nest at a depth that depends on a flag, and helpers that leave one early.</summary>
    Depths = 1 << 28,

    /// <summary><c>Volatile</c>, <c>Interlocked</c>, <c>LazyInitializer</c> and <c>lock</c>.</summary>
    Atomics = 1L << 29,

    /// <summary>Operators and conversions that the program declares, and arrays of two dimensions.</summary>
    Operators = 1L << 30,

    /// <summary>Accessors that do more than hold a value, indexers and events.</summary>
    Accessors = 1L << 31,

    /// <summary>Guards, tokens and answers in <c>out</c> parameters.</summary>
    Results = 1L << 32,

    /// <summary>Calls through <c>?.</c> whose event happens without a receiver, and others that then do not happen.</summary>
    Nulls = 1L << 33,

    /// <summary><c>Debug.Assert</c>, and members that do not return.</summary>
    Assertions = 1L << 34,

    /// <summary>Work that takes a step over from who starts it, and handlers that start in a state.</summary>
    Handovers = 1L << 35,

    /// <summary>Tasks in a list or a field, and threads that wait for one.</summary>
    Waits = 1L << 36,

    /// <summary>Constructors that perform a step or make a guard.</summary>
    Makers = 1L << 37,

    /// <summary>Guards that may be empty: null, with a flag, or beside a result.</summary>
    Leases = 1L << 38,

    /// <summary>Delegates that dispose of a guard or are what a guard runs.</summary>
    Disposals = 1L << 39,

    /// <summary>Wholes and their parts: by a property, a method, a conversion, a constructor, a task.</summary>
    Parts = 1L << 40,

    /// <summary>Members of <c>extension</c> blocks.</summary>
    Extensions = 1L << 41,

    /// <summary>Rules of a field that mean a call through it.</summary>
    Filters = 1L << 42,

    /// <summary><c>switch</c> on types, <c>dynamic</c> and pointers to functions.</summary>
    Types = 1L << 43,

    /// <summary>Collections that one loop fills and another one goes over, and indices from the end.</summary>
    Fills = 1L << 44,

    /// <summary>Members that can be written or are filled by a call, with calls into another assembly in between that are given their object.</summary>
    Settable = 1L << 45,

    /// <summary>Literals of objects that have names as well, in an order or another, objects that are chosen by turns or made lazily, and links.</summary>
    Named = 1L << 46,

    /// <summary>Guards that nobody keeps or awaits, and helpers that leave a nested bracket early.</summary>
    Forgotten = 1L << 47,

    /// <summary>Loops along links inside of others, and others inside of them.</summary>
    Linked = 1L << 48,

    /// <summary>Declarations, statements and expressions in further shapes.</summary>
    Shapes = 1L << 49,

    /// <summary>Brackets that several exceptions leave.</summary>
    Throws = 1L << 50,

    /// <summary>What others end: loops that leave an iterator, helpers that dispose of a guard, objects that are dropped, nested brackets of the caller.</summary>
    Leaves = 1L << 51,

    /// <summary>Objects that work together without a contract, and methods that run what they are given.</summary>
    Teams = 1L << 52,

    /// <summary>Helpers that ask for several things at once, objects that do something once, atomic counts, and delegates that run for each element or change a field.</summary>
    Decided = 1L << 53,

    All = (1L << 54) - 1,

    /// <summary>What has a run of its own.</summary>
    Further = Nulls | Assertions | Handovers | Waits | Makers | Leases | Disposals | Parts | Extensions | Filters | Types | Fills | Settable | Named | Forgotten | Linked | Shapes | Throws | Leaves | Teams | Decided,

    /// <summary>What the run of every build is held to; <c>docs/truth.md</c> says what is missing for the others.</summary>
    Asserted = All & ~(Captures | Generics | Aliases | Returned | Depths | Atomics | Operators | Accessors | Results | Further),
}
