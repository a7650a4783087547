using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What the readers of one body share.</summary>
internal sealed class ReadingContext
{
    /// <summary>So many positions of an iterator are told apart.</summary>
    public const int MaxPositions = 12;

    private readonly ThrowLevel _countedLevel;

    private readonly SemanticModel? _model;

    private readonly ImmutableArray<TextSpan> _omitted;

    private readonly Lazy<List<YieldStatementSyntax>> _yields;

    private readonly Lazy<List<GivenCall>> _given;

    private readonly Lazy<ImmutableArray<IndexedLoop>> _loops;

    private readonly Lazy<bool> _goesOverCollections;

    private readonly Lazy<HashSet<string>> _lookedAtForNull;

    private (MemberRules? Read, MemberRules? Write)? _elements;

    public ReadingContext(
        RuleSet rules, IBodies bodies, ISymbol owner, SyntaxNode? body, NestedBodies nested, SemanticModel? model, ThrowLevel countedLevel, ImmutableArray<TextSpan> omitted,
        CancellationToken cancellation)
    {
        _omitted = omitted;
        _countedLevel = countedLevel;
        _model = model;
        SecondNames = new SecondNames(OperationOf);
        Rules = rules;
        Bodies = bodies;
        Owner = owner;
        _yields = new Lazy<List<YieldStatementSyntax>>(() => body is null ? new List<YieldStatementSyntax>() : YieldsOf(body).ToList());
        _loops = new Lazy<ImmutableArray<IndexedLoop>>(() => body is null ? ImmutableArray<IndexedLoop>.Empty : IndexedLoop.In(body));
        _goesOverCollections = new Lazy<bool>(() => body is not null && (Loops.Length > 0 || body.DescendantNodes().Any(static node => node is CommonForEachStatementSyntax)));
        _lookedAtForNull = new Lazy<HashSet<string>>(() => new HashSet<string>(body is null ? Enumerable.Empty<string>() : body.DescendantNodes().Select(LookedAt).OfType<string>()));
        _given = new Lazy<List<GivenCall>>(() => owner is IMethodSymbol method && body is MethodDeclarationSyntax or LocalFunctionStatementSyntax ? bodies.GivenCallsIn(method).ToList() : new List<GivenCall>());
        Nested = nested;
        Cancellation = cancellation;
    }

    public RuleSet Rules { get; }

    /// <summary>The statements of an iterator that give an element, in text order.</summary>
    public static IEnumerable<YieldStatementSyntax> YieldsOf(SyntaxNode body) => body
        .DescendantNodes(node => node == body || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .OfType<YieldStatementSyntax>().Where(static statement => statement.IsKind(SyntaxKind.YieldReturnStatement));

    /// <summary>The position at which a <c>yield</c> stops; where they are many, it is the same for all of them.</summary>
    public int PositionOf(SyntaxNode yield) =>
        _yields.Value.Count > MaxPositions ? 1 : 1 + _yields.Value.FindIndex(statement => statement.Span.Contains(yield.Span));

    /// <summary>Whether an instruction can leave the body by an exception that counts as a way out.</summary>
    public bool CanLeave(Instruction instruction) => instruction switch
    {
        Instruction.Call => true,
        Instruction.MayThrow mayThrow => mayThrow.Level <= _countedLevel || (_countedLevel == ThrowLevel.CallInTry && mayThrow.Level != ThrowLevel.Operation),
        _ => false,
    };

    /// <summary>Whether a loop of the body goes over the elements of collections.</summary>
    public bool GoesOverCollections => _goesOverCollections.Value;

    /// <summary>The names of what the body compares with null, or gives another value where it is null.</summary>
    public HashSet<string> LookedAtForNull => _lookedAtForNull.Value;

    private static string? LookedAt(SyntaxNode node)
    {
        ExpressionSyntax? looked = node switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison =>
                comparison.Right.IsKind(SyntaxKind.NullLiteralExpression) ? comparison.Left : comparison.Left.IsKind(SyntaxKind.NullLiteralExpression) ? comparison.Right : null,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => coalesce.Left,
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } filled => filled.Left,
            ConditionalAccessExpressionSyntax access => access.Expression,
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } } pattern => pattern.Expression,
            _ => null,
        };
        return looked switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            _ => null,
        };
    }

    public IBodies Bodies { get; }

    /// <summary>The member or function whose body it is.</summary>
    public ISymbol Owner { get; }

    public NestedBodies Nested { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The locals that are second names for parameters.</summary>
    public SecondNames SecondNames { get; }

    /// <summary>An operation as it was before the graph was made of it.</summary>
    public IOperation? OperationOf(SyntaxNode syntax) => _model?.GetOperation(syntax, Cancellation);

    /// <summary>The methods that take a value apart for a deconstruction, the outermost first; a tuple needs none.</summary>
    public IEnumerable<IMethodSymbol> DeconstructionsBy(SyntaxNode syntax)
    {
        var work = new Queue<DeconstructionInfo>();
        if (syntax is AssignmentExpressionSyntax assignment && _model is not null)
            work.Enqueue(_model.GetDeconstructionInfo(assignment));
        else if (syntax.FirstAncestorOrSelf<ForEachVariableStatementSyntax>() is { } loop && loop.Variable.Span.Contains(syntax.Span) && _model is not null)
            work.Enqueue(_model.GetDeconstructionInfo(loop));

        while (work.Count > 0)
        {
            DeconstructionInfo info = work.Dequeue();
            if (info.Method is { } method)
                yield return method;

            foreach (DeconstructionInfo nested in info.Nested)
                work.Enqueue(nested);
        }
    }

    /// <summary>Whether code stands in a call that this compilation leaves out, since its <c>[Conditional]</c> symbol is not defined.</summary>
    public bool IsOmitted(Site site) => !_omitted.IsEmpty && _omitted.Any(span => span.Contains(site.Location.SourceSpan));

    public HashSet<BodyId> Callees { get; } = new();

    /// <summary>Those of them that only virtual calls lead to.</summary>
    public HashSet<BodyId> Dispatched { get; } = new();

    /// <summary>The types of what is returned.</summary>
    public HashSet<ITypeSymbol> ReturnedTypes { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The bodies that are started here and run at another time.</summary>
    public HashSet<BodyId> Started { get; } = new();

    public ImmutableArray<DelegateConversion>.Builder Conversions { get; } = ImmutableArray.CreateBuilder<DelegateConversion>();

    /// <summary>Flow captures of places rather than of values, as an assignment through <c>??=</c> or <c>ref</c> needs them.</summary>
    public Dictionary<CaptureId, IOperation> Captures { get; } = new();

    /// <summary>Flow captures that stand for one of several places, as <c>ref</c> on both sides of a condition makes them, and what keeps which one it is.</summary>
    public Dictionary<CaptureId, (Temporary Which, List<IOperation> Places)> Choices { get; } = new();

    /// <summary>Locals by reference and the places that they stand for.</summary>
    public Dictionary<ISymbol, IOperation> References { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Locals, captures and fields, and the calls with effects still to come that they may hold the task or the sequence of.</summary>
    public Dictionary<PlaceId, PendingCalls> Pending { get; } = new();

    /// <summary>The calls with effects still to come, by the operations that make them.</summary>
    public Dictionary<IInvocationOperation, PendingCalls> PendingAt { get; } = new();

    /// <summary>All calls whose effect comes later, in the order in which they are read.</summary>
    public List<PendingCall> Postponed { get; } = new();

    /// <summary>Captures of locals that hold a delegate.</summary>
    public Dictionary<CaptureId, ILocalSymbol> CapturedDelegates { get; } = new();

    /// <summary>Captures of fields and properties with rules about the members that are called through them: <c>member?.Call()</c>; with what keeps the object that has it.</summary>
    public Dictionary<CaptureId, (MemberRules Rules, Temporary? Owner)> CapturedMembers { get; } = new();

    /// <summary>The iterators that loops go through.</summary>
    public EnumeratorTable<Enumeration> Enumerations { get; } = new();

    /// <summary>The <c>foreach</c> loops over collections.</summary>
    public EnumeratorTable<Rounds> Rounds { get; } = new();

    /// <summary>Whether the body made an object that it gave another one to hold.</summary>
    public bool HasHolders { get; set; }

    /// <summary>The locals that are one of several objects with names.</summary>
    public OneOfNames OneOfNames { get; } = new();

    /// <summary>What is declared about reading or writing an element of any array; null: nothing.</summary>
    public MemberRules? ElementRules(INamedTypeSymbol array, AccessFilter access)
    {
        _elements ??= (Of("GetValue", 1), Of("SetValue", 2));
        return access == AccessFilter.Write ? _elements.Value.Write : _elements.Value.Read;

        MemberRules? Of(string name, int parameters) => array.GetMembers(name).OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.Parameters.Length == parameters && method.Parameters[^1].Type.SpecialType == SpecialType.System_Int32) is { } method
            && Rules.For(method) is { Events.IsEmpty: false } rules ? rules : null;
    }

    /// <summary>The position at which the body runs a delegate that it was given, if a call does so, with that call; null otherwise.</summary>
    public (int Position, IInvocationOperation Call)? GivenIn(IOperation operation)
    {
        if (_given.Value.Count == 0)
            return null;

        IOperation value = operation is IExpressionStatementOperation { Operation: var inner } ? inner : operation;
        if (value is ISimpleAssignmentOperation { Value: var assigned })
            value = assigned;

        value = OperationReader.Unconverted(value);
        if (value is IAwaitOperation { Operation: var awaited })
            value = awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } ? configured : awaited;

        return OperationReader.Unconverted(value) is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call && PositionOf(call) is > 0 and var position ? (position, call) : null;
    }

    /// <summary>The position at which a call of a delegate stands that the body was given; 0 for any other.</summary>
    public int PositionOf(IInvocationOperation call) => 1 + _given.Value.FindIndex(given => given.Call == call.Syntax);

    /// <summary>The instructions that stand for those delegates.</summary>
    public ImmutableHashSet<Instruction>.Builder OfGiven { get; } = ImmutableHashSet.CreateBuilder<Instruction>();

    /// <summary>The loops over indices.</summary>
    public ImmutableArray<IndexedLoop> Loops => _loops.Value;

    /// <summary>The loop over indices whose condition this is, or the part of it that compares the index.</summary>
    public IndexedLoop? LoopAt(SyntaxNode condition) => condition is BinaryExpressionSyntax ? Loops.FirstOrDefault(loop => loop.Comparison == condition) : null;

    /// <summary>The innermost loop over indices around some code that counts a local of this name.</summary>
    public IndexedLoop? LoopAround(SyntaxNode syntax, string name) => Loops.LastOrDefault(loop => loop.Index == name && loop.Body.Span.Contains(syntax.Span));

    public string? GaveUp { get; set; }
}
