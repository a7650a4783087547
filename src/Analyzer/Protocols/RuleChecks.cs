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

    // What a rule lacks cannot be told while another one is not understood: it may be the very one.
    private readonly bool _isUnderstood;
    private readonly ImmutableArray<Diagnostic>.Builder _problems = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly ImmutableArray<ClosedProtocol>.Builder _closed = ImmutableArray.CreateBuilder<ClosedProtocol>();

    private RuleChecks(Compilation compilation, RuleSet rules, ImmutableArray<KeyValuePair<ISymbol, MemberRules>> members, bool isUnderstood)
    {
        _isUnderstood = isUnderstood;
        _compilation = compilation;
        _rules = rules;
        _members = members;
    }

    public static (ImmutableArray<Diagnostic> Problems, ImmutableArray<ClosedProtocol> Closed) Find(
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
        bool isUnderstood = declared.All(static source => source.Problems.All(static problem => problem.DefaultSeverity != DiagnosticSeverity.Error));
        RuleChecks checks = new(compilation, rules, members, isUnderstood);
        foreach (KeyValuePair<ISymbol, MemberRules> member in members)
        {
            cancellation.ThrowIfCancellationRequested();
            checks.CheckContradictions(member.Key, member.Value.Events);
            foreach (ImmutableArray<MemberEvent> contract in member.Value.DelegateParameters.Values)
                checks.CheckContradictions(member.Key, contract);
            checks.CheckSubject(member.Key, member.Value);
            checks.CheckNeed(member.Key, member.Value);
            checks.CheckTakenOver(member.Key, member.Value);
            foreach (MemberDeclaration declaration in declarations[member.Key])
                checks.CheckMarks(member.Key, member.Value, declaration);
        }

        HashSet<string> seen = new();
        foreach (DeclaredProtocol protocol in declared.SelectMany(static rules => rules.Protocols))
        {
            if (protocol.Location is not null && seen.Add(protocol.DocumentationId) && rules.Protocols.FirstOrDefault(p => p.DocumentationId == protocol.DocumentationId) is { } complete)
                checks.CheckProtocol(complete, protocol);
        }

        return (checks._problems.ToImmutable(), checks._closed.ToImmutable());
    }

    private void CheckContradictions(ISymbol member, ImmutableArray<MemberEvent> events)
    {
        for (int i = 1; i < events.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (events[i].Step is { } step && step == events[j].Step && HappenTogether(events[i], events[j])
                    && Contradiction(events[j], events[i]) is { } why)
                {
                    Report(
                        RuleProblems.Contradiction, events[i].Location ?? events[j].Location, events[j].Kind, events[i].Kind, MemberName.Of(member), why + $" '{step}'");
                }
            }
        }
    }

    private static string? Contradiction(MemberEvent first, MemberEvent second)
    {
        return Are(EventKind.Step, EventKind.Undo) || Are(EventKind.Asserts, EventKind.Undo) ? Texts.Say("WhyAfterwardsItWouldBothBeAnd")
            : Are(EventKind.Ensures, EventKind.EnsuresUndone) ? Texts.Say("WhyItCannotPromiseBothThatIt")
            : Are(EventKind.Step, EventKind.EnsuresUndone) ? Texts.Say("WhyItPerformsWhatItPromisesTo")
            : Are(EventKind.Asserts, EventKind.EnsuresUndone) ? Texts.Say("WhyItAssertsWhatItPromisesTo")
            : Are(EventKind.Undo, EventKind.Ensures) ? Texts.Say("WhyItUndoesWhatItPromisesTo")
            : Are(EventKind.Requires, EventKind.Forbids) ? Texts.Say("WhyNoStateAllowsACallFor")
            : Are(EventKind.TakesOver, EventKind.Step) ? Texts.Say("WhyItPerformsWhatItTakesOver")
            : Are(EventKind.TakesOver, EventKind.Undo) || Are(EventKind.TakesOver, EventKind.EntryState) ? Texts.Say("WhyWhatStartsItOwesTheUndo")
            : Are(EventKind.TakesOver, EventKind.Forbids) ? Texts.Say("WhyItTakesOverWhatMustNot")
            : Are(EventKind.EntryState, EventKind.Forbids) ? Texts.Say("WhyItStartsInAStateThat")
            : Are(EventKind.Undo, EventKind.Forbids) && !first.IfInEffect && !second.IfInEffect ? Texts.Say("WhyItUndoesWhatMustNotBe")
            : null;

        bool Are(EventKind one, EventKind other) => (first.Kind == one && second.Kind == other) || (first.Kind == other && second.Kind == one);
    }

    /// <summary>Whether one happens wherever the other does: its filters are the same, or fewer.</summary>
    private static bool HappenTogether(MemberEvent one, MemberEvent other) => Includes(one, other) || Includes(other, one);

    private static bool Includes(MemberEvent wider, MemberEvent narrower) =>
        (wider.When is null || (wider.When == narrower.When && wider.WhenParameter == narrower.WhenParameter))
        && (wider.Value is null || Equals(wider.Value, narrower.Value))
        && (wider.Access == AccessFilter.Any || wider.Access == narrower.Access) && wider.Call == narrower.Call;

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
                Report(RuleProblems.Meaningless, @event.Location, @event.Kind, MemberName.Of(member),
                    Texts.Say("WhyBelongsToAnObjectAndNothing", step));
                return;
            }
        }
    }

    /// <summary>A commit that needs nothing and uses nothing up is none.</summary>
    private void CheckNeed(ISymbol member, MemberRules rules)
    {
        foreach (MemberEvent commit in rules.Events)
        {
            if (commit.Kind == EventKind.Commit && !commit.Protocol.Steps.IsEmpty
                && commit.Protocol.Steps.All(static step => step is { Optional: true, Repeat: false }))
            {
                Report(RuleProblems.Meaningless, commit.Location, commit.Kind, MemberName.Of(member),
                    Texts.Say("WhyEveryStepOfIsOptionalSo", commit.Protocol.Name));
            }
        }
    }

    /// <summary>Only what somebody has to undo can be taken over.</summary>
    private void CheckTakenOver(ISymbol member, MemberRules rules)
    {
        foreach (MemberEvent taken in rules.Events.Concat(rules.DelegateParameters.Values.SelectMany(static contract => contract)))
        {
            if (taken is { Kind: EventKind.TakesOver, Step: { Obliges: false } step })
            {
                Report(RuleProblems.Meaningless, taken.Location, taken.Kind, MemberName.Of(member),
                    step.IsBracket ? Texts.Say("WhyIsMarkedMayStaySoThatNobody", step) : Texts.Say("WhyNothingUndoesSoThatNobodyOwes", step));
            }
        }
    }

    private void CheckMarks(ISymbol member, MemberRules rules, MemberDeclaration declaration)
    {
        HashSet<string> taken = new();
        foreach (RoleMark mark in declaration.Marks)
        {
            if (mark.Attribute is "Subject" && !taken.Add(mark.Attribute))
                Report(RuleProblems.Contradiction, mark.Location, mark.Attribute, mark.Attribute, MemberName.Of(member), Texts.Say("WhyAMemberHasOneSubject"));
            else if (mark.Attribute is "Token" && mark.Parameter >= 0 && !taken.Add(mark.Attribute))
                Report(RuleProblems.Contradiction, mark.Location, mark.Attribute, mark.Attribute, MemberName.Of(member), Texts.Say("WhyOnlyOneParameterCanHaveThis"));
            else if (!declaration.LacksEvents && Misplaced(member, rules, mark) is { } why)
                Report(RuleProblems.Meaningless, mark.Location, mark.Attribute, MemberName.Of(member), why);
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
            "Subject" when rules.Events.IsEmpty && rules.DelegateParameters.IsEmpty => Texts.Say("WhyNoStepUndoOrContractHere"),
            "Subject" when rules.DelegateParameters.IsEmpty && !rules.Events.Any(IsAboutObject) =>
                Texts.Say("WhyNoStepHereBelongsToAn", string.Join(", ", rules.Events.Select(ScopeText).Distinct())),
            "MayThrow" when rules.Events.IsEmpty => Texts.Say("WhyItCarriesNoEventAnyOther"),
            "Token" when mark.Parameter >= 0 && !Has(EventKind.Undo) => Texts.Say("WhyItUndoesNothingThatTheToken"),
            "Token" when mark.Parameter < 0 && !Has(EventKind.Step) => Texts.Say("WhyItPerformsNothingThatTheToken"),
            "Token" when !HasTokenPartner(rules, takes: mark.Parameter >= 0) =>
                mark.Parameter >= 0 ? Texts.Say("WhyNothingThatPerformsTheStepReturns") : Texts.Say("WhyNothingThatUndoesTheStepTakes"),
            "Only" => null,
            "Guard" when mark.Parameter >= 0 && rules.Guard?.Parameter != mark.Parameter => MisplacedOnDelegate(member, result, mark.Parameter),
            "Guard" when mark.Parameter >= 0 && member is IMethodSymbol { Parameters: var parameters } && !CanBeDisposed(parameters[mark.Parameter].Type) =>
                Texts.Say("WhyCannotBeDisposed", parameters[mark.Parameter].Type.ToDisplayString()),
            "Guard" when !Has(EventKind.Step) => Texts.Say("WhyItPerformsNothingThatDisposingThe"),
            "Guard" when mark.Parameter < 0 && result is not null && !CanBeDisposed(result) => Texts.Say("WhyCannotBeDisposed", result.ToDisplayString()),
            "Guard" when rules.Guard is { MayBeNull: true } && GuardTypes.Of(member, rules.Guard) is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } =>
                Texts.Say("WhyAStructIsNeverNullFlag"),
            "Guard" when rules.Guard is { Flag: { } flag } && GuardTypes.Of(member, rules.Guard) is { } guard && guard.TypeKind != TypeKind.Error && GuardTypes.Flag(guard, flag) is null =>
                Texts.Say("WhyHasNoBoolPropertyOrField", guard.ToDisplayString(), flag) + NearestNames.Suggest(flag, GuardTypes.MembersOf(guard).Where(static other => other.CanBeReferencedByName).Select(static other => other.Name).Distinct()),
            "PartOf" when member is IPropertySymbol { GetMethod: null } => Texts.Say("WhyItHasNoGetter"),
            "PartOf" when member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true } => Texts.Say("WhyItHasNoArgumentThatCould"),
            "PartOf" when member.IsStatic && member is not IMethodSymbol { Parameters.IsEmpty: false } => Texts.Say("WhyAStaticMemberLeadsFromNo"),
            "Token" or "Guard" or "PartOf" or "Subject" when mark.Parameter < 0 && isVoid => Texts.Say("WhyItHasNoResult"),
            _ => null,
        };
    }

    private static string? MisplacedOnDelegate(ISymbol member, ITypeSymbol? result, int parameter)
    {
        if (member is not IMethodSymbol method || parameter >= method.Parameters.Length || method.Parameters[parameter].Type.TypeKind == TypeKind.Error)
            return null;
        if (method.Parameters[parameter].Type.TypeKind != TypeKind.Delegate)
            return Texts.Say("WhyItsTypeIsNotADelegate2");
        return result is null || CanBeDisposed(result) ? null : Texts.Say("WhyCannotBeDisposedSoThatIt", result.ToDisplayString());
    }

    private static bool IsAboutObject(MemberEvent @event) => @event.Step is { } step
        ? step.Scope == StepScope.Object
        : @event.Protocol.Steps.IsEmpty || @event.Protocol.Steps.Any(static step => step.Scope == StepScope.Object);

    private static string ScopeText(MemberEvent @event)
    {
        ProtocolStep step = @event.Step ?? @event.Protocol.Steps[0];
        return Texts.Say("WhyBelongsToThe", step, (step.Scope == StepScope.Thread ? "thread" : "program"));
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

        CheckObjects(protocol, declared, events);
        if (_isUnderstood)
            CheckOpposites(protocol, events);

        bool canReport = CanReport(protocol, events);
        if (!canReport && _isUnderstood)
            Report(RuleProblems.NeverReports, protocol.Location, protocol.Name);

        // What others can perform with a public protocol is not known here.
        bool isClosed = _compilation.Options.OutputKind is not (OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule)
            || (!declared.IsVisibleOutside && !HasFriends(_compilation.Assembly));
        if (!isClosed)
            return;

        bool hasCommit = events.Any(static pair => pair.Value.Kind == EventKind.Commit);
        if (canReport && protocol.Ordered && !hasCommit && protocol.Steps.Any(static step => !step.Optional))
            Report(RuleProblems.NoCommit, protocol.Location, Texts.Say("WhyNoMemberIs"), protocol.Name);
        if (hasCommit)
        {
            _closed.Add(new ClosedProtocol(
                protocol, events.Where(static pair => pair.Value.Kind == EventKind.Commit).Select(static pair => pair.Key).ToImmutableArray()));
        }

        foreach (ProtocolStep step in protocol.Steps)
        {
            CheckPerformed(step, events, hasCommit);
            if (step is { Nestable: true, IsBracket: false })
                Report(RuleProblems.Meaningless, step.Location, "Nestable", step.Name, Texts.Say("WhyNothingUndoesTheStepSoThere"));
            else if (step is { EndsOnThrow: true, IsBracket: false } or { MayStay: true, IsBracket: false })
                Report(RuleProblems.Meaningless, step.Location, step.EndsOnThrow ? "EndsOnThrow" : "MayStay", step.Name, Texts.Say("WhyNothingUndoesTheStepSoThat"));
        }
    }

    /// <summary>Whether some use of the members with these rules could be wrong; a protocol whose steps nothing here performs may be for others.</summary>
    private static bool CanReport(Protocol protocol, List<KeyValuePair<ISymbol, MemberEvent>> events) =>
        !events.Exists(static pair => pair.Value.Kind == EventKind.Step)
        || protocol.Steps.Any(static step => step.IsBracket || step.Strict)
        || events.Exists(static pair => pair.Value.Kind is not (EventKind.Step or EventKind.Tells or EventKind.Asserts));

    /// <summary>A step that a member performs and nothing undoes, where the member's type has one with the opposite name that says nothing of the protocol.</summary>
    private void CheckOpposites(Protocol protocol, List<KeyValuePair<ISymbol, MemberEvent>> events)
    {
        foreach ((ISymbol member, MemberEvent performed) in events.Select(static pair => (pair.Key, pair.Value)))
        {
            if (performed is { Kind: EventKind.Step, Step: { IsBracket: false } step } && member is IMethodSymbol { MethodKind: MethodKind.Ordinary, ContainingType: { } type } method
                && OppositeNames.Of(method.Name).SelectMany(name => type.GetMembers(name)).OfType<IMethodSymbol>().FirstOrDefault(other =>
                    other.IsStatic == method.IsStatic && _rules.For(other)?.Events.Any(own => own.Protocol == protocol) != true) is { } opposite)
            {
                Report(RuleProblems.ForgottenUndo, performed.Location, MemberName.Of(method), step, opposite.Name);
            }
        }
    }

    /// <summary>
    /// A step that only static members perform, and that does not say whose it is, is one for the whole program; where such a member takes an object that has
    /// other steps of the protocol, that object is meant.
    /// </summary>
    private void CheckObjects(Protocol protocol, DeclaredProtocol declared, List<KeyValuePair<ISymbol, MemberEvent>> events)
    {
        if (declared.Scope is not null)
            return;

        foreach (KeyValuePair<ISymbol, MemberEvent> happening in events)
        {
            if (happening.Key is IMethodSymbol { IsStatic: true, MethodKind: MethodKind.Ordinary } method && happening.Value is { Step: { Scope: StepScope.Program } step }
                && !declared.Steps.Any(other => other.Name == step.Name && other.Scope is not null)
                && method.Parameters.FirstOrDefault(parameter => events.Any(other => !other.Key.IsStatic && IsOf(parameter.Type, other.Key.ContainingType))) is { } meant)
            {
                Report(RuleProblems.OfProgram, happening.Value.Location, happening.Value.Kind, MemberName.Of(method), meant.Name);
            }
        }

        static bool IsOf(ITypeSymbol type, INamedTypeSymbol? owner)
        {
            for (ITypeSymbol? current = type; current is not null && owner is not null; current = current.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, owner.OriginalDefinition))
                    return true;
            }

            return false;
        }
    }

    private void CheckPerformed(ProtocolStep step, List<KeyValuePair<ISymbol, MemberEvent>> all, bool hasCommit)
    {
        List<KeyValuePair<ISymbol, MemberEvent>> events = all.Where(pair => pair.Value.Step == step).ToList();
        if (events.Any(static pair => IsPerformed(pair.Value.Kind)))
            return;

        KeyValuePair<ISymbol, MemberEvent> undo = events.FirstOrDefault(static pair => pair.Value is { Kind: EventKind.Undo, Location: not null });
        KeyValuePair<ISymbol, MemberEvent> named = events.FirstOrDefault(static pair => pair.Value.Kind is EventKind.Requires or EventKind.Forbids);
        if (undo.Key is not null)
            Report(RuleProblems.UndoneOnly, undo.Value.Location, MemberName.Of(undo.Key), step);
        else if (named.Key is not null)
            Report(RuleProblems.NeverPerformed, step.Location, step, $"'{MemberName.Of(named.Key)}' {(named.Value.Kind == EventKind.Requires ? "requires" : "forbids")} it");
        else if (hasCommit && !step.Optional)
            Report(RuleProblems.NeverPerformed, step.Location, step, Texts.Say("WhyTheCommitOfNeedsIt", step.Protocol.Name));
        else if (!step.Optional && step.Protocol.Ordered && all.Select(static pair => pair.Value).FirstOrDefault(other =>
                     other is { Kind: EventKind.Step, Step: { } later } && later.Index > step.Index && (later.IsBracket || later.Strict)) is { } needing)
            Report(RuleProblems.NeverPerformed, step.Location, step, Texts.Say("WhyHasToComeAfterIt", needing.Step));
    }

    private static bool IsPerformed(EventKind kind) =>
        kind is EventKind.Step or EventKind.Asserts or EventKind.Tells or EventKind.Ensures or EventKind.EntryState;

    private void CheckCommits(Protocol protocol, List<KeyValuePair<ISymbol, MemberEvent>> events)
    {
        foreach (KeyValuePair<ISymbol, MemberEvent> commit in events.Where(static pair => pair.Value.Kind == EventKind.Commit))
        {
            // Performed by nobody but members that need a step before it to be out of effect.
            foreach (ProtocolStep needed in protocol.Steps.Where(static step => !step.Optional))
            {
                if (Has(commit.Key, EventKind.Forbids, needed))
                {
                    Report(RuleProblems.Unsatisfiable, commit.Value.Location, protocol.Name, Texts.Say("WhyAlsoForbids", MemberName.Of(commit.Key), needed));
                    break;
                }

                ISymbol[] performers = events.Where(pair => pair.Value.Kind == EventKind.Step && pair.Value.Step == needed).Select(static pair => pair.Key).ToArray();
                ProtocolStep? blocked = !protocol.Ordered || performers.Length == 0
                    ? null
                    : protocol.Steps.Take(needed.Index).FirstOrDefault(earlier =>
                        earlier is { IsBracket: true, Optional: false } && performers.All(performer => Has(performer, EventKind.Forbids, earlier)));
                if (blocked is not null)
                {
                    Report(RuleProblems.Unsatisfiable, commit.Value.Location, protocol.Name,
                        Texts.Say("WhyHasToComeAfterAndWhatever", needed, blocked));
                    break;
                }

                ProtocolStep? awaited = !protocol.Ordered || performers.Length == 0 || !needed.IsBracket
                    ? null
                    : protocol.Steps.Skip(needed.Index + 1).FirstOrDefault(later =>
                        later.IsBracket && performers.All(performer => Has(performer, EventKind.Requires, later)));
                if (awaited is not null)
                {
                    Report(RuleProblems.Unsatisfiable, commit.Value.Location, protocol.Name,
                        Texts.Say("WhyHasToComeBeforeAndWhatever", needed, awaited));
                    break;
                }
            }
        }
    }

    private bool Has(ISymbol member, EventKind kind, ProtocolStep step) =>
        _rules.For(member)?.Events.Any(@event => @event is { When: null, Value: null, Call: null } && @event.Kind == kind && @event.Step == step) == true;

    /// <summary>Whether other assemblies see internal members of this one.</summary>
    public static bool HasFriends(IAssemblySymbol assembly) =>
        assembly.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute");

    private void Report(DiagnosticDescriptor descriptor, Location? location, params object[] arguments)
    {
        if (location is not null)
            _problems.Add(Diagnostic.Create(descriptor, location, arguments));
    }
}
