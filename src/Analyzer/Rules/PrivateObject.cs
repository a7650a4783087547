using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// An object that only its class, or only one member with the functions nested in it, can name: a private field or a local holds it, it is made there, and it is not given
/// away. What nothing there undoes of it, nobody undoes; and what nothing there performs, nobody performs.
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
        if (subject is { Root: PathRoot.Entry, Symbol: ILocalSymbol local, Fields.IsEmpty: true })
            member = local;
        else if (!isOwn)
            return null;

        var found = new PrivateObject(analysis, member!.OriginalDefinition, cancellation);
        return found.IsKeptInside() ? found : null;
    }

    /// <summary>Whether something that the class does undoes the step as it found it in effect, or in case that it did.</summary>
    public bool IsUndone(ProtocolStep step) => Users().SelectMany(body => _analysis.Solve(body, _cancellation)).Any(solution =>
        solution.Summary.Exits.SelectMany(static exit => exit.Effects).Any(effect => ReferenceEquals(effect.Step, step) && IsAbout(effect.Subject)
            && effect.Value.Has(Possibility.Taken | Possibility.Dropped))
        || IsUndoneIfThere(solution, step))
        || (_member is ILocalSymbol && Touches(SlotChange.Undone, step));

    /// <summary>Whether something that can name the object performs the step, of it or of an object that has no name there, or asks whether it is in effect.</summary>
    public bool IsPerformed(ProtocolStep step) => Touches(SlotChange.Performed, step)
        || Users().SelectMany(body => _analysis.Solve(body, _cancellation)).Any(solution => EventsOf(solution, step).Any(static happening => happening.Kind == EventKind.Tells));

    private bool Touches(SlotChange change, ProtocolStep step) => Users().SelectMany(body => _analysis.Solve(body, _cancellation))
        .SelectMany(static solution => solution.Touched)
        .Any(touched => touched.Change == change && ReferenceEquals(touched.Step, step) && (touched.Subject is null || IsAbout(touched.Subject)));

    /// <summary>Whether a body undoes the step where it is in effect: by an undo that asks, or after a test.</summary>
    private static bool IsUndoneIfThere(BodySolution solution, ProtocolStep step)
    {
        List<Instruction.Event> events = EventsOf(solution, step).ToList();
        bool asks = events.Exists(static happening => happening.Kind == EventKind.Tells);
        return events.Exists(happening => happening.Kind == EventKind.Undo && (happening.IfInEffect || asks));
    }

    private static IEnumerable<Instruction.Event> EventsOf(BodySolution solution, ProtocolStep step) => solution.Code.Graph is not { } graph ? Enumerable.Empty<Instruction.Event>()
        : graph.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Event>().Where(happening => ReferenceEquals(happening.Step, step));

    private bool IsAbout(Path path) => path.Fields.Any(field => IsSame(field.Member)) || IsSame(path.Symbol as ISymbol);

    private bool IsSame(ISymbol? member) => SymbolEqualityComparer.Default.Equals(member?.OriginalDefinition, _member);

    /// <summary>Whether the class makes the object itself and hands it to nobody who could keep it.</summary>
    private bool IsKeptInside() => !Users().Any(body => _analysis.Bodies.Find(body, _cancellation)?.Graph is { } graph
        && NestedBodies.OperationsOf(graph).Any(operation => operation switch
        {
            IMemberReferenceOperation reference => IsSame(reference.Member) && IsGivenAway(reference),
            ILocalReferenceOperation local => IsSame(local.Local) && IsGivenAway(local),
            _ => false,
        }));

    private bool IsGivenAway(IOperation reference)
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

    /// <summary>The bodies that can name the object: those of its class and of the types in it, or those of the member that the local is in.</summary>
    private IEnumerable<BodyId> Users()
    {
        if (_member is ILocalSymbol local)
        {
            ISymbol owner = local.ContainingSymbol;
            while (owner is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction, ContainingSymbol: { } outer })
                owner = outer;

            foreach (BodyId body in WithNested(BodyId.Of(owner)))
                yield return body;

            yield break;
        }

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
                    foreach (BodyId body in WithNested(BodyId.Of(member)))
                        yield return body;
                }
            }
        }
    }

    private IEnumerable<BodyId> WithNested(BodyId body)
    {
        var work = new Stack<BodyId>();
        work.Push(body);
        while (work.Count > 0)
        {
            BodyId next = work.Pop();
            if (_analysis.Code(next, _cancellation) is not { } code)
                continue;

            yield return next;
            foreach (LambdaBody nested in code.Nested)
                work.Push(nested);
        }
    }
}
