using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Protocols;

/// <summary>Reads the attributes of one member of one compilation, and of everything that belongs to it: its result and parameters.</summary>
internal sealed class DeclarationReader
{
    private readonly Func<SyntaxTree, TextSpan, Location?> _locate;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, DeclaredProtocol> _protocols = new(StringComparer.Ordinal);
    private readonly Dictionary<ISymbol, ImmutableArray<AttributeData>> _meta = new(SymbolEqualityComparer.Default);
    private readonly ImmutableArray<Diagnostic>.Builder _problems = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <param name="cancellation">Stops the reading.</param>
    /// <param name="locate">How a place in a tree is reported; null where it is not for this compilation to report.</param>
    public DeclarationReader(CancellationToken cancellation, Func<SyntaxTree, TextSpan, Location?> locate)
    {
        _cancellation = cancellation;
        _locate = locate;
    }

    /// <summary>The protocols that the members read so far name, by documentation id.</summary>
    public IReadOnlyDictionary<string, DeclaredProtocol> Protocols => _protocols;

    /// <summary>What was wrong with the attributes read so far.</summary>
    public ImmutableArray<Diagnostic> Problems => _problems.ToImmutable();

    /// <summary>Adds a protocol whether or not a member names it.</summary>
    public DeclaredProtocol? ReadProtocol(INamedTypeSymbol type)
    {
        string id = type.GetDocumentationCommentId() ?? type.MetadataName;
        if (!_protocols.TryGetValue(id, out DeclaredProtocol? protocol) && new ProtocolReader(LocationOf, LocationOf, Report).Read(type, _cancellation) is { } read)
            _protocols.Add(id, protocol = read);
        return protocol;
    }

    /// <summary>Whether the class is an attribute that is shorthand for attributes of the rule language.</summary>
    public bool IsMetaAttribute(INamedTypeSymbol type) => !ExpansionOf(type).IsEmpty;

    /// <summary>Reads the event attributes on an attribute class for what is wrong with them.</summary>
    public void Check(INamedTypeSymbol type)
    {
        if (!IsAttributeClass(type))
            return; // Reported as misplaced.
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (AttributeName.EventOf(attribute.AttributeClass) is { } kind)
                ReadNamed(attribute, kind, LocationOf(attribute));
        }
    }

    /// <summary>Reports an attribute that can mean nothing where it stands.</summary>
    public void ReportMisplaced(SyntaxTree tree, TextSpan attribute, string name, string on, string why) =>
        Report(RuleProblems.Meaningless, _locate(tree, attribute), name, on, why);

    /// <summary>What the attributes on a member say; null if they say nothing.</summary>
    public MemberDeclaration? Read(ISymbol member)
    {
        Context context = new(member);
        MemberDeclaration declaration = new() { DefaultSubject = DefaultSubject(member) };
        declaration = ReadParameters(context, declaration);
        declaration = ReadResult(context, declaration);
        declaration = ReadMember(context, declaration);
        return declaration.IsEmpty ? null : declaration;
    }

    private MemberDeclaration ReadParameters(Context context, MemberDeclaration declaration)
    {
        foreach (IParameterSymbol parameter in context.Parameters)
        {
            ImmutableArray<DeclaredEvent>.Builder contracts = ImmutableArray.CreateBuilder<DeclaredEvent>();
            foreach (AttributeData attribute in parameter.GetAttributes())
            {
                declaration = AttributeName.Of(attribute.AttributeClass) switch
                {
                    "Subject" => Mark(declaration with { MarkedSubject = new SubjectSource(SubjectKind.Parameter, parameter.Ordinal) }, attribute, parameter.Ordinal),
                    "Token" => Mark(declaration with { TokenParameter = parameter.Ordinal }, attribute, parameter.Ordinal),
                    "Guard" when parameter.RefKind == RefKind.Out => Mark(declaration with { Guard = GuardOf(attribute, parameter.Ordinal) }, attribute, parameter.Ordinal),
                    "Guard" => Mark(declaration with { GuardedDelegates = declaration.GuardedDelegates.Add(parameter.Ordinal) }, attribute, parameter.Ordinal),
                    "InstantHandle" => declaration with { InstantDelegates = declaration.InstantDelegates.Add(parameter.Ordinal) },
                    _ => declaration,
                };
            }

            foreach ((AttributeData attribute, EventKind kind, Location? location) in Events(parameter.GetAttributes()))
            {
                if (parameter.Type.TypeKind == TypeKind.Error)
                    continue;
                if (parameter.Type.TypeKind is not (TypeKind.Delegate or TypeKind.FunctionPointer))
                {
                    Report(RuleProblems.Meaningless, location, kind, parameter.Name, Texts.Say("WhyItsTypeIsNotADelegate"));
                    continue;
                }

                if (kind is not (EventKind.Requires or EventKind.Forbids or EventKind.EntryState or EventKind.TakesOver or EventKind.Ensures or EventKind.EnsuresUndone))
                {
                    Report(RuleProblems.Meaningless, location, kind, parameter.Name, Texts.Say("WhyPassingADelegateDoesNothingOnly"));
                    continue;
                }

                if (ReadEvent(new Context(parameter), attribute, kind, location) is { } contract)
                    contracts.Add(contract);
            }

            if (contracts.Count > 0)
            {
                declaration = declaration with
                {
                    DelegateParameters = declaration.DelegateParameters.SetItem(parameter.Ordinal, contracts.ToImmutable()),
                };
            }
        }

        return declaration;
    }

    private MemberDeclaration ReadResult(Context context, MemberDeclaration declaration)
    {
        foreach (AttributeData attribute in context.ResultAttributes)
        {
            declaration = AttributeName.Of(attribute.AttributeClass) switch
            {
                "Subject" => Mark(declaration with { MarkedSubject = new SubjectSource(SubjectKind.Result) }, attribute),
                "Token" => Mark(declaration with { ReturnsToken = true }, attribute),
                "Guard" => Mark(declaration with { Guard = GuardOf(attribute) }, attribute),
                "PartOf" => Mark(declaration with { IsPart = true }, attribute),
                _ => declaration,
            };
        }

        return declaration;
    }

    private MemberDeclaration Mark(MemberDeclaration declaration, AttributeData attribute, int parameter = -1) =>
        LocationOf(attribute) is { } location
            ? declaration with { Marks = declaration.Marks.Add(new RoleMark(AttributeName.Of(attribute.AttributeClass)!, parameter, location)) }
            : declaration;

    private static GuardRule GuardOf(AttributeData attribute, int parameter = -1)
    {
        var guard = new GuardRule(parameter);
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            guard = (argument.Key, argument.Value.Value) switch
            {
                ("MayBeNull", bool may) => guard with { MayBeNull = may },
                ("Flag", string name) => guard with { Flag = name },
                ("When", bool when) => guard with { When = when },
                ("IfInEffect", bool harmless) => guard with { IfInEffect = harmless },
                _ => guard,
            };
        }

        return guard;
    }

    private AllowedUser? UserOf(AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Type, Value: INamedTypeSymbol { TypeKind: not TypeKind.Error } type }, ..] given)
            return null;

        string? member = given.Length > 1 ? given[1].Value as string : null;
        type = type.OriginalDefinition;
        if (member is not null && member != type.Name && type.GetMembers(member).IsEmpty)
        {
            Report(RuleProblems.Meaningless, LocationOf(attribute), "Only", type.Name, Texts.Say("WhyItHasNoMember", member) + NearestNames.Suggest(member, type.GetMembers().Where(static other => other.CanBeReferencedByName).Select(static other => other.Name)));
            return null;
        }

        return new AllowedUser(type.GetDocumentationCommentId() ?? type.MetadataName, type.Name, member);
    }

    private MemberDeclaration ReadMember(Context context, MemberDeclaration declaration)
    {
        ImmutableArray<AttributeData> attributes = context.Member.GetAttributes();
        foreach (AttributeData attribute in attributes)
        {
            declaration = AttributeName.Of(attribute.AttributeClass) switch
            {
                "Guard" when context.Member is IMethodSymbol { MethodKind: MethodKind.Constructor } => Mark(declaration with { Guard = GuardOf(attribute) }, attribute),
                "MayThrow" => Mark(declaration with { MayThrow = true }, attribute),
                "PartOf" => Mark(declaration with { IsPart = true }, attribute),
                "Only" when UserOf(attribute) is { } user => Mark(declaration with { Only = declaration.Only.Add(user) }, attribute),
                _ => declaration,
            };
        }

        ImmutableArray<DeclaredEvent>.Builder events = ImmutableArray.CreateBuilder<DeclaredEvent>();
        context = context with { Declaration = declaration };
        foreach ((AttributeData attribute, EventKind kind, Location? location) in Events(attributes))
        {
            if (context.Member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor or MethodKind.Destructor }
                && kind is not (EventKind.EntryState or EventKind.Ensures or EventKind.EnsuresUndone))
            {
                Report(RuleProblems.Meaningless, location, kind, MemberName.Of(context.Member), Texts.Say("WhyNoCodeCallsItEntryStateSays"));
                declaration = declaration with { LacksEvents = true };
                continue;
            }

            if (ReadEvent(context, attribute, kind, location) is { } @event)
                events.Add(@event);
            else
                declaration = declaration with { LacksEvents = true };
        }

        return declaration with { Events = events.ToImmutable() };
    }

    private DeclaredEvent? ReadEvent(Context context, AttributeData attribute, EventKind kind, Location? location)
    {
        // What a shorthand names is judged where it is declared, its filters where it is used.
        bool isShorthand = attribute.ApplicationSyntaxReference?.Span != location?.SourceSpan;
        return ReadNamed(attribute, kind, isShorthand ? null : location) is { } read
            ? new FilterReader(context, read with { Location = location }, Report).Read(attribute)
            : null;
    }

    private DeclaredEvent? ReadNamed(AttributeData attribute, EventKind kind, Location? location)
    {
        // Half-typed or unresolved; the compiler says so.
        if (attribute.AttributeConstructor is not { } constructor
            || constructor.Parameters.Length != attribute.ConstructorArguments.Length
            || attribute.ConstructorArguments.Any(static given => given.Kind == TypedConstantKind.Error))
        {
            return null;
        }

        if (attribute.ConstructorArguments is not [var argument])
        {
            Report(RuleProblems.NotAStep, location, kind, Texts.Say("WhyItsOneArgumentIsWhatIt"));
            return null;
        }

        return kind == EventKind.Commit ? ReadCommit(argument, location) : ReadStep(attribute, argument, kind, location);
    }

    private DeclaredEvent? ReadCommit(TypedConstant argument, Location? location)
    {
        if (argument.Value is ITypeParameterSymbol)
            return null; // The compiler allows none there.
        if (argument.Value is not INamedTypeSymbol type)
        {
            Report(RuleProblems.NotAStep, location, EventKind.Commit, Texts.Say("WhyItNeedsTheTypeOfA"));
            return null;
        }

        if (type.TypeKind == TypeKind.Error)
            return null;
        if (ReadProtocol(type) is { } protocol)
            return new DeclaredEvent(EventKind.Commit, protocol.DocumentationId, null);

        Report(RuleProblems.NotAStep, location, EventKind.Commit, Texts.Say("WhyIsNotAnEnumWithEntryProtocol", type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
        return null;
    }

    private DeclaredEvent? ReadStep(AttributeData attribute, TypedConstant argument, EventKind kind, Location? location)
    {
        if (argument is not { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: { } value })
        {
            Report(RuleProblems.NotAStep, location, kind, Texts.Say("WhyItNeedsAMemberOfAn"));
            return null;
        }

        if (ReadProtocol(type) is not { } protocol)
        {
            Report(RuleProblems.NotAStep, location, kind, Texts.Say("WhyTheEnumHasNoEntryProtocol", type.Name));
            return null;
        }

        if (location is not null && IsComputed(attribute))
        {
            Report(RuleProblems.NotAStep, location, kind, Texts.Say("WhyItIsComputedFromMembersOf", type.Name));
            return null;
        }

        if (protocol.Steps.FirstOrDefault(step => step.Value.Equals(value)) is { } declared)
            return new DeclaredEvent(kind, protocol.DocumentationId, declared.Name);

        Report(RuleProblems.NotAStep, location, kind, Texts.Say("WhyNoMemberOfHasTheValue", type.Name, value));
        return null;
    }

    /// <summary>Whether the argument combines values: <c>A | B</c> may have the value of a third member, which is not meant.</summary>
    private static bool IsComputed(AttributeData attribute)
    {
        ExpressionSyntax? argument = (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault()?.Expression;
        while (argument is ParenthesizedExpressionSyntax or CastExpressionSyntax)
            argument = argument is CastExpressionSyntax cast ? cast.Expression : ((ParenthesizedExpressionSyntax)argument).Expression;
        return argument is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax;
    }

    /// <summary>The event attributes among <paramref name="attributes"/>, with meta-attributes replaced by what they stand for.</summary>
    private IEnumerable<(AttributeData Attribute, EventKind Kind, Location? Location)> Events(ImmutableArray<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (attribute.AttributeClass is not { } type)
                continue;

            Location? location = LocationOf(attribute);
            if (AttributeName.EventOf(type) is { } kind)
            {
                yield return (attribute, kind, location);
            }
            else if (type.TypeKind != TypeKind.Error)
            {
                foreach (AttributeData part in ExpansionOf(type))
                    yield return (part, AttributeName.EventOf(part.AttributeClass)!.Value, location);
            }
        }
    }

    private ImmutableArray<AttributeData> ExpansionOf(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        if (!_meta.TryGetValue(type, out ImmutableArray<AttributeData> expansion))
        {
            ImmutableArray<AttributeData>.Builder parts = ImmutableArray.CreateBuilder<AttributeData>();
            Expand(type, parts, ImmutableStack<INamedTypeSymbol>.Empty);
            _meta.Add(type, expansion = parts.ToImmutable());
        }

        return expansion;
    }

    private void Expand(INamedTypeSymbol type, ImmutableArray<AttributeData>.Builder parts, ImmutableStack<INamedTypeSymbol> outer)
    {
        if (AttributeName.Of(type) is not null || !IsAttributeClass(type))
            return;
        if (outer.Contains(type, SymbolEqualityComparer.Default))
        {
            // Only a shorthand that says something about a protocol is ours to judge: [AttributeUsage] carries itself and is fine.
            if (parts.Count > 0 && SymbolEqualityComparer.Default.Equals(type, outer.Last()))
                Report(RuleProblems.RecursiveMetaAttribute, LocationOf(type), type.Name, $"'{outer.Peek().Name}'");
            return;
        }

        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        foreach (AttributeData attribute in attributes)
        {
            if (AttributeName.EventOf(attribute.AttributeClass) is not null)
                parts.Add(attribute);
        }

        foreach (AttributeData attribute in attributes)
        {
            if (attribute.AttributeClass is { TypeKind: TypeKind.Class } inner)
                Expand(inner.OriginalDefinition, parts, outer.Push(type));
        }
    }

    public static bool IsAttributeClass(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current is { Name: nameof(Attribute), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }

    private static SubjectSource DefaultSubject(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => new SubjectSource(SubjectKind.Result),
        IMethodSymbol { IsExtensionMethod: true } => new SubjectSource(SubjectKind.Parameter, 0),
        IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } function =>
            HasThis(function) ? SubjectSource.Receiver : SubjectSource.None,
        INamedTypeSymbol => SubjectSource.None,
        { IsStatic: true } => SubjectSource.None,
        _ => SubjectSource.Receiver,
    };

    private static bool HasThis(ISymbol function)
    {
        ISymbol? current = function;
        while (current is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction, IsStatic: false })
            current = current.ContainingSymbol;
        return current is { IsStatic: false };
    }

    private Location? LocationOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference ? _locate(reference.SyntaxTree, reference.Span) : null;

    private Location? LocationOf(ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(location => location.IsInSource) is { } location ? _locate(location.SourceTree!, location.SourceSpan) : null;

    private void Report(DiagnosticDescriptor descriptor, Location? location, params object[] arguments)
    {
        // Rules of a referenced assembly were judged when it was compiled.
        if (location is not null)
            _problems.Add(Diagnostic.Create(descriptor, location, arguments));
    }

    /// <summary>A member and what its attributes can be about.</summary>
    internal sealed record Context(ISymbol Member)
    {
        public MemberDeclaration Declaration { get; init; } = new();

        public ImmutableArray<IParameterSymbol> Parameters { get; } = Member switch
        {
            IMethodSymbol method => method.Parameters,
            IPropertySymbol property => property.Parameters,
            INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => invoke.Parameters,
            IParameterSymbol { Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } } => invoke.Parameters,
            _ => ImmutableArray<IParameterSymbol>.Empty,
        };

        public ImmutableArray<AttributeData> ResultAttributes { get; } = Member switch
        {
            IMethodSymbol method => method.GetReturnTypeAttributes(),
            INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => invoke.GetReturnTypeAttributes(),
            _ => ImmutableArray<AttributeData>.Empty,
        };

        public ITypeSymbol? ResultType { get; } = Member switch
        {
            IMethodSymbol method => method.ReturnType,
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => invoke.ReturnType,
            IParameterSymbol { Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } } => invoke.ReturnType,
            _ => null, // An event is neither read nor awaited.
        };
    }
}
