using System.Threading;
using EntryPath.Analyzer.Events;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Summaries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// An object that a private field holds, which only the class that declares the field can name: it is made there, and the class does not give it away.
/// What nothing in the class undoes of it, nobody undoes.
/// </summary>
internal sealed class PrivateObject
{
    private readonly Analysis _analysis;
    private readonly ISymbol _member;
    private readonly CancellationToken _cancellation;

    private PrivateObject(Analysis analysis, ISymbol member, CancellationToken cancellation)
    {
        _analysis = analysis;
        _member = member;
        _cancellation = cancellation;
    }

    /// <summary>The private object that a body calls by a path; null where others can name it too.</summary>
    public static PrivateObject? Of(Analysis analysis, Path subject, ISymbol body, CancellationToken cancellation)
    {
        ISymbol? member = subject switch
        {
            { Root: PathRoot.This, Fields: [var field] } => field.Member,
            { Root: PathRoot.Static, Fields.IsEmpty: true } => subject.Symbol as ISymbol,
            _ => null,
        };
        bool isOwn = member is IFieldSymbol or IPropertySymbol && member.DeclaredAccessibility == Accessibility.Private
            && SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, body.ContainingType?.OriginalDefinition);
        if (!isOwn)
            return null;

        var found = new PrivateObject(analysis, member!.OriginalDefinition, cancellation);
        return found.IsKeptInside() ? found : null;
    }

    /// <summary>Whether something that the class does undoes the step as it found it in effect, or in case that it did.</summary>
    public bool IsUndone(ProtocolStep step) => Users().SelectMany(body => _analysis.Solve(body, _cancellation)).Any(solution =>
        solution.Summary.Exits.SelectMany(static exit => exit.Effects).Any(effect => ReferenceEquals(effect.Step, step) && IsAbout(effect.Subject)
            && (Effects.PossibilityOf(effect.Value) & (Possibility.Lost | Possibility.Dropped)) != 0)
        || IsUndoneIfThere(solution, step));

    /// <summary>Whether a body undoes the step where it is in effect: by an undo that asks, or after a test.</summary>
    private static bool IsUndoneIfThere(BodySolution solution, ProtocolStep step)
    {
        List<Instruction.Event> events = solution.Code.Graph?.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Event>()
            .Where(happening => ReferenceEquals(happening.Step, step)).ToList() ?? new List<Instruction.Event>();
        bool asks = events.Exists(static happening => happening.Kind == EventKind.Tells);
        return events.Exists(happening => happening.Kind == EventKind.Undo && (happening.IfInEffect || asks));
    }

    private bool IsAbout(Path path) => path.Fields.Any(field => IsSame(field.Member)) || IsSame(path.Symbol as ISymbol);

    private bool IsSame(ISymbol? member) => SymbolEqualityComparer.Default.Equals(member?.OriginalDefinition, _member);

    /// <summary>Whether the class makes the object itself and hands it to nobody who could keep it.</summary>
    private bool IsKeptInside() => !Users().Any(body => _analysis.Bodies.Find(body, _cancellation)?.Graph is { } graph
        && NestedBodies.OperationsOf(graph).OfType<IMemberReferenceOperation>().Any(reference => IsSame(reference.Member) && IsGivenAway(reference)));

    private bool IsGivenAway(IMemberReferenceOperation reference)
    {
        IOperation? parent = reference.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;

        return parent switch
        {
            ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Target, reference) => assignment.Value is not (IObjectCreationOperation or IConversionOperation { Operand: IObjectCreationOperation }),
            IAssignmentOperation => true,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } => !_analysis.IsFollowed(method),
            IArgumentOperation or IReturnOperation or IObjectOrCollectionInitializerOperation or IArrayInitializerOperation or ITupleOperation => true,
            _ => reference.Parent is null,
        };
    }

    /// <summary>The bodies that can name the member: those of its class and of the types in it.</summary>
    private IEnumerable<object> Users()
    {
        var types = new Stack<INamedTypeSymbol>();
        types.Push(_member.ContainingType);
        while (types.Count > 0)
        {
            INamedTypeSymbol type = types.Pop();
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is INamedTypeSymbol inner)
                    types.Push(inner);
                else if (member is IMethodSymbol or IFieldSymbol or IPropertySymbol)
                {
                    foreach (object body in WithNested(member))
                        yield return body;
                }
            }
        }
    }

    private IEnumerable<object> WithNested(object body)
    {
        var work = new Stack<object>();
        work.Push(body);
        while (work.Count > 0)
        {
            object next = work.Pop();
            if (_analysis.Code(next, _cancellation) is not { } code)
                continue;

            yield return next;
            foreach (LambdaBody nested in code.Nested)
                work.Push(nested);
        }
    }
}
