using System.Collections.Immutable;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// The calls that could perform a missing step: those by which the type performs it elsewhere for the same object, and then those that the
/// rules give for the object of the operation that misses it, or for what is in reach where the step is nobody's.
/// </summary>
internal sealed class StepCalls
{
    /// <summary>How many calls are tried for a step; each takes a run of the analysis.</summary>
    private const int MaxCalls = 3;

    private readonly Situation _situation;

    private readonly ITypeSymbol? _type;

    public StepCalls(Situation situation)
    {
        _situation = situation;
        (Receivers, _type) = Subject();
    }

    /// <summary>The objects of the reported operation, as they are written there.</summary>
    public HashSet<string> Receivers { get; }

    /// <summary>The calls, the likeliest first.</summary>
    public List<StepCall> Of(ProtocolStep step)
    {
        bool isObject = step.Scope == StepScope.Object;
        IEnumerable<StepCall> existing = Existing(step, use => !isObject || Receivers.Count == 0 || Receivers.Contains(use.Receiver));
        IEnumerable<StepCall> declared = Receivers.Count == 1 && _type is not null ? Declared(step, _type, Receivers.First()) : Enumerable.Empty<StepCall>();
        IEnumerable<StepCall> reachable = isObject ? Enumerable.Empty<StepCall>() : Reachable(step);
        return existing.Concat(declared).Concat(reachable).Distinct().Take(MaxCalls).ToList();
    }

    /// <summary>The calls that undo a step of the same object.</summary>
    public IEnumerable<string> Undos(ProtocolStep step)
    {
        IEnumerable<StepCall> declared = Receivers.Count == 1 && _type is not null ? Declared(step, _type, Receivers.First(), EventKind.Undo) : Enumerable.Empty<StepCall>();
        IEnumerable<StepCall> reachable = step.Scope == StepScope.Object ? Enumerable.Empty<StepCall>() : Reachable(step, EventKind.Undo);
        return declared.Concat(reachable).Where(static call => call.When is null).Select(static call => call.Text).Distinct().Take(MaxCalls);
    }

    /// <summary>The calls for an object that is named already.</summary>
    public List<StepCall> OfReceiver(ProtocolStep step, string receiver, List<Use> uses)
    {
        ITypeSymbol? type = uses.Where(use => use.IsDirect && use.Receiver == receiver)
            .Select(static use => (use.Expression as InvocationExpressionSyntax)?.Expression as MemberAccessExpressionSyntax)
            .OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.Expression.ToString() == receiver)
            .Select(access => _situation.Model.GetTypeInfo(access.Expression, _situation.Cancellation).Type)
            .FirstOrDefault();
        IEnumerable<StepCall> declared = type is null ? Enumerable.Empty<StepCall>() : Declared(step, type, receiver);
        return Existing(step, use => use.Receiver == receiver).Concat(declared).Distinct().Take(MaxCalls).ToList();
    }

    /// <summary>The calls by which a step could be performed, or undone, for whatever object is in reach.</summary>
    public List<StepCall> InReach(ProtocolStep step, EventKind kind) =>
        Existing(step, static _ => true, kind).Concat(Own(step, kind)).Concat(Reachable(step, kind)).Distinct().Take(MaxCalls).ToList();

    /// <summary>The members of the type itself.</summary>
    private IEnumerable<StepCall> Own(ProtocolStep step, EventKind kind) =>
        _situation.Model.GetEnclosingSymbol(_situation.Place.SpanStart, _situation.Cancellation) is { IsStatic: false, ContainingType: { } own }
            ? Declared(step, own, string.Empty, kind)
            : Enumerable.Empty<StepCall>();

    /// <summary>The object of the reported operation.</summary>
    private (HashSet<string> Receivers, ITypeSymbol? Type) Subject()
    {
        var receivers = new HashSet<string>(StringComparer.Ordinal);
        ITypeSymbol? type = null;
        SyntaxNode around = _situation.Place.FirstAncestorOrSelf<StatementSyntax>() ?? _situation.Place;
        ExpressionSyntax? operation = _situation.Place.AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(node => _situation.Uses.Of(node).Count > 0);
        foreach (Use use in operation is null ? _situation.Uses.In(around) : _situation.Uses.Of(operation))
        {
            if (use is not { IsDirect: true, Receiver.Length: > 0 } || use.Event.Step is { Scope: not StepScope.Object })
                continue;

            receivers.Add(use.Receiver);
            ExpressionSyntax? receiver = use.Expression switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Expression,
                AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax access } => access.Expression,
                _ => null,
            };
            type = receiver is null ? null : _situation.Model.GetTypeInfo(receiver, _situation.Cancellation).Type;
        }

        // A member of the object itself is called without a receiver.
        if (receivers.Count == 0 && operation is not null && _situation.Uses.Of(operation).Exists(static use => use.IsDirect))
        {
            receivers.Add(string.Empty);
            type = _situation.Model.GetEnclosingSymbol(_situation.Place.SpanStart, _situation.Cancellation)?.ContainingType;
        }

        return (receivers, type);
    }

    private IEnumerable<StepCall> Existing(ProtocolStep step, Func<Use, bool> fits, EventKind kind = EventKind.Step)
    {
        SyntaxNode type = _situation.Place.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? _situation.Root;
        return type.DescendantNodes(static node => node is not StatementSyntax || node is BlockSyntax)
            .Where(static node => node is BlockSyntax { Parent: MemberDeclarationSyntax or AccessorDeclarationSyntax } or ArrowExpressionClauseSyntax or GlobalStatementSyntax)
            .SelectMany(body => _situation.Uses.In(body))
            .Where(use => use.IsDirect && Does(use.Event, kind) && Equals(use.Event.Step?.Name, step.Name) && fits(use)
                && use.Expression.ToString().IndexOf('\n') < 0)
            .OrderBy(use => use.Event.Kind == kind ? 0 : 1)
            .ThenBy(use => Math.Abs(use.Expression.SpanStart - _situation.Place.SpanStart))
            .Select(static use => new StepCall(use.Expression.ToString(), use.Event.When));
    }

    private IEnumerable<StepCall> Declared(ProtocolStep step, ITypeSymbol type, string receiver, EventKind kind = EventKind.Step)
    {
        IEnumerable<ISymbol> members = (type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Prepend((INamedTypeSymbol)type) : Bases(type))
            .SelectMany(static @base => @base.GetMembers())
            .Where(member => !member.IsStatic && _situation.Model.IsAccessible(_situation.Place.SpanStart, member));
        return members.SelectMany(member => Calls(step, member, type, receiver.Length == 0 ? string.Empty : receiver + ".", kind));
    }

    /// <summary>For a step of the thread or the program: by static members, and by variables and fields in scope.</summary>
    private IEnumerable<StepCall> Reachable(ProtocolStep step, EventKind kind = EventKind.Step)
    {
        int position = _situation.Place.SpanStart;
        foreach (ISymbol symbol in _situation.Model.LookupSymbols(position))
        {
            ITypeSymbol? type = symbol switch
            {
                ILocalSymbol local when local.DeclaringSyntaxReferences.All(declared => declared.Span.End < position) => local.Type,
                IParameterSymbol parameter => parameter.Type,
                IFieldSymbol field => field.Type,
                IPropertySymbol property => property.Type,
                _ => null,
            };
            if (type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct })
            {
                foreach (StepCall call in Declared(step, type, symbol.Name, kind))
                    yield return call;
            }
            else if (symbol is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named
                && (named.IsStatic || named.GetMembers().Any(static member => member.IsStatic))
                && named.ContainingNamespace is not { Name: "System" })
            {
                foreach (ISymbol member in named.GetMembers().Where(static member => member.IsStatic && member.CanBeReferencedByName))
                {
                    foreach (StepCall call in Calls(step, member, named, named.ToMinimalDisplayString(_situation.Model, position) + ".", kind))
                        yield return call;
                }
            }
        }
    }

    private IEnumerable<StepCall> Calls(ProtocolStep step, ISymbol member, ITypeSymbol type, string prefix, EventKind kind)
    {
        if (!_situation.Rules.MemberNames.Contains(member.Name))
            yield break;

        ImmutableArray<MemberEvent> events = _situation.Rules.For(member, type)?.Events ?? ImmutableArray<MemberEvent>.Empty;
        foreach (MemberEvent happening in events.Where(happening => Does(happening, kind) && happening.Call is null
            && happening.Step?.Name == step.Name && happening.Protocol.Name == step.Protocol.Name))
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && (happening.When is null || happening.WhenParameter == MemberEvent.Result)
                && Arguments(method, happening) is { } arguments)
            {
                yield return new StepCall(prefix + method.Name + "(" + arguments + ")", happening.When);
            }
            else if (member is IPropertySymbol or IFieldSymbol && happening.Value is { Parameter: ValueFilter.WrittenValue } filter
                && ConstantText.Of(_situation.Model, (member as IPropertySymbol)?.Type ?? ((IFieldSymbol)member).Type, filter, _situation.Place) is { } value)
            {
                yield return new StepCall(prefix + member.Name + " = " + value, null);
            }
        }
    }

    /// <summary>Whether an operation does what is looked for; one that answers whether a step is in effect does as well as one that performs it and says so.</summary>
    private static bool Does(MemberEvent happening, EventKind kind) =>
        happening.Kind == kind || (kind == EventKind.Step && happening is { Kind: EventKind.Ensures, When: not null, WhenParameter: MemberEvent.Result });

    /// <summary>Constants that the rules ask for, and what the operations of the path are given for parameters of the same name.</summary>
    private string? Arguments(IMethodSymbol method, MemberEvent happening)
    {
        var texts = new List<string>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            string? text = happening.Value is { } filter && filter.Parameter == parameter.Ordinal
                ? ConstantText.Of(_situation.Model, parameter.Type, filter, _situation.Place)
                : null;
            if (text is null && parameter.IsOptional)
                break;

            text ??= Given(parameter);
            if (text is null || parameter.RefKind is RefKind.Ref or RefKind.Out)
                return null;

            texts.Add(text);
        }

        return string.Join(", ", texts);
    }

    private string? Given(IParameterSymbol parameter) => _situation.Path.Append(_situation.Place)
        .Select(static place => place.FirstAncestorOrSelf<InvocationExpressionSyntax>())
        .OfType<InvocationExpressionSyntax>()
        .Where(call => _situation.Model.GetSymbolInfo(call, _situation.Cancellation).Symbol is IMethodSymbol called
            && called.Parameters.Any(other => other.Name == parameter.Name && SymbolEqualityComparer.Default.Equals(other.Type, parameter.Type)))
        .Select(call => call.ArgumentList.Arguments.ElementAtOrDefault(
            ((IMethodSymbol)_situation.Model.GetSymbolInfo(call, _situation.Cancellation).Symbol!).Parameters.First(other => other.Name == parameter.Name).Ordinal)?.Expression)
        .OfType<ExpressionSyntax>()
        .Where(static argument => argument is IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax)
        .Select(static argument => argument.ToString())
        .FirstOrDefault() ?? InScope(parameter);

    /// <summary>A variable that has the name and the type of a parameter.</summary>
    private string? InScope(IParameterSymbol parameter) => _situation.Model.LookupSymbols(_situation.Place.SpanStart, name: parameter.Name)
        .Where(symbol => symbol switch
        {
            ILocalSymbol local => SymbolEqualityComparer.Default.Equals(local.Type, parameter.Type)
                && local.DeclaringSyntaxReferences.All(declared => declared.Span.End < _situation.Place.SpanStart),
            IParameterSymbol other => SymbolEqualityComparer.Default.Equals(other.Type, parameter.Type),
            _ => false,
        })
        .Select(static symbol => symbol.Name)
        .FirstOrDefault();

    private static IEnumerable<INamedTypeSymbol> Bases(ITypeSymbol type)
    {
        for (INamedTypeSymbol? at = type as INamedTypeSymbol; at is not null; at = at.BaseType)
            yield return at;
    }
}
