using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>What can be wrong with rules that are each well formed: they contradict each other, or one lacks its counterpart.</summary>
internal sealed class RuleChecks
{
    private readonly Compilation _compilation;
    private readonly RuleSet _rules;
    private readonly ImmutableArray<KeyValuePair<ISymbol, MemberRules>> _members;
    private readonly ImmutableArray<Diagnostic>.Builder _problems = ImmutableArray.CreateBuilder<Diagnostic>();

    private RuleChecks(Compilation compilation, RuleSet rules, ImmutableArray<KeyValuePair<ISymbol, MemberRules>> members)
    {
        _compilation = compilation;
        _rules = rules;
        _members = members;
    }

    public static ImmutableArray<Diagnostic> Find(
        Compilation compilation,
        ImmutableArray<DeclaredRules> declared,
        Dictionary<ISymbol, ImmutableArray<MemberDeclaration>> declarations,
        RuleSet rules,
        CancellationToken cancellation)
    {
        ImmutableArray<KeyValuePair<ISymbol, MemberRules>> members = declarations.Keys
            .Select(member => new KeyValuePair<ISymbol, MemberRules>(member, rules.For(member)!))
            .Where(static member => member.Value is not null)
            .ToImmutableArray();
        RuleChecks checks = new(compilation, rules, members);
        foreach (KeyValuePair<ISymbol, MemberRules> member in members)
        {
            cancellation.ThrowIfCancellationRequested();
            checks.CheckContradictions(member.Key, member.Value.Events);
            checks.CheckSubject(member.Key, member.Value);
            foreach (MemberDeclaration declaration in declarations[member.Key])
                checks.CheckMarks(member.Key, member.Value, declaration);
        }

        HashSet<string> seen = new();
        foreach (DeclaredProtocol protocol in declared.SelectMany(static rules => rules.Protocols))
        {
            if (protocol.Location is not null && seen.Add(protocol.DocumentationId) && rules.Protocols.FirstOrDefault(p => p.DocumentationId == protocol.DocumentationId) is { } complete)
                checks.CheckProtocol(complete, protocol);
        }

        return checks._problems.ToImmutable();
    }

    private void CheckContradictions(ISymbol member, ImmutableArray<MemberEvent> events)
    {
        for (int i = 1; i < events.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (events[i].Step is { } step && step == events[j].Step && HappenTogether(events[i], events[j])
                    && Contradiction(events[j].Kind, events[i].Kind) is { } why)
                {
                    Report(RuleProblems.Contradiction, events[i].Location ?? events[j].Location, events[j].Kind, events[i].Kind, member.Name, why + $" '{step}'");
                }
            }
        }
    }

    private static string? Contradiction(EventKind first, EventKind second)
    {
        return Are(EventKind.Step, EventKind.Undo) ? "afterwards it would both be and not be in effect:"
            : Are(EventKind.Ensures, EventKind.EnsuresUndone) ? "it cannot promise both that it is and that it is not in effect:"
            : Are(EventKind.Step, EventKind.EnsuresUndone) ? "it performs what it promises to leave undone:"
            : Are(EventKind.Undo, EventKind.Ensures) ? "it undoes what it promises to leave in effect:"
            : Are(EventKind.Requires, EventKind.Forbids) ? "no state allows a call, for the step"
            : Are(EventKind.EntryState, EventKind.Forbids) ? "it starts in a state that it forbids:"
            : null;

        bool Are(EventKind one, EventKind other) => (first == one && second == other) || (first == other && second == one);
    }

    /// <summary>Whether nothing tells the two apart. Rules that only overlap can be meant: one for a value, one for any other.</summary>
    private static bool HappenTogether(MemberEvent one, MemberEvent other) =>
        one.When == other.When && one.WhenParameter == other.WhenParameter && Equals(one.Value, other.Value)
        && one.Access == other.Access && one.Call == other.Call;

    private void CheckSubject(ISymbol member, MemberRules rules)
    {
        if (rules.Subject.Kind != SubjectKind.None)
            return;

        foreach (MemberEvent @event in rules.Events)
        {
            ProtocolStep? step = @event.AnySubject
                ? null
                : @event.Step ?? @event.Protocol.Steps.FirstOrDefault(static step => step is { Optional: false, Scope: StepScope.Object });
            if (step?.Scope == StepScope.Object)
            {
                Report(RuleProblems.Meaningless, @event.Location, @event.Kind, member.Name,
                    $"'{step}' belongs to an object, and nothing here says to which; mark a parameter with [Subject], or give the step a [Scope]");
                return;
            }
        }
    }

    private void CheckMarks(ISymbol member, MemberRules rules, MemberDeclaration declaration)
    {
        HashSet<string> onParameter = new();
        foreach (RoleMark mark in declaration.Marks)
        {
            if (mark.Attribute is "Subject" or "Token" && mark.Parameter >= 0 && !onParameter.Add(mark.Attribute))
                Report(RuleProblems.Contradiction, mark.Location, mark.Attribute, mark.Attribute, member.Name, "only one parameter can have this role");
            else if (Misplaced(member, rules, mark) is { } why)
                Report(RuleProblems.Meaningless, mark.Location, mark.Attribute, member.Name, why);
        }
    }

    private string? Misplaced(ISymbol member, MemberRules rules, RoleMark mark)
    {
        bool Has(EventKind kind) => rules.Events.Any(@event => @event.Kind == kind);
        ITypeSymbol? result = member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
            IMethodSymbol method => method.ReturnType,
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            INamedTypeSymbol type => type.DelegateInvokeMethod?.ReturnType,
            _ => null,
        };
        bool isVoid = result?.SpecialType == SpecialType.System_Void;
        return mark.Attribute switch
        {
            "Subject" when rules.Events.IsEmpty && rules.DelegateParameters.IsEmpty => "no step, undo or contract here is about it",
            "MayThrow" when rules.Events.IsEmpty => "it carries no event; any other member can throw anyway",
            "Token" when mark.Parameter >= 0 && !Has(EventKind.Undo) => "it undoes nothing that the token could be of",
            "Token" when mark.Parameter < 0 && !Has(EventKind.Step) => "it performs nothing that the token could be of",
            "Token" when !HasTokenPartner(rules, takes: mark.Parameter >= 0) =>
                mark.Parameter >= 0 ? "nothing that performs the step returns a token of it" : "nothing that undoes the step takes a token of it",
            "Guard" when !Has(EventKind.Step) => "it performs nothing that disposing the guard could end",
            "Guard" when result is not null && !CanBeDisposed(result) => $"'{result.ToDisplayString()}' cannot be disposed",
            "PartOf" when member.IsStatic && member is not IMethodSymbol { IsExtensionMethod: true } => "a static member leads from no owner",
            "Token" or "Guard" or "PartOf" or "Subject" when mark.Parameter < 0 && isVoid => "it has no result",
            _ => null,
        };
    }

    private bool HasTokenPartner(MemberRules rules, bool takes)
    {
        EventKind mine = takes ? EventKind.Undo : EventKind.Step;
        EventKind partner = takes ? EventKind.Step : EventKind.Undo;
        HashSet<ProtocolStep?> steps = new(rules.Events.Where(@event => @event.Kind == mine).Select(static @event => @event.Step));
        return _members.Any(other => (takes ? other.Value.ReturnsToken : other.Value.TokenParameter >= 0)
            && other.Value.Events.Any(@event => @event.Kind == partner && steps.Contains(@event.Step)));
    }

    private static bool CanBeDisposed(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Error or TypeKind.TypeParameter or TypeKind.Dynamic)
            return true;
        if (type is INamedTypeSymbol { IsGenericType: true, Name: "Task" or "ValueTask", TypeArguments: [var awaited] })
            return CanBeDisposed(awaited);
        return IsDisposable(type) || type.AllInterfaces.Any(IsDisposable)
            || (type.IsRefLikeType && type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(static method => method.Parameters.IsEmpty));

        static bool IsDisposable(ITypeSymbol type) => type is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace.Name: nameof(System) };
    }

    private void CheckProtocol(Protocol protocol, DeclaredProtocol declared)
    {
        List<KeyValuePair<ISymbol, MemberEvent>> events = _members
            .SelectMany(static member => member.Value.Events.Concat(member.Value.DelegateParameters.Values.SelectMany(static e => e))
                .Select(@event => new KeyValuePair<ISymbol, MemberEvent>(member.Key, @event)))
            .Where(pair => pair.Value.Protocol == protocol).ToList();
        CheckCommits(protocol, events);

        // A project that holds our own attributes as source does not own the packs' protocols.
        if (protocol.DocumentationId.StartsWith("T:EntryPath.Packs.", StringComparison.Ordinal))
            return;

        // What others can perform with a public protocol is not known here.
        bool isClosed = _compilation.Options.OutputKind is not (OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule)
            || (!declared.IsVisibleOutside && !HasFriends(_compilation.Assembly));
        if (!isClosed)
            return;

        bool hasCommit = events.Any(static pair => pair.Value.Kind == EventKind.Commit);
        if (protocol.Ordered && !hasCommit && !protocol.Steps.IsEmpty)
            Report(RuleProblems.NoCommit, protocol.Location, protocol.Name);
        foreach (ProtocolStep step in protocol.Steps)
            CheckPerformed(step, events.Where(pair => pair.Value.Step == step).ToList(), hasCommit);
    }

    private void CheckPerformed(ProtocolStep step, List<KeyValuePair<ISymbol, MemberEvent>> events, bool hasCommit)
    {
        if (events.Any(static pair => pair.Value.Kind is EventKind.Step or EventKind.Asserts or EventKind.Tells or EventKind.Ensures or EventKind.EntryState))
            return;

        KeyValuePair<ISymbol, MemberEvent> undo = events.FirstOrDefault(static pair => pair.Value is { Kind: EventKind.Undo, Location: not null });
        KeyValuePair<ISymbol, MemberEvent> requirement = events.FirstOrDefault(static pair => pair.Value.Kind == EventKind.Requires);
        if (undo.Key is not null)
            Report(RuleProblems.UndoneOnly, undo.Value.Location, undo.Key.Name, step);
        else if (requirement.Key is not null)
            Report(RuleProblems.NeverPerformed, step.Location, step, $"'{requirement.Key.Name}' requires it");
        else if (hasCommit && !step.Optional)
            Report(RuleProblems.NeverPerformed, step.Location, step, $"the commit of '{step.Protocol.Name}' needs it");
    }

    private void CheckCommits(Protocol protocol, List<KeyValuePair<ISymbol, MemberEvent>> events)
    {
        foreach (KeyValuePair<ISymbol, MemberEvent> commit in events.Where(static pair => pair.Value.Kind == EventKind.Commit))
        {
            // Performed by nobody but members that need a step before it to be out of effect.
            foreach (ProtocolStep needed in protocol.Steps.Where(static step => !step.Optional))
            {
                if (Forbidding(commit.Key, needed))
                {
                    Report(RuleProblems.Unsatisfiable, commit.Value.Location, protocol.Name, $"'{commit.Key.Name}' also forbids '{needed}'");
                    break;
                }

                ISymbol[] performers = events.Where(pair => pair.Value.Kind == EventKind.Step && pair.Value.Step == needed).Select(static pair => pair.Key).ToArray();
                ProtocolStep? blocked = !protocol.Ordered || performers.Length == 0
                    ? null
                    : protocol.Steps.Take(needed.Index).FirstOrDefault(earlier =>
                        earlier is { IsBracket: true, Optional: false } && performers.All(performer => Forbidding(performer, earlier)));
                if (blocked is not null)
                {
                    Report(RuleProblems.Unsatisfiable, commit.Value.Location, protocol.Name,
                        $"'{needed}' has to come after '{blocked}', and whatever performs it forbids that");
                    break;
                }
            }
        }
    }

    private bool Forbidding(ISymbol member, ProtocolStep step) =>
        _rules.For(member)?.Events.Any(@event => @event is { Kind: EventKind.Forbids, When: null, Value: null, Call: null } && @event.Step == step) == true;

    private static bool HasFriends(IAssemblySymbol assembly) =>
        assembly.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute");

    private void Report(DiagnosticDescriptor descriptor, Location? location, params object[] arguments)
    {
        if (location is not null)
            _problems.Add(Diagnostic.Create(descriptor, location, arguments));
    }
}
