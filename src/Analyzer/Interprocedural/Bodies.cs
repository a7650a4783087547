using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Program;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Finds the bodies of a compilation, and what is known of members without looking into bodies.</summary>
internal sealed class Bodies : IBodies
{
    private readonly Compilation _compilation;
    private readonly RuleSet _rules;
    private readonly ThrowLevel _countedLevel;
    private readonly MentionIndex _index;

    private Callbacks? _callbacks;

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _obliviousModels = new();
    private readonly ConcurrentDictionary<ISymbol, BodyId?> _callees = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, BodyId?> _baseCallees = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<LambdaBody, ControlFlowGraph> _nested = new();
    private readonly ConcurrentDictionary<BodyId, Body?> _bodies = new();
    private readonly ConcurrentDictionary<(string Name, ITypeSymbol Type), NameSet> _dispatchedWrites = new();
    private readonly ConcurrentDictionary<ISymbol, bool> _returnReceiver = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _iterators = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<ISymbol>> _made = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, LambdaBody> _held = new(SymbolEqualityComparer.Default);
    private readonly Declarations _declarations;
    private readonly Formulas _formulas;
    private readonly LastingValues _lasting;
    private readonly StableMembers _stable;
    private readonly CopiedParameters _copies;
    private readonly SetMembers _sets;
    private readonly Dispatches _dispatches;
    private readonly InitialConstants _initial;
    private readonly ImpliedParts _parts;
    private readonly SharedObjects _shared;
    private readonly SubjectTypes _subjects;
    private readonly KeptArguments _keptArguments;
    private readonly InstantParameters _instantParameters;

    public Bodies(Compilation compilation, RuleSet rules, MentionIndex index, ThrowLevel countedLevel)
    {
        _countedLevel = countedLevel;
        _compilation = compilation;
        _rules = rules;
        _index = index;
        _declarations = new Declarations(compilation);
        _formulas = new Formulas(_declarations, index);
        _lasting = new LastingValues(_declarations, _formulas);
        _stable = new StableMembers(_declarations, compilation.Assembly, index);
        _copies = new CopiedParameters(_declarations);
        _sets = new SetMembers(_declarations);
        _dispatches = new Dispatches(compilation, _declarations, index, method => IsIteratorHere(method) ? null : CalleeOfBase(method));
        _initial = new InitialConstants(_declarations, index, _stable, _dispatches.TypeOf);
        _parts = new ImpliedParts(rules);
        _shared = new SharedObjects(_declarations, _copies, _stable.IsStable, member => _parts.Contains(member) || rules.For(member) is { IsPart: true });
        _subjects = new SubjectTypes(_declarations, rules);
        _keptArguments = new KeptArguments(method => Declarations.IsDispatched(method) ? null : _declarations.CodeOf(method), _declarations.Model);
        _instantParameters = new InstantParameters(
            new SilentCode(this, rules, _declarations).Of, method => method.MethodKind == MethodKind.LocalFunction ? _declarations.DeclarationOf(method) as LocalFunctionStatementSyntax : Callee(method) is not null ? _declarations.CodeOf(method) as MethodDeclarationSyntax : (SyntaxNode?)null, _declarations.Model);
    }

    public MentionIndex Index => _index;

    public IAssemblySymbol Assembly => _compilation.Assembly;

    /// <summary>The assembly that declares a protocol; null for one that only a stub declares.</summary>
    public IAssemblySymbol? AssemblyOf(Protocol protocol) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(protocol.DocumentationId, _compilation)?.ContainingAssembly;

    public bool IsDeclaredHere(ISymbol symbol) => _declarations.IsDeclaredHere(symbol);

    public SyntaxNode? DeclarationOf(ISymbol symbol, CancellationToken cancellation = default) => _declarations.DeclarationOf(symbol, cancellation);

    /// <summary>Whether an assembly is the one that is compiled.</summary>
    public bool IsOwn(IAssemblySymbol assembly) => _declarations.IsOwn(assembly);

    public IOperation? Formula(IMethodSymbol method, bool isOfBase = false) => _formulas.Of(method, isOfBase);

    public LazyField? LazyField(IMethodSymbol method) => _formulas.LazyField(method);

    /// <summary>What stays in a private field once it is there, whatever runs; null where nothing is known to.</summary>
    public Lasting? LastingIn(ISymbol member) => _lasting.Of(member);

    public ImmutableArray<string>? ReadsOf(IPropertySymbol property) => _stable.ReadsOf(property);

    public Optional<object?> ValueOf(IFieldSymbol field) => _stable.ValueOf(field);

    public bool IsStable(ISymbol member) => _stable.IsStable(member);

    public ImmutableArray<(ISymbol Member, int Parameter)> Copies(IMethodSymbol constructor) => _copies.Of(constructor);

    public ImmutableArray<SetMember> Sets(IMethodSymbol method) => _sets.Of(method);

    public ImmutableArray<InitialConstant> InitialConstants(IMethodSymbol constructor) => _initial.Of(constructor);

    /// <summary>The names that are one object in a body, whoever calls it, since the constructors of its class make them so; null where none are.</summary>
    public Coincidence? SharedIn(ISymbol body)
    {
        ISymbol member = body;
        while (member is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } && member.ContainingSymbol is { } outer)
            member = outer;

        return member is { IsStatic: false, ContainingType: { } type } and IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.StaticConstructor) } ? _shared.Of(type) : null;
    }

    public bool IsImpliedPart(ISymbol member) => _parts.Contains(member);

    /// <summary>Whether a body may only answer a question.</summary>
    public bool IsPredicate(ISymbol body) => body is IMethodSymbol method && _declarations.CodeOf(method) is { } declaration && Predicates.Is(method, declaration);

    /// <summary>Whether something that comes back, by itself, in a tuple or by reference, may be an object that steps are about: then which one it is matters to callers.</summary>
    public bool ReturnsSubject(IMethodSymbol method) => _subjects.AreGivenBy(method);

    public BodyId? Callee(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return _callees.GetOrAdd(method, key => FindCallee((IMethodSymbol)key));
    }

    public BodyId? CalleeOfBase(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        return Declarations.IsDispatched(method) && !method.IsAbstract ? _baseCallees.GetOrAdd(method, key => FindCalleeHere((IMethodSymbol)key)) : Callee(method);
    }

    public Dispatch? DispatchOf(IMethodSymbol method, ITypeSymbol? receiver) => _dispatches.Of(method, receiver);

    public bool CanRun(IMethodSymbol method, ITypeSymbol? receiver = null) => Callee(method) is not null || DispatchOf(method, receiver) is not null;

    public BodyId? Initializer(ISymbol member) =>
        member.OriginalDefinition is var definition && _declarations.DeclarationOf(definition) is { } declared && _index.IsInteresting(declared) ? BodyId.Of(definition) : (BodyId?)null;

    public bool IsKnown(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return !Declarations.IsDispatched(method) && _declarations.CodeOf(method) is not null;
    }

    public ImmutableArray<int>? RunsAtOnce(IParameterSymbol parameter) => IsDeclaredInstant(parameter) ? ImmutableArray<int>.Empty : _instantParameters.Of(parameter);

    public ImmutableArray<GivenCall> GivenCallsIn(IMethodSymbol method) => _instantParameters.CallsIn(method);

    /// <summary>Whether a stub says that a delegate runs before the member returns.</summary>
    private bool IsDeclaredInstant(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol method && _rules.For(method) is { InstantDelegates: { IsEmpty: false } instant }
        && instant.Contains(method.ReducedFrom is null ? parameter.Ordinal : parameter.Ordinal + 1);

    public ImmutableArray<int> Keeps(IMethodSymbol method) => _keptArguments.Of(method);

    public bool? ConstantResult(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (method.ReturnType.SpecialType != SpecialType.System_Boolean || Declarations.IsDispatched(method))
            return null;

        switch (_declarations.CodeOf(method))
        {
            case BaseMethodDeclarationSyntax { ExpressionBody.Expression: { } expression }:
                return Literal(expression);
            case BaseMethodDeclarationSyntax { Body: { } body }:
            {
                bool?[] results = body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                    .OfType<ReturnStatementSyntax>().Select(static statement => Literal(statement.Expression)).Distinct().ToArray();
                return results.Length == 1 ? results[0] : null;
            }

            default:
                return null;
        }
    }

    public NameSet WritesOf(IMethodSymbol method, ITypeSymbol? receiver)
    {
        // A nested body is indexed as a part of the member that it is in.
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
        {
            ISymbol member = method;
            while (member is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction, ContainingSymbol: { } outer })
                member = outer;

            return _index.WritesOf(member is IMethodSymbol declared ? NameOf(declared) : member.Name);
        }

        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (!Declarations.IsDispatched(method))
            return !_declarations.IsDeclaredHere(method) && !method.IsImplicitlyDeclared ? NameSet.Empty : _index.WritesOf(NameOf(method));

        ITypeSymbol type = receiver is { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct } ? receiver.OriginalDefinition : method.ContainingType;
        return _dispatchedWrites.GetOrAdd((NameOf(method), type), key => _index.WritesOf(key.Name, declaration => CanBe(declaration, key.Type)));
    }

    public NameSet WritesOf(SyntaxNode lambda) => _index.DeferredWritesOf(lambda) ?? DelegateWrites;

    public NameSet DelegateWrites => _index.DelegateWrites;

    public Callbacks CallbacksFromElsewhere(CancellationToken cancellation)
    {
        if (_callbacks is { } known)
            return known;

        CallbackNames names = _index.CallbacksOf(_compilation.Assembly, cancellation);
        return _callbacks = new Callbacks(_index.WritesOf(names.Set, names.Called), names.Set);
    }

    public bool ReturnsReceiver(IMethodSymbol method) =>
        _returnReceiver.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, key => FindReturnsReceiver((IMethodSymbol)key));

    private bool FindReturnsReceiver(IMethodSymbol method)
    {
        if (method.ReturnsVoid || Declarations.IsDispatched(method) || _declarations.CodeOf(method) is not MethodDeclarationSyntax declaration)
            return false;

        bool IsReceiver(ExpressionSyntax? value) => value is ThisExpressionSyntax
            || (method.IsExtensionMethod && value is IdentifierNameSyntax { Identifier.ValueText: var name } && name == method.Parameters[0].Name
                && !declaration.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => Declarations.NameOfOwn(assignment.Left) == name));

        if (declaration.ExpressionBody is { } arrow)
            return IsReceiver(arrow.Expression);

        List<ReturnStatementSyntax> returns = declaration.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>().ToList();
        return returns.Count > 0 && returns.TrueForAll(statement => IsReceiver(statement.Expression));
    }

    public IFieldSymbol? StoredBy(IMethodSymbol setter)
    {
        if (Declarations.IsDispatched(setter) || _declarations.CodeOf(setter.OriginalDefinition) is not AccessorDeclarationSyntax accessor)
            return null;

        ExpressionSyntax? expression = accessor.ExpressionBody?.Expression
            ?? (accessor.Body is { Statements: [ExpressionStatementSyntax { Expression: var only }] } ? only : null);
        return expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: IdentifierNameSyntax { Identifier.ValueText: "value" } } assignment
            && Declarations.NameOfOwn(assignment.Left) is { } name
            ? setter.ContainingType.OriginalDefinition.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()
            : null;
    }

    public ImmutableArray<ISymbol> MadeWith(INamedTypeSymbol type) =>
        _made.GetOrAdd(type.OriginalDefinition, key => _declarations.IsDeclaredHere(key)
            ? Construction.MadeWith((INamedTypeSymbol)key).Concat(key is INamedTypeSymbol { BaseType: { } inherited } ? MadeWith(inherited) : ImmutableArray<ISymbol>.Empty).ToImmutableArray()
            : ImmutableArray<ISymbol>.Empty);

    /// <summary>Whether a declaration's member can be what a call on an object of this type runs.</summary>
    private bool CanBe(SyntaxNode declaration, ITypeSymbol type)
    {
        if (declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } owner || _declarations.Model(owner.SyntaxTree).GetDeclaredSymbol(owner) is not INamedTypeSymbol symbol)
            return false;

        for (INamedTypeSymbol? current = symbol; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type.OriginalDefinition))
                return true;
        }

        return symbol.AllInterfaces.Any(@interface => SymbolEqualityComparer.Default.Equals(@interface.OriginalDefinition, type.OriginalDefinition))
            || (type.TypeKind != TypeKind.Interface && IsBase(symbol, type));
    }

    private static bool IsBase(INamedTypeSymbol symbol, ITypeSymbol type)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, symbol.OriginalDefinition))
                return true;
        }

        return false;
    }

    public bool IsIterator(IMethodSymbol method) =>
        _iterators.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, key =>
            key is IMethodSymbol definition && !Declarations.IsDispatched(definition) && IsIteratorHere(definition));

    private bool IsIteratorHere(IMethodSymbol method) => !method.ReturnsVoid && _declarations.CodeOf(method) is { } declaration && IsIterator(declaration);

    public int PositionsOf(BodyId body)
    {
        SyntaxNode? declaration = body.Lambda?.Syntax ?? (body.Method is { } method ? _declarations.CodeOf(method) : null);
        int count = declaration is null ? 0 : ReadingContext.YieldsOf(declaration).Count();
        return count > ReadingContext.MaxPositions ? 1 : count;
    }

    public bool RunsAtCall(IMethodSymbol method)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (definition.IsAsync || Declarations.IsDispatched(definition) || _rules.For(definition) is { Events.IsEmpty: false })
            return false;

        switch (_declarations.CodeOf(definition))
        {
            case BaseMethodDeclarationSyntax { ExpressionBody.Expression: { } expression }:
                return IsComplete(expression);
            case LocalFunctionStatementSyntax { ExpressionBody.Expression: { } expression }:
                return IsComplete(expression);
            case { } declaration when declaration is BaseMethodDeclarationSyntax { Body: not null } or LocalFunctionStatementSyntax { Body: not null }:
                return declaration.DescendantNodes(node => node == declaration || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                    .OfType<ReturnStatementSyntax>().All(static statement => statement.Expression is { } returned && IsComplete(returned));
            default:
                return false;
        }
    }

    public void Hold(ILocalSymbol local, LambdaBody body) => _held.TryAdd(local, body);

    public LambdaBody? HeldBy(ILocalSymbol local) => _held.TryGetValue(local, out LambdaBody? body) ? body : null;

    public bool CanLead(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String or (>= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr) or SpecialType.System_DateTime } or { TypeKind: TypeKind.Enum } => false,
        { SpecialType: SpecialType.System_Object } => true,
        IArrayTypeSymbol array => CanLead(array.ElementType),
        IPointerTypeSymbol pointer => CanLead(pointer.PointedAtType),
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named when !_declarations.IsDeclaredHere(named) =>
            named.TypeArguments.Any(CanLead) || _index.HasBase(named.Name) || (named.ContainingType is { } outer && CanLead(outer)),
        _ => true,
    };

    private static bool IsComplete(ExpressionSyntax task) => task switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } =>
            call.Expression.ToString() is "Task" or "ValueTask" && call.Name.Identifier.ValueText is "FromResult" or "FromException" or "FromCanceled",
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => true,
        LiteralExpressionSyntax or DefaultExpressionSyntax => true,
        BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } => true,
        _ => false,
    };

    public void Add(LambdaBody body, ControlFlowGraph graph) => _nested.TryAdd(body, graph);

    /// <summary>Takes the graph of a body from who has bound it already: to bind it once more costs more than all that follows.</summary>
    public void Offer(ISymbol symbol, ImmutableArray<IOperation> blocks, Func<IOperation, ControlFlowGraph> graphOf, CancellationToken cancellation)
    {
        if (_bodies.ContainsKey(BodyId.Of(symbol)) || Syntax(symbol, cancellation) is not { } syntax || Root(symbol, syntax) is not { } root)
            return;

        // That graph is made with nullable analysis, and some are wrong with it.
        if (ObliviousModel.IsNeeded(root, _compilation))
            return;

        foreach (IOperation block in blocks)
        {
            if ((block.Parent ?? block).Syntax == root)
            {
                _bodies.TryAdd(BodyId.Of(symbol), new Body(BodyId.Of(symbol), symbol, syntax, graphOf(block)));
                return;
            }
        }
    }

    /// <summary>The body with this key, if it has one.</summary>
    public Body? Find(BodyId key, CancellationToken cancellation) => _bodies.GetOrAdd(key, _ => Create(key, cancellation));

    /// <summary>The bodies whose declarations mention a name.</summary>
    public IEnumerable<BodyId> MentionersOf(string name, CancellationToken cancellation) =>
        _index.MentionersOf(name).SelectMany(declaration => MentionersIn(declaration, cancellation));

    /// <summary>The bodies of a declaration that mentions something: for what a type says of all its constructors, these.</summary>
    public IEnumerable<BodyId> MentionersIn(SyntaxNode declaration, CancellationToken cancellation) =>
        declaration is TypeDeclarationSyntax && _declarations.Model(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellation) is INamedTypeSymbol type
            ? type.InstanceConstructors.Select(BodyId.Of)
            : KeysOf(declaration, cancellation);

    /// <summary>The bodies of a member declaration.</summary>
    public IEnumerable<BodyId> KeysOf(SyntaxNode declaration, CancellationToken cancellation)
    {
        SemanticModel model = _declarations.Model(declaration.SyntaxTree);
        switch (declaration)
        {
            case BasePropertyDeclarationSyntax or EventDeclarationSyntax:
                switch (model.GetDeclaredSymbol(declaration, cancellation))
                {
                    case IPropertySymbol property:
                        if (declaration is PropertyDeclarationSyntax { Initializer: not null })
                            yield return BodyId.Of(property);

                        if (property.GetMethod is { } getter)
                            yield return BodyId.Of(getter);

                        if (property.SetMethod is { } setter)
                            yield return BodyId.Of(setter);

                        break;
                    case IEventSymbol { AddMethod: { } adder, RemoveMethod: { } remover }:
                        yield return BodyId.Of(adder);
                        yield return BodyId.Of(remover);
                        break;
                }

                break;

            case CompilationUnitSyntax:
                if (model.GetDeclaredSymbol(declaration, cancellation) is IMethodSymbol main)
                    yield return BodyId.Of(main);

                break;

            case BaseMethodDeclarationSyntax:
                if (model.GetDeclaredSymbol(declaration, cancellation) is IMethodSymbol method)
                    yield return BodyId.Of(method);

                break;

            case BaseFieldDeclarationSyntax field:
                foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
                {
                    if (model.GetDeclaredSymbol(variable, cancellation) is { } symbol)
                        yield return BodyId.Of(symbol);
                }

                break;
        }
    }

    public static string NameOf(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.Constructor } => method.ContainingType.Name,
        { MethodKind: MethodKind.UserDefinedOperator } => MemberMentions.Operator,
        { MethodKind: MethodKind.Conversion } => MemberMentions.Conversion,
        { ExplicitInterfaceImplementations: [var implemented, ..] } => NameOf(implemented),
        { AssociatedSymbol: IPropertySymbol { IsIndexer: true } } => "this[]",
        { AssociatedSymbol: { } associated } => associated.Name,
        _ => method.Name,
    };

    private static bool? Literal(ExpressionSyntax? expression) => expression?.RawKind switch
    {
        (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.TrueLiteralExpression => true,
        (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.FalseLiteralExpression => false,
        _ => null,
    };

    private BodyId? FindCallee(IMethodSymbol method)
    {
        return method.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke || Declarations.IsDispatched(method) ? null : FindCalleeHere(method);
    }

    private BodyId? FindCalleeHere(IMethodSymbol method)
    {
        if (Construction.IsImplicit(method))
            return _declarations.IsDeclaredHere(method.ContainingType) && method.ContainingType.DeclaringSyntaxReferences.Any(part => _index.IsInteresting(part.GetSyntax())) ? BodyId.Of(method) : (BodyId?)null;

        // An accessor without code only gives or keeps what is stored, whatever the names of the property's type and initializer can reach.
        if (_declarations.CodeOf(method) is not { } declaration || declaration is ParameterSyntax or AccessorDeclarationSyntax { Body: null, ExpressionBody: null }
            || !(_index.IsInteresting(declaration) || _index.IsThrowing(declaration) || CanCallBack(declaration) || _subjects.AreGivenBy(method) || _dispatches.Matters(method.ReturnType)
                || Predicates.Is(method, declaration)))
        {
            return null;
        }

        if (_rules.For(method) is { Events.IsEmpty: false })
            return null;

        return BodyId.Of(method.PartialImplementationPart ?? method);
    }

    /// <summary>
    /// Whether a body may be left by an exception of a call, where the policy tells one call from another: which ones they are shows
    /// only where it is bound.
    /// </summary>
    private bool CanCallBack(SyntaxNode declaration) => _countedLevel > ThrowLevel.Explicit
        && declaration.DescendantNodes().Any(static node => node is InvocationExpressionSyntax or CommonForEachStatementSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax);

    private static bool IsIterator(SyntaxNode declaration) => declaration
        .DescendantNodes(node => node == declaration || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(static node => node is YieldStatementSyntax);

    private Body? Create(BodyId key, CancellationToken cancellation)
    {
        if (key.Lambda is { } lambda)
            return _nested.TryGetValue(lambda, out ControlFlowGraph? graph) ? new Body(lambda, lambda.Symbol, lambda.Syntax, graph) : null;

        if (key.Method is { } constructor && Construction.IsImplicit(constructor) && Syntax(constructor.ContainingType, cancellation) is { } owner)
            return new Body(key, constructor, owner, null);

        if (key.Member is not { } symbol || Syntax(symbol, cancellation) is not { } syntax || Root(symbol, syntax) is not { } root)
            return null;

        SemanticModel model = ObliviousModel.IsNeeded(root, _compilation)
            ? _obliviousModels.GetOrAdd(root.SyntaxTree, tree => ObliviousModel.Of(tree, _compilation))
            : _declarations.Model(root.SyntaxTree);
        ControlFlowGraph? made = Graph(model.GetOperation(root, cancellation), cancellation);
        return made is null && syntax is not TypeDeclarationSyntax ? null : new Body(key, symbol, syntax, made);
    }

    private SyntaxNode? Syntax(ISymbol symbol, CancellationToken cancellation)
    {
        SyntaxNode? syntax = symbol is IMethodSymbol method ? _declarations.CodeOf(method) : _declarations.DeclarationOf(symbol, cancellation);
        return syntax is not null && _compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? syntax : null;
    }

    /// <summary>The part of a declaration that is its body.</summary>
    private static SyntaxNode? Root(ISymbol symbol, SyntaxNode syntax) => syntax switch
    {
        VariableDeclaratorSyntax variable => variable.Initializer,
        PropertyDeclarationSyntax property when symbol is IPropertySymbol => property.Initializer,
        _ => syntax,
    };

    private static ControlFlowGraph? Graph(IOperation? operation, CancellationToken cancellation) => operation switch
    {
        IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellation),
        IConstructorBodyOperation body => ControlFlowGraph.Create(body, cancellation),
        IBlockOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellation),
        IFieldInitializerOperation body => ControlFlowGraph.Create(body, cancellation),
        IPropertyInitializerOperation body => ControlFlowGraph.Create(body, cancellation),
        _ => null,
    };
}
