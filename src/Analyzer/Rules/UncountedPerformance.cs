using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// Why a performance of a step that a reader sees before an operation does not count for it. To say that nothing performs the step, with such
/// a call in plain view, would be read as a mistake of the analyzer.
/// </summary>
internal sealed class UncountedPerformance
{
    private readonly Scene _scene;
    private readonly Slot _slot;
    private readonly Story? _story;
    private readonly Location _reader;
    private readonly string _path;
    private readonly Lazy<ImmutableArray<IOperation>> _operations;

    private UncountedPerformance(Scene scene, Slot slot, Story? story, string path, Location reader)
    {
        _path = path;
        _scene = scene;
        _slot = slot;
        _story = story;
        _reader = reader;
        _operations = new Lazy<ImmutableArray<IOperation>>(Operations);
    }

    /// <summary>The part of the message that says so, with the path where it depends on that; null where no performance is in view.</summary>
    public static string? Explain(Scene scene, Slot slot, Story? story, string path, Instruction end, Location reader)
    {
        var view = new UncountedPerformance(scene, slot, story, path, reader);
        return view.ForOther() ?? view.AsWritten() ?? view.LaterInRound() ?? view.OnOtherPath(end) ?? view.Undeclared();
    }

    /// <summary>For a step that an <c>await</c> behind the operation performs: the call before it that the reader sees.</summary>
    public static string? ExplainAwait(Scene scene, Slot slot, Location reader) => new UncountedPerformance(scene, slot, null, string.Empty, reader).NotAwaited();

    /// <summary>The path performs it for another object.</summary>
    private string? ForOther() => Other() is { } other ? other + _path : null;

    private string? Other()
    {
        for (Story? at = _story; at is not null; at = at.Before)
        {
            if (at.Change != SlotChange.Performed || !ReferenceEquals(at.Slot.Step, _slot.Step) || at.Slot.Subject == _slot.Subject)
                continue;

            string performed = Wording.At(at.Site, _reader);
            if (PartBetween(at.Slot.Subject, _slot.Subject) is { } part)
                return Texts.Say("NeedsPart", performed, part);

            if (OperationAt(at.Site) is not { } performance)
                return ForOther(at, performed);

            if (Unmarked(performance) is { } parameter)
                return Texts.Say("NeedsSubject", performed, parameter.Name);

            return OperationAt(_scene.From) is { } needing && ObjectOf(performance) is { } first && ObjectOf(needing) is { } second && first.Syntax.IsEquivalentTo(second.Syntax)
                && (Writer(first, performance, needing) ?? Changeable(first)) is { } why
                ? Texts.Say("NeedsWritten", performed, Site.Shorten(first.Syntax.ToString()), why)
                : ForOther(at, performed);
        }

        return null;
    }

    private string ForOther(Story at, string performed) => _scene.NameOf(at.Slot.Subject) is { } other && _scene.NameOf(_slot.Subject) is { } own && other != own
        ? Texts.Say("NeedsOtherNamed", performed, other, own)
        : Texts.Say("NeedsOther", performed);

    /// <summary>The fields that lead from one of two objects to the other.</summary>
    private string? PartBetween(int one, int other) => Leads(one, other) ?? Leads(other, one);

    private string? Leads(int owner, int part)
    {
        TermTable terms = _scene.Solution.Universe.Terms;
        string? names = null;
        for (int term = part; terms[term] is { Kind: TermKind.Field, A: >= 0, Symbol: Universe.FieldIdentity field } shape; term = shape.A)
        {
            names = names is null ? field.Member.Name : field.Member.Name + "." + names;
            if (shape.A == owner)
                return names;
        }

        return null;
    }

    /// <summary>The parameter that holds an object like the one in need, where the operation is about the object that it is called on.</summary>
    private IParameterSymbol? Unmarked(IOperation performance)
    {
        if (performance is not IInvocationOperation { TargetMethod: var method } || ObjectOf(OperationAt(_scene.From)) is not { Type: { } needed }
            || _scene.Rules.For(method) is not { Subject.Kind: SubjectKind.Receiver })
        {
            return null;
        }

        return SymbolEqualityComparer.Default.Equals(method.ContainingType, needed)
            ? null
            : method.Parameters.FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, needed));
    }

    /// <summary>The operation between two others that may have written what both are called on.</summary>
    private string? Writer(IOperation written, IOperation first, IOperation second)
    {
        ISymbol? place = PlaceOf(written);
        IOperation? unknown = null;
        foreach (IOperation between in _operations.Value.Where(at => at.Syntax.SpanStart > first.Syntax.Span.End && at.Syntax.Span.End <= second.Syntax.SpanStart))
        {
            switch (between)
            {
                case IAssignmentOperation assignment when SymbolEqualityComparer.Default.Equals(PlaceOf(assignment.Target), place):
                    return Texts.Say("WrittenBy", Wording.At(Sites.Write(assignment.Target, assignment.Value, assignment.Syntax), _reader));
                case IInvocationOperation call when place is IFieldSymbol or IPropertySymbol && _scene.Analysis.Bodies.WritesOf(call.TargetMethod, call.Instance?.Type).Contains(place.Name):
                    return Texts.Say("WrittenBy", Wording.At(Sites.Call(call), _reader));
                case IInvocationOperation call when place is IFieldSymbol or IPropertySymbol && !_scene.Analysis.Bodies.IsKnown(call.TargetMethod) && _scene.Rules.For(call.TargetMethod) is null:
                    unknown = call;
                    break;
            }
        }

        return unknown is IInvocationOperation other ? Texts.Say("MayBeWrittenBy", Wording.At(Sites.Call(other), _reader)) : null;
    }

    private static string? Changeable(IOperation place) => place is IPropertyReferenceOperation or IInvocationOperation ? Texts.Say("GivenAnew") : null;

    private static ISymbol? PlaceOf(IOperation operation) => operation switch
    {
        IMemberReferenceOperation { Member: var member } => member,
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        _ => null,
    };

    /// <summary>An operation before it is written so that it does not perform the step here, or not yet.</summary>
    private string? AsWritten()
    {
        foreach (DelegateConversion conversion in _scene.Solution.Code.Conversions.Reverse())
        {
            if (IsBefore(conversion.Site.Location) && PerformsLater(conversion.Body))
                return Texts.Say(conversion.Hiding switch
                {
                    Hiding.NotAwaited => "NeedsAwait",
                    Hiding.CannotBeAwaited => "NeedsTask",
                    Hiding.NotEnumerated => "NeedsEnumeration",
                    _ => "NeedsDelegate",
                }, Wording.At(conversion.Site, _reader));
        }

        foreach (IOperation operation in _operations.Value.Reverse())
        {
            if (!IsBefore(operation.Syntax.GetLocation()) || IsInLambda(operation) || EventOf(operation) is not { } happening)
                continue;

            string name = Wording.At(SiteOf(operation), _reader);
            if (IsPending(operation))
                return Texts.Say("NeedsAwait", name);

            if (happening.When is { } truth)
                return Texts.Say(_path.Length > 0 && IsTested(operation) ? "NeedsOtherResult" : "NeedsTest", name, truth ? "true" : "false") + _path;

            if (Compared(operation, happening) is { ConstantValue.HasValue: false } compared)
                return Texts.Say("NeedsValue", name, Site.Shorten(compared.Syntax.ToString())) + _path;
        }

        return null;
    }

    private string? NotAwaited() => _operations.Value.LastOrDefault(operation =>
        IsBefore(operation.Syntax.GetLocation()) && !IsInLambda(operation) && IsPending(operation) && EventOf(operation) is not null) is { } pending
        ? Texts.Say("NeedsAwait", Wording.At(SiteOf(pending), _reader))
        : null;

    private static bool IsPending(IOperation operation) => operation is IInvocationOperation call && IsAwaitable(call.TargetMethod.ReturnType) && !IsAwaited(call);

    /// <summary>A loop performs it behind the operation, so that only further rounds find it so.</summary>
    private string? LaterInRound()
    {
        if (_scene.From.Location.SourceTree is not { } tree)
            return null;

        SyntaxNode? loop = tree.GetRoot(_scene.Cancellation).FindNode(_scene.From.Location.SourceSpan)
            .FirstAncestorOrSelf<SyntaxNode>(static node => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
        if (loop is null)
            return null;

        IOperation? later = _operations.Value.FirstOrDefault(operation => loop.Span.Contains(operation.Syntax.Span)
            && operation.Syntax.SpanStart >= _scene.From.Location.SourceSpan.End && !IsInLambda(operation) && EventOf(operation) is not null);
        return later is null ? null : Texts.Say("NeedsRound", Wording.At(SiteOf(later), _reader));
    }

    private string? OnOtherPath(Instruction end)
    {
        if (_scene.Performers.PerformedBefore(_slot.Step, end) is not { } performed)
            return null;

        return Texts.Say(_path.Length > 0 ? "NeedsElsewhere" : "NeedsEverywhere", Wording.At(performed, _reader)) + _path;
    }

    /// <summary>A call into an assembly that knows the protocol, of a member that says nothing of it.</summary>
    private string? Undeclared()
    {
        if (_scene.Analysis.Bodies.AssemblyOf(_slot.Step.Protocol) is not { } home)
            return null;

        foreach (IInvocationOperation call in _operations.Value.Reverse().OfType<IInvocationOperation>())
        {
            IMethodSymbol method = call.TargetMethod;
            if (!IsBefore(call.Syntax.GetLocation()) || IsInLambda(call) || _scene.Rules.For(method) is not null
                || method.ContainingAssembly is not { } other || _scene.Analysis.Bodies.IsOwn(other))
            {
                continue;
            }

            bool knows = SymbolEqualityComparer.Default.Equals(other, home)
                || other.Modules.Any(module => module.ReferencedAssemblies.Any(identity => identity.Name == home.Identity.Name));
            if (knows)
                return Texts.Say("NeedsDeclared", Wording.At(Sites.Call(call), _reader), other.Name, _slot.Step);
        }

        return null;
    }

    private bool PerformsLater(BodyId body) => (body.Method is { } method && _scene.Rules.For(method) is { } rules && rules.Events.Any(Performs))
        || _scene.Analysis.Solve(body, _scene.Cancellation).Any(part => part.Summary.Exits.Any(exit => exit.Effects.Any(effect =>
            ReferenceEquals(effect.Step, _slot.Step) && effect.Value.Has(Possibility.Gained | Possibility.Pending))));

    private bool Performs(MemberEvent happening) => happening.Kind is EventKind.Step or EventKind.Ensures && ReferenceEquals(happening.Step, _slot.Step);

    /// <summary>The rule by which an operation performs the step; null where it has none.</summary>
    private MemberEvent? EventOf(IOperation operation)
    {
        (ISymbol? member, ITypeSymbol? receiver) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Instance?.Type),
            IObjectCreationOperation made => (made.Constructor, null),
            IAssignmentOperation { Target: IMemberReferenceOperation target } => ((ISymbol?)target.Member, target.Instance?.Type),
            _ => (null, null),
        };
        return member is not null && _scene.Rules.For(member, receiver) is { } rules ? rules.Events.FirstOrDefault(Performs) : null;
    }

    private static IOperation? Compared(IOperation operation, MemberEvent happening) => (happening.Value, operation) switch
    {
        ({ Parameter: ValueFilter.WrittenValue }, IAssignmentOperation assignment) => assignment.Value,
        ({ Parameter: var ordinal and >= 0 }, IInvocationOperation call) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value,
        ({ Parameter: var ordinal and >= 0 }, IObjectCreationOperation made) => made.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value,
        _ => null,
    };

    private static Site SiteOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => Sites.Call(call),
        IAssignmentOperation assignment => Sites.Write(assignment.Target, assignment.Value, assignment.Syntax),
        _ => Sites.Of(operation.Syntax),
    };

    /// <summary>What an operation is called on.</summary>
    private static IOperation? ObjectOf(IOperation? operation) => operation switch
    {
        IInvocationOperation { Instance: { } instance } => instance,
        IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: [var first, ..] } => first.Value,
        IAssignmentOperation { Target: IMemberReferenceOperation { Instance: { } instance } } => instance,
        _ => null,
    };

    private IOperation? OperationAt(Site site) => _operations.Value.FirstOrDefault(operation =>
        operation is IInvocationOperation or IAssignmentOperation or IObjectCreationOperation && SiteOf(operation).Location.Equals(site.Location));

    private bool IsBefore(Location location) => location.SourceTree == _scene.From.Location.SourceTree && location.SourceSpan.End <= _scene.From.Location.SourceSpan.Start;

    /// <summary>Whether an operation stands in a lambda or local function that the body only mentions.</summary>
    private bool IsInLambda(IOperation operation)
    {
        for (IOperation? at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return at.Syntax != _scene.Solution.Body.Syntax;
        }

        return false;
    }

    private static bool IsAwaitable(ITypeSymbol type) => type.Name is "Task" or "ValueTask"
        && type.ContainingNamespace is { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: nameof(System) } };

    private static bool IsAwaited(IOperation call) => call.Syntax.Ancestors().TakeWhile(static node => node is not StatementSyntax).Any(static node => node is AwaitExpressionSyntax);

    /// <summary>Whether a condition of the path is about the result of an operation.</summary>
    private bool IsTested(IOperation operation) => Story.Latest(_story, at =>
        at.IsBranch && at.Site.Location.SourceTree == operation.Syntax.SyntaxTree && at.Site.Location.SourceSpan.IntersectsWith(operation.Syntax.Span)) is not null;

    private ImmutableArray<IOperation> Operations() => _scene.Solution.Body.Graph?.OriginalOperation is { } root
        ? root.DescendantsAndSelf().Where(static operation => operation is IInvocationOperation or IObjectCreationOperation or IAssignmentOperation)
            .OrderBy(static operation => operation.Syntax.SpanStart).ToImmutableArray()
        : ImmutableArray<IOperation>.Empty;
}
