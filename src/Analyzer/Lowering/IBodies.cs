using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What the reader of operations asks about other bodies.</summary>
internal interface IBodies
{
    /// <summary>
    /// Whether a symbol is declared by the code that is compiled. What another project declares is metadata, even where the host has its source: it is
    /// metadata in a build, and the verdict must be the same.
    /// </summary>
    bool IsDeclaredHere(ISymbol symbol);

    /// <summary>The first declaration of a symbol in the code that is compiled; null for one of another assembly.</summary>
    SyntaxNode? DeclarationOf(ISymbol symbol, CancellationToken cancellation = default);

    /// <summary>The body that a call of the method runs, if it is known and can reach an event; null otherwise.</summary>
    BodyId? Callee(IMethodSymbol method);

    /// <summary>The same for a call of exactly this method, whatever overrides it, as <c>base.Stop()</c> is.</summary>
    BodyId? CalleeOfBase(IMethodSymbol method);

    /// <summary>What a virtual call can run, where that is known; null where it can reach no event.</summary>
    Dispatch? DispatchOf(IMethodSymbol method, ITypeSymbol? receiver);

    /// <summary>Whether a call of the method, be it a virtual one, can run a body that can reach an event.</summary>
    bool CanRun(IMethodSymbol method, ITypeSymbol? receiver = null);

    /// <summary>The body that is the initializer of a field or property, if it can reach an event; null otherwise.</summary>
    BodyId? Initializer(ISymbol member);

    /// <summary>Whether the method's body is in the compilation, so that what it writes is known.</summary>
    bool IsKnown(IMethodSymbol method);

    /// <summary>The ordinals of the parameters whose arguments a method keeps where others find them, as far as its body tells.</summary>
    ImmutableArray<int> Keeps(IMethodSymbol method);

    /// <summary>
    /// Whether a method's body runs the delegate in a parameter once, before it returns, and does nothing else that has events: the ordinals of the method's parameters that the delegate is
    /// given, for each of its own; null where that is not known.
    /// </summary>
    ImmutableArray<int>? RunsAtOnce(IParameterSymbol parameter);

    /// <summary>The calls, in text order, by which a method with events of its own runs delegates that it is given.</summary>
    ImmutableArray<GivenCall> GivenCallsIn(IMethodSymbol method);

    /// <summary>
    /// The names of the fields that a call assigns, directly or further off; for a call that is dispatched, by what an object of the receiver's
    /// type can run.
    /// </summary>
    NameSet WritesOf(IMethodSymbol method, ITypeSymbol? receiver = null);

    /// <summary>The names that a lambda, and the other functions of its member that may run later, assign, directly or further off.</summary>
    NameSet WritesOf(SyntaxNode lambda);

    /// <summary>The names that functions of the compilation assign which are handed on as delegates.</summary>
    NameSet DelegateWrites { get; }

    /// <summary>What referenced assemblies can do here by their own interfaces and virtual members.</summary>
    Callbacks CallbacksFromElsewhere(CancellationToken cancellation);

    /// <summary>
    /// The names that a getter's value depends on, where it is computed from what can change; null for one that gives what is stored.
    /// </summary>
    ImmutableArray<string>? ReadsOf(IPropertySymbol property);

    /// <summary>The expression that is all that a method or getter computes: without side effects of its own; null for any other.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isOfBase">Whether it is reached through <c>base</c>, so that it is this one also if others override it.</param>
    IOperation? Formula(IMethodSymbol method, bool isOfBase = false);

    /// <summary>The field whose object a getter, or a method without parameters, gives, and makes where there is none; null for any other.</summary>
    LazyField? LazyField(IMethodSymbol method);

    /// <summary>Whether a method gives back the object that it was called on, and nothing else.</summary>
    bool ReturnsReceiver(IMethodSymbol method);

    /// <summary>The field that a setter stores its value in, and does nothing else.</summary>
    IFieldSymbol? StoredBy(IMethodSymbol setter);

    /// <summary>The fields and properties of the new object that a constructor sets to its parameters, by ordinal, and nothing changes there.</summary>
    ImmutableArray<(ISymbol Member, int Parameter)> Copies(IMethodSymbol constructor);

    /// <summary>The members of its object that a method leaves set to its parameters or to constants.</summary>
    ImmutableArray<SetMember> Sets(IMethodSymbol method);

    /// <summary>The constants that members of the new object hold which may change later.</summary>
    ImmutableArray<InitialConstant> InitialConstants(IMethodSymbol constructor);

    /// <summary>The members of a new object of a type that hold an object as new for good.</summary>
    ImmutableArray<ISymbol> MadeWith(INamedTypeSymbol type);

    /// <summary>The value that a field has always, as nothing writes it.</summary>
    Optional<object?> ValueOf(IFieldSymbol field);

    /// <summary>The truth value that every return of a method gives, told by its syntax; null where it is none or not always the same.</summary>
    bool? ConstantResult(IMethodSymbol method);

    /// <summary>
    /// Whether a private field or property leads to a part of its object without saying so: only its class can touch it, and the class speaks of a
    /// protocol whose steps the object in it has, of no other one.
    /// </summary>
    bool IsImpliedPart(ISymbol member);

    /// <summary>Whether nothing assigns the field or property after construction.</summary>
    bool IsStable(ISymbol member);

    /// <summary>
    /// Whether an object of this type, given to code of another assembly, can lead it to objects or code of this compilation: not a number, a
    /// text or an object of the framework's own that holds only such.
    /// </summary>
    bool CanLead(ITypeSymbol type);

    /// <summary>Whether a body runs only as it is enumerated.</summary>
    bool IsIterator(IMethodSymbol method);

    /// <summary>The number of positions at which an iterator's body can stop to give an element.</summary>
    int PositionsOf(BodyId body);

    /// <summary>Whether an awaitable method does all that it does before it returns, told by its syntax: every task that it returns is complete.</summary>
    bool RunsAtCall(IMethodSymbol method);

    /// <summary>Makes the lambda known that a local holds throughout, for the functions nested beside it.</summary>
    void Hold(ILocalSymbol local, LambdaBody body);

    /// <summary>The lambda that a local of a surrounding body holds throughout.</summary>
    LambdaBody? HeldBy(ILocalSymbol local);

    /// <summary>Makes a lambda or local function of a graph known.</summary>
    void Add(LambdaBody body, ControlFlowGraph graph);
}
