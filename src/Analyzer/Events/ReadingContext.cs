using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Events;

/// <summary>What the readers of one body share.</summary>
internal sealed class ReadingContext
{
    /// <summary>The variable that holds the value to be returned.</summary>
    public static readonly object Returned = "returned value";

    private readonly ThrowLevel _countedLevel;

    private readonly SemanticModel? _model;

    public ReadingContext(
        RuleSet rules, IBodies bodies, NestedBodies nested, SemanticModel? model, ThrowLevel countedLevel, CancellationToken cancellation)
    {
        _countedLevel = countedLevel;
        _model = model;
        Rules = rules;
        Bodies = bodies;
        Nested = nested;
        Cancellation = cancellation;
    }

    public RuleSet Rules { get; }

    /// <summary>Whether an instruction can leave the body by an exception that counts as a way out.</summary>
    public bool CanLeave(Instruction instruction) => instruction switch
    {
        Instruction.Call => true,
        Instruction.MayThrow mayThrow => mayThrow.Level <= _countedLevel || _countedLevel == ThrowLevel.CallInTry,
        _ => false,
    };

    public IBodies Bodies { get; }

    public NestedBodies Nested { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>An operation as it was before the graph was made of it.</summary>
    public IOperation? OperationOf(SyntaxNode syntax) => _model?.GetOperation(syntax, Cancellation);

    public HashSet<object> Callees { get; } = new();

    /// <summary>The bodies that are started here and run at another time.</summary>
    public HashSet<object> Started { get; } = new();

    public ImmutableArray<DelegateConversion>.Builder Conversions { get; } = ImmutableArray.CreateBuilder<DelegateConversion>();

    /// <summary>Flow captures of places rather than of values, as an assignment through <c>??=</c> or <c>ref</c> needs them.</summary>
    public Dictionary<object, IOperation> Captures { get; } = new();

    /// <summary>Locals by reference and the places that they stand for.</summary>
    public Dictionary<ISymbol, IOperation> References { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Locals that hold a task whose method has effects, which land where it is awaited.</summary>
    public Dictionary<object, PendingCall> Tasks { get; } = new();

    public string? GaveUp { get; set; }
}

/// <summary>A call whose effect is still to come: what it was given is kept in variables of its own.</summary>
internal sealed record PendingCall(IInvocationOperation Call, object? Receiver, ImmutableArray<object?> Arguments);
