using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>
/// What one operation does, in order of evaluation. Registers are numbers that one node writes once. An instruction equals only
/// itself: two calls that look alike make two values.
/// </summary>
internal abstract record Instruction
{
    private static int _last;

    /// <summary>What runs where it throws before anything is handled: the rest of the method that runs this delegate, as far as it is in <c>finally</c> blocks. Null: nothing.</summary>
    public Call? Unwinding { get; set; }

    /// <summary>Which operation it is: two that look the same are two.</summary>
    public int Id { get; } = System.Threading.Interlocked.Increment(ref _last);

    public virtual bool Equals(Instruction? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Gives a register a value.</summary>
    internal sealed record Define(int Target, Expression Value) : Instruction;

    internal sealed record Assign(LocalId Variable, int Value) : Instruction;

    internal sealed record StoreField(int Base, ISymbol Member, int Value, bool Stable) : Instruction
    {
        /// <summary>Whether the object is new and nothing else leads to it, so that no other object's field can be meant.</summary>
        public bool IsFirst { get; init; }

        /// <summary>The local or parameter that holds the struct whose field it is; null for the field of an object.</summary>
        public LocalId? Holder { get; init; }
    }

    internal sealed record StoreElement(int Base, int Index, int Value) : Instruction;

    /// <summary>A new collection has no elements.</summary>
    internal sealed record MakeEmpty(int Collection) : Instruction;

    /// <summary>A new collection has these elements, in this order.</summary>
    internal sealed record MakeFull(int Collection, ImmutableArray<int> Elements) : Instruction;

    /// <summary>Puts one more element into a collection, which keeps those that it has.</summary>
    internal sealed record AddElement(int Collection, int Value) : Instruction
    {
        /// <summary>Whether it comes behind all others.</summary>
        public bool IsLast { get; init; }
    }

    /// <summary>The value of the register is stored where others can undo its steps.</summary>
    internal sealed record Escape(int Value) : Instruction
    {
        /// <summary>The register of the object that holds it, which may itself be dropped if it is a new one; -1: a place that others find.</summary>
        public int Holder { get; init; } = -1;
    }

    /// <summary>Something is done with an object: what it was given to hold may by now be where others find it.</summary>
    internal sealed record Use(int Value) : Instruction;

    /// <summary>The value of the register is given to code that is not looked into: if it is a guard, its steps are that code's to end.</summary>
    internal sealed record Surrender(int Value) : Instruction;

    /// <summary>The value of the register is given to code that is not looked into and may keep it: whether somebody sees to it there is not known.</summary>
    internal sealed record Give(int Value, Site Site) : Instruction
    {
        /// <summary>Whether the place that held the value was given too, so that what it holds afterwards is another one.</summary>
        public bool WithPlace { get; init; }
    }

    /// <summary>The value of the register runs a body when it is disposed: it is a guard of what that undoes.</summary>
    internal sealed record GuardDelegate(Call Later, int Guard) : Instruction;

    /// <summary>The value of the register undoes a step when it is disposed.</summary>
    internal sealed record GuardStep(ProtocolStep Step, int Subject, int Guard, bool IfInEffect, Site Site) : Instruction;

    /// <summary>An operation that can leave by an exception, with the state before it.</summary>
    internal sealed record MayThrow(ThrowLevel Level) : Instruction;

    /// <summary>Something that is not looked into ran: fields that it can write lose their values.</summary>
    /// <param name="Writes">The names of fields that are assigned in what is known of it.</param>
    /// <param name="IsUnknown">Whether it can run code that is not known, which can write what it can reach.</param>
    internal sealed record Havoc(NameSet Writes, bool IsUnknown) : Instruction
    {
        /// <summary>Whether collections keep their elements all the same.</summary>
        public bool KeepsElements { get; init; }

        /// <summary>Whether it only puts an element into a collection, of which another instruction tells.</summary>
        public bool IsAddition { get; init; }

        /// <summary>It runs only where these hold.</summary>
        public ImmutableArray<Condition> Conditions { get; init; } = ImmutableArray<Condition>.Empty;

        /// <summary>
        /// Where what is not known of it was compiled without this assembly, so that it cannot name its members: the names of the properties that it can set all the same.
        /// </summary>
        public ImmutableHashSet<string>? Settable { get; init; }
    }

    /// <summary>Goes on only where the register has this truth value.</summary>
    internal sealed record Assume(int Condition, bool Truth) : Instruction;

    /// <summary>The path ends here.</summary>
    internal sealed record Stop : Instruction;

    /// <summary>Gives a register one of several constants: the one that a value is known to be or, where that is not known, each of them in turn.</summary>
    /// <param name="Target">The register.</param>
    /// <param name="Value">The value.</param>
    /// <param name="Choices">What it can be.</param>
    /// <param name="CanBeOther">Whether it can be something else.</param>
    /// <param name="OnlyKnown">Whether a value that is not known is taken to be something else.</param>
    internal sealed record Choose(int Target, int Value, ImmutableArray<object> Choices, bool CanBeOther, bool OnlyKnown) : Instruction
    {
        /// <summary>For the type of an object: the call, with the bodies that it can run. Where none of these does anything, the types are not told apart.</summary>
        public (Site Call, ImmutableArray<BodyId> Bodies)? Dispatched { get; init; }
    }

    /// <summary>A loop over collections has another round, or ends.</summary>
    /// <param name="Rounds">The loop.</param>
    /// <param name="HasNext">The register whose truth says that there is another round.</param>
    /// <param name="Collections">What it goes over, each with the register of the index where it stops; -1: it goes over all elements.</param>
    internal sealed record NextRound(Rounds Rounds, int HasNext, ImmutableArray<(int Collection, int Bound)> Collections) : Instruction;

    /// <summary>Here the body runs a delegate that it was given.</summary>
    internal sealed record RunGiven(Site Site) : Instruction;

    /// <summary>The thread can change here.</summary>
    internal sealed record Suspend(Site Site) : Instruction;

    /// <summary>A call that runs at another time; its result register is not used.</summary>
    internal sealed record HandOn(Call Later) : Instruction;

    /// <summary>A call starts whose effects come later, in no order with what else runs until then: what it needs, it needs here.</summary>
    internal sealed record Start(Call Later) : Instruction;

    /// <summary>A protocol event.</summary>
    internal sealed record Event(EventKind Kind, Protocol Protocol, ProtocolStep? Step, int Subject, Site Site) : Instruction
    {
        /// <summary>Subject: a static member's, the program.</summary>
        public const int ProgramSubject = -2;

        public ImmutableArray<Condition> Conditions { get; init; } = ImmutableArray<Condition>.Empty;

        public bool IfInEffect { get; init; }

        /// <summary>Whether it is harmless where the step is not in effect only as far as it never ends what the body itself performed.</summary>
        public bool Signals { get; init; }

        /// <summary>Whether it is one of several undos of a member that ends the latest of the counted brackets, whichever that is.</summary>
        public bool IsOneOfSeveral { get; init; }

        public bool AnySubject { get; init; }

        /// <summary>Whether it is a need of an element of an array, which nobody names.</summary>
        public bool IsOfElement { get; init; }

        /// <summary>The register of the token that a step gives or an undo takes; -1: none.</summary>
        public int Token { get; init; } = -1;

        /// <summary>The register of the guard whose disposal undoes the step; -1: none.</summary>
        public int Guard { get; init; } = -1;

        /// <summary>Whether disposing the guard is harmless where the step is not in effect.</summary>
        public bool IsGuardLenient { get; init; }

        /// <summary>The register of what the member gives; -1: nothing.</summary>
        public int Result { get; init; } = -1;

        /// <summary>The register of the flag that says whether a step was performed, of a member that throws where it was not; -1: none.</summary>
        public int Flag { get; init; } = -1;

        /// <summary>What the flag is where the step was performed.</summary>
        public bool SetsFlagTo { get; init; }

        /// <summary>The register whose truth is the answer, for <see cref="EventKind.Tells"/>.</summary>
        public int Answer { get; init; } = -1;
    }

    /// <summary>Disposes an object; if it is a guard, that undoes the step it stands for.</summary>
    internal sealed record DisposeGuard(int Guard, Site Site) : Instruction;

    /// <summary>A call whose callee's summary says what it does.</summary>
    internal sealed record Call(BodyId Callee, int Receiver, ImmutableArray<int> Arguments, int Result, Site Site) : Instruction
    {
        /// <summary>For each parameter: the local or parameter that is passed by reference, or null.</summary>
        public ImmutableArray<LocalId?> ByReference { get; init; } = ImmutableArray<LocalId?>.Empty;

        /// <summary>The register of an object that, if it is a guard, ends its step here instead of the call; -1: none.</summary>
        public int Guard { get; init; } = -1;

        /// <summary>The variables of this body that the callee, being nested in it, may assign.</summary>
        public ImmutableArray<LocalId> Captured { get; init; } = ImmutableArray<LocalId>.Empty;

        /// <summary>The names of fields that the callee, or what it calls, assigns.</summary>
        public NameSet Writes { get; init; } = NameSet.Empty;

        /// <summary>For a part of an iterator: the enumeration that it belongs to. It leaves its result register as it is where it is not run.</summary>
        public Enumeration? Enumeration { get; init; }

        /// <summary>The policy that an exception of the callee needs at the least to count as a way out: of one that is reached by a virtual call, no other than an exception of that call.</summary>
        public ThrowLevel LeastLevel { get; init; }

        /// <summary>The call is made only where these hold.</summary>
        public ImmutableArray<Condition> Conditions { get; init; } = ImmutableArray<Condition>.Empty;
    }
}

/// <summary>An event happens only where the register has (or, negated, has not) this value.</summary>
internal readonly record struct Condition(int Register, object? Constant, bool Negated, int Comparand = -1);

/// <summary>Which exception policy is needed for an operation to count as a way out of the body.</summary>
internal enum ThrowLevel
{
    /// <summary>A <c>throw</c>.</summary>
    Explicit = 0,

    /// <summary>A call of a delegate, interface or type parameter.</summary>
    Callback = 1,

    /// <summary>Another call inside a <c>try</c>.</summary>
    CallInTry = 2,

    /// <summary>Any other call.</summary>
    AnyCall = 3,

    /// <summary>A cast, an element access or arithmetic: it enters handlers, and no policy counts it as a way out.</summary>
    Operation = 4,
}
