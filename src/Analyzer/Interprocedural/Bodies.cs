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
    /// <summary>So many nodes of syntax, and an expression is no formula any more.</summary>
    private const int MaxFormula = 40;

    /// <summary>So many constructors that hand their parameters on are followed.</summary>
    private const int MaxConstructors = 8;

    private readonly Compilation _compilation;
    private readonly RuleSet _rules;
    private readonly ThrowLevel _countedLevel;
    private readonly MentionIndex _index;

    private Callbacks? _callbacks;

    /// <summary>Whether other assemblies see internal members.</summary>
    private readonly Lazy<bool> _hasFriends;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _obliviousModels = new();
    private readonly ConcurrentDictionary<ISymbol, BodyId?> _callees = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _holderTypes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, BodyId?> _baseCallees = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _subjectTypes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<LambdaBody, ControlFlowGraph> _nested = new();
    private readonly ConcurrentDictionary<BodyId, Body?> _bodies = new();
    private readonly ConcurrentDictionary<(string Name, ITypeSymbol Type), NameSet> _dispatchedWrites = new();
    private readonly ConcurrentDictionary<ISymbol, bool> _returnReceiver = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _iterators = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, object?> _formulas = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, object?> _baseFormulas = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, LazyField?> _lazyFields = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _onlyFilled = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<(ISymbol, int)>> _copies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<ISymbol>> _made = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, Optional<object?>> _values = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableHashSet<Protocol>> _ownProtocols = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableHashSet<Protocol>> _inheritedProtocols = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _impliedParts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, LambdaBody> _held = new(SymbolEqualityComparer.Default);
    private readonly KeptArguments _keptArguments;
    private readonly InstantParameters _instantParameters;

    public Bodies(Compilation compilation, RuleSet rules, MentionIndex index, ThrowLevel countedLevel)
    {
        _countedLevel = countedLevel;
        _compilation = compilation;
        _hasFriends = new Lazy<bool>(() => RuleChecks.HasFriends(compilation.Assembly));
        _rules = rules;
        _index = index;
        _keptArguments = new KeptArguments(method => IsDispatched(method) ? null : Declaration(method), Model);
        _instantParameters = new InstantParameters(method => IsDispatched(method) || Declaration(method) is not MethodDeclarationSyntax declaration || _index.IsInteresting(declaration) ? null : declaration, Model);
    }

    public MentionIndex Index => _index;

    public IAssemblySymbol Assembly => _compilation.Assembly;

    public bool IsDeclaredHere(ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty && IsOwn(symbol.ContainingAssembly);

    public SyntaxNode? DeclarationOf(ISymbol symbol, CancellationToken cancellation = default) =>
        IsDeclaredHere(symbol) ? symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellation) : null;

    /// <summary>Whether an assembly is the one that is compiled.</summary>
    public bool IsOwn(IAssemblySymbol assembly) => SymbolEqualityComparer.Default.Equals(assembly, _compilation.Assembly);

    /// <summary>The assembly that declares a protocol; null for one that only a stub declares.</summary>
    public IAssemblySymbol? AssemblyOf(Protocol protocol) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(protocol.DocumentationId, _compilation)?.ContainingAssembly;

    public BodyId? Callee(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return _callees.GetOrAdd(method, key => FindCallee((IMethodSymbol)key));
    }

    public BodyId? CalleeOfBase(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        return IsDispatched(method) && !method.IsAbstract ? _baseCallees.GetOrAdd(method, key => FindCalleeHere((IMethodSymbol)key)) : Callee(method);
    }

    public BodyId? Initializer(ISymbol member) =>
        member.OriginalDefinition is var definition && DeclarationOf(definition) is { } declared && _index.IsInteresting(declared) ? BodyId.Of(definition) : (BodyId?)null;

    public bool IsKnown(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return !IsDispatched(method) && Declaration(method) is not null;
    }

    public ImmutableArray<int>? RunsAtOnce(IParameterSymbol parameter) => IsDeclaredInstant(parameter) ? ImmutableArray<int>.Empty : _instantParameters.Of(parameter);

    /// <summary>Whether a stub says that a delegate runs before the member returns.</summary>
    private bool IsDeclaredInstant(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol method && _rules.For(method) is { InstantDelegates: { IsEmpty: false } instant }
        && instant.Contains(method.ReducedFrom is null ? parameter.Ordinal : parameter.Ordinal + 1);

    public ImmutableArray<int> Keeps(IMethodSymbol method) => _keptArguments.Of(method);

    public bool? ConstantResult(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (method.ReturnType.SpecialType != SpecialType.System_Boolean || IsDispatched(method))
            return null;

        switch (Declaration(method))
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
        if (!IsDispatched(method))
            return !IsDeclaredHere(method) && !method.IsImplicitlyDeclared ? NameSet.Empty : _index.WritesOf(NameOf(method));

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

    public ImmutableArray<string>? ReadsOf(IPropertySymbol property)
    {
        property = property.OriginalDefinition;
        if (DeclarationOf(property) is not { } syntax)
        {
            // A number or truth value of another assembly's object is a look at its state; what lengths and the like are made of cannot change.
            return property.Type.IsReferenceType || property.ContainingType is null or { IsReadOnly: true } or { IsRecord: true, IsValueType: false } or { SpecialType: not SpecialType.None }
                || property.SetMethod is { IsInitOnly: false }
                ? null
                : ImmutableArray<string>.Empty;
        }

        if (property.IsAbstract || property.IsVirtual || property.IsOverride || IsAuto(syntax))
            return null;

        ImmutableArray<string> reads = _index.ReadsOf(property.IsIndexer ? "this[]" : property.Name);
        return reads.IsEmpty || (property.SetMethod is not null && reads.Length == 1 && reads[0] == property.Name) ? null : reads;
    }

    public IOperation? Formula(IMethodSymbol method, bool isOfBase = false)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return (isOfBase && IsDispatched(method) && !method.IsAbstract
            ? _baseFormulas.GetOrAdd(method, key => FindFormulaHere((IMethodSymbol)key))
            : _formulas.GetOrAdd(method, key => FindFormula((IMethodSymbol)key))) as IOperation;
    }

    public LazyField? LazyField(IMethodSymbol method) => _lazyFields.GetOrAdd(method.OriginalDefinition, key => FindLazyField((IMethodSymbol)key));

    /// <summary>Whether a private field is written by nothing but members that fill it where it is null: an object that is in it stays there, whatever runs.</summary>
    public bool IsOnlyFilled(ISymbol member) => member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsReadOnly: false, ContainingType.IsReferenceType: true }
        && (_onlyFilled.TryGetValue(member.OriginalDefinition, out bool known) ? known : _onlyFilled.GetOrAdd(member.OriginalDefinition, key => IsDeclaredHere(key) && FindOnlyFilled((IFieldSymbol)key)));

    private bool FindOnlyFilled(IFieldSymbol field)
    {
        HashSet<SyntaxNode> writers = new(field.ContainingType.DeclaringSyntaxReferences.SelectMany(part => MemberMentions.Of(part.SyntaxTree, CancellationToken.None)
            .Where(member => part.Span.Contains(member.Declaration.Span) && member.Declaration is not TypeDeclarationSyntax
                && (member.Assigns.Contains(field.Name) || member.Initializes.Contains(field.Name) || member.DeferredAssigns.Contains(field.Name)))
            .Select(static member => member.Declaration)));
        if (!writers.All(CanFill))
            return false;

        foreach (IMethodSymbol method in field.ContainingType.GetMembers().OfType<IMethodSymbol>())
        {
            if (writers.Count == 0)
                break;

            if (Declaration(method) is { } declaration && LazyField(method) is { } lazy && SymbolEqualityComparer.Default.Equals(lazy.Field.OriginalDefinition, field))
                writers.RemoveWhere(writer => declaration.AncestorsAndSelf().Contains(writer));
        }

        return writers.Count == 0;

        static bool CanFill(SyntaxNode writer) => writer is MethodDeclarationSyntax or PropertyDeclarationSyntax { AccessorList: null or { Accessors.Count: 1 } };
    }

    public bool ReturnsReceiver(IMethodSymbol method) =>
        _returnReceiver.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, key => FindReturnsReceiver((IMethodSymbol)key));

    private bool FindReturnsReceiver(IMethodSymbol method)
    {
        if (method.ReturnsVoid || IsDispatched(method) || Declaration(method) is not MethodDeclarationSyntax declaration)
            return false;

        bool IsReceiver(ExpressionSyntax? value) => value is ThisExpressionSyntax
            || (method.IsExtensionMethod && value is IdentifierNameSyntax { Identifier.ValueText: var name } && name == method.Parameters[0].Name
                && !declaration.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => NameOfOwn(assignment.Left) == name));

        if (declaration.ExpressionBody is { } arrow)
            return IsReceiver(arrow.Expression);

        List<ReturnStatementSyntax> returns = declaration.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>().ToList();
        return returns.Count > 0 && returns.TrueForAll(statement => IsReceiver(statement.Expression));
    }

    public IFieldSymbol? StoredBy(IMethodSymbol setter)
    {
        if (IsDispatched(setter) || Declaration(setter.OriginalDefinition) is not AccessorDeclarationSyntax accessor)
            return null;

        ExpressionSyntax? expression = accessor.ExpressionBody?.Expression
            ?? (accessor.Body is { Statements: [ExpressionStatementSyntax { Expression: var only }] } ? only : null);
        return expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: IdentifierNameSyntax { Identifier.ValueText: "value" } } assignment
            && NameOfOwn(assignment.Left) is { } name
            ? setter.ContainingType.OriginalDefinition.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()
            : null;
    }

    public ImmutableArray<(ISymbol Member, int Parameter)> Copies(IMethodSymbol constructor)
    {
        constructor = constructor.OriginalDefinition;
        if (_copies.TryGetValue(constructor, out ImmutableArray<(ISymbol, int)> known))
            return known;

        return _copies.GetOrAdd(constructor, FindCopies(constructor, 0).ToImmutableArray());
    }

    public ImmutableArray<ISymbol> MadeWith(INamedTypeSymbol type) =>
        _made.GetOrAdd(type.OriginalDefinition, key => IsDeclaredHere(key)
            ? Construction.MadeWith((INamedTypeSymbol)key).Concat(key is INamedTypeSymbol { BaseType: { } inherited } ? MadeWith(inherited) : ImmutableArray<ISymbol>.Empty).ToImmutableArray()
            : ImmutableArray<ISymbol>.Empty);

    public Optional<object?> ValueOf(IFieldSymbol field)
    {
        field = field.OriginalDefinition;
        return _values.GetOrAdd(field, key => FindValue((IFieldSymbol)key));
    }

    public bool IsStable(ISymbol member)
    {
        switch (member)
        {
            case IFieldSymbol { IsConst: true } or IFieldSymbol { IsReadOnly: true }:
                return true;
            case IFieldSymbol field:
                return IsHere(field, field.DeclaredAccessibility) && !_index.IsAssignedLater(field.Name);
            case IParameterSymbol parameter:
                return !_index.IsAssignedLater(parameter.Name);
            case IPropertySymbol { SetMethod: null or { IsInitOnly: true } } property:
                return ReadsOf(property) is null || property is { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array or SpecialType.System_String } or { Name: "Value", ContainingType: { Name: "Lazy", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };
            case IPropertySymbol { SetMethod: { } setter } property:
                return IsHere(property, setter.DeclaredAccessibility) && !_index.IsAssignedLater(property.Name) && ReadsOf(property) is null;
            default:
                return false;
        }
    }

    public bool IsImpliedPart(ISymbol member) =>
        member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsStatic: false, IsImplicitlyDeclared: false } or IPropertySymbol { DeclaredAccessibility: Accessibility.Private, IsStatic: false }
        && _impliedParts.GetOrAdd(member.OriginalDefinition, FindImpliedPart);

    private bool FindImpliedPart(ISymbol member)
    {
        if (member.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct, IsStatic: false } owner || TypeOf(member) is not { } own)
            return false;

        // Of two objects with the same steps, neither is what the owner speaks of.
        ImmutableHashSet<Protocol> spoken = ProtocolsOf(owner, isInherited: false);
        return !spoken.IsEmpty && spoken.Intersect(ProtocolsOf(own, isInherited: true)).Any(protocol => owner.GetMembers().Where(static other => other is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false })
            .All(other => SymbolEqualityComparer.Default.Equals(other, member) || TypeOf(other) is not { } type || !ProtocolsOf(type, isInherited: true).Contains(protocol)));
    }

    private static INamedTypeSymbol? TypeOf(ISymbol member) => (member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    })?.OriginalDefinition as INamedTypeSymbol;

    /// <summary>The protocols of which the members of a type have steps or contracts of their object.</summary>
    private ImmutableHashSet<Protocol> ProtocolsOf(INamedTypeSymbol type, bool isInherited) =>
        (isInherited ? _inheritedProtocols : _ownProtocols).GetOrAdd(type, key => FindProtocols((INamedTypeSymbol)key, isInherited));

    private ImmutableHashSet<Protocol> FindProtocols(INamedTypeSymbol type, bool isInherited)
    {
        ImmutableHashSet<Protocol>.Builder protocols = ImmutableHashSet.CreateBuilder<Protocol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = isInherited ? current.BaseType : null)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (!member.IsStatic && _rules.For(member) is { Subject.Kind: SubjectKind.Receiver } rules)
                    protocols.UnionWith(rules.Events.Where(static happening => happening.Step is null or { Scope: StepScope.Object }).Select(static happening => happening.Protocol));
            }
        }

        return protocols.ToImmutable();
    }

    /// <summary>Whether only code of this compilation can see a member.</summary>
    private bool IsHere(ISymbol member, Accessibility accessibility) =>
        accessibility is Accessibility.Private || (SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, _compilation.Assembly)
            && !_hasFriends.Value
            && (accessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal || IsInside(member.ContainingType)));

    private static bool IsInside(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return true;
        }

        return false;
    }

    private static bool IsAuto(SyntaxNode property) => property switch
    {
        PropertyDeclarationSyntax { ExpressionBody: not null } or IndexerDeclarationSyntax { ExpressionBody: not null } => false,
        BasePropertyDeclarationSyntax { AccessorList.Accessors: var accessors } =>
            accessors.All(static accessor => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration) || accessor is { Body: null, ExpressionBody: null }),
        _ => true,
    };

    /// <summary>Whether a declaration's member can be what a call on an object of this type runs.</summary>
    private bool CanBe(SyntaxNode declaration, ITypeSymbol type)
    {
        if (declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } owner || Model(owner.SyntaxTree).GetDeclaredSymbol(owner) is not INamedTypeSymbol symbol)
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

    private IOperation? FindFormula(IMethodSymbol method) => IsDispatched(method) ? null : FindFormulaHere(method);

    private IOperation? FindFormulaHere(IMethodSymbol method)
    {
        if (method.ReturnsVoid || method.RefKind != RefKind.None
            || method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.ReducedExtension or MethodKind.ExplicitInterfaceImplementation
                or MethodKind.UserDefinedOperator or MethodKind.Conversion))
        {
            return null;
        }

        (BlockSyntax? body, ArrowExpressionClauseSyntax? arrow) = CodeOf(method);
        ExpressionSyntax? expression = arrow?.Expression ?? (body is { Statements: [ReturnStatementSyntax { Expression: { } only }] } ? only : null);
        return expression is not null && IsPlain(expression) ? Model(expression.SyntaxTree).GetOperation(expression) : null;
    }

    private (BlockSyntax? Body, ArrowExpressionClauseSyntax? Arrow) CodeOf(IMethodSymbol method) => Declaration(method) switch
    {
        BaseMethodDeclarationSyntax declared => (declared.Body, declared.ExpressionBody),
        AccessorDeclarationSyntax declared => (declared.Body, declared.ExpressionBody),
        ArrowExpressionClauseSyntax declared => (null, declared),
        _ => (null, null),
    };

    private LazyField? FindLazyField(IMethodSymbol method)
    {
        if (method.ReturnsVoid || method.RefKind != RefKind.None || method.IsAsync || !method.Parameters.IsEmpty || IsDispatched(method))
            return null;

        (BlockSyntax? body, ArrowExpressionClauseSyntax? arrow) = CodeOf(method);
        return (body ?? (SyntaxNode?)arrow?.Expression) is { } code && Model(code.SyntaxTree).GetOperation(code) is { } operation && LazyMembers.FieldOf(operation) is { } lazy
            ? lazy with { IsQuiet = lazy.MakesObject || (Declaration(method) is { } declaration && !_index.IsInteresting(declaration)) }
            : null;
    }

    /// <summary>Whether an expression only looks at values: it is short, and neither assigns, makes nor binds anything.</summary>
    private static bool IsPlain(ExpressionSyntax expression)
    {
        int count = 0;
        return expression.DescendantNodesAndSelf().All(node => ++count <= MaxFormula && node is IdentifierNameSyntax or QualifiedNameSyntax or ThisExpressionSyntax or LiteralExpressionSyntax
            or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.LogicalNotExpression or (int)SyntaxKind.UnaryMinusExpression
            }
            or BinaryExpressionSyntax
            {
                RawKind: not ((int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AsExpression)
            }
            or IsPatternExpressionSyntax or ConstantPatternSyntax or UnaryPatternSyntax or BinaryPatternSyntax or RelationalPatternSyntax or ParenthesizedPatternSyntax
            or TypePatternSyntax or PredefinedTypeSyntax or InvocationExpressionSyntax or ArgumentListSyntax or ArgumentSyntax { RefOrOutKeyword.RawKind: 0 });
    }

    private IEnumerable<(ISymbol Member, int Parameter)> FindCopies(IMethodSymbol constructor, int depth)
    {
        if (DeclarationOf(constructor) is not { } syntax || depth > MaxConstructors)
            yield break;

        if (syntax is TypeDeclarationSyntax type)
        {
            foreach ((ISymbol Member, int Parameter) handed in HandedOn(constructor, type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault(), depth))
                yield return handed;

            // A primary constructor: its parameters are, if the members use them, as good as fields; those of a record are properties.
            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                yield return (parameter, parameter.Ordinal);
                if (constructor.ContainingType.IsRecord && constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                    yield return (property, parameter.Ordinal);
            }

            foreach (ISymbol member in constructor.ContainingType.GetMembers())
            {
                ExpressionSyntax? initializer = member is IPropertySymbol && constructor.ContainingType.IsRecord ? null : Construction.InitialValue(member);
                if (!member.IsStatic && initializer is IdentifierNameSyntax { Identifier.ValueText: var source }
                    && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == source) is { } copied)
                {
                    yield return (member, copied.Ordinal);
                }
            }

            yield break;
        }

        if (syntax is not ConstructorDeclarationSyntax declared)
            yield break;

        List<string> assigned = declared.DescendantNodes().OfType<AssignmentExpressionSyntax>().Select(static assignment => NameOfOwn(assignment.Left) ?? string.Empty).ToList();
        foreach ((ISymbol Member, int Parameter) handed in HandedOn(constructor, declared.Initializer, depth))
        {
            if (!assigned.Contains(handed.Member.Name))
                yield return handed;
        }

        IEnumerable<ExpressionSyntax?> statements = declared.ExpressionBody is { Expression: var single }
            ? new[] { single }
            : declared.Body?.Statements.Select(static statement => (statement as ExpressionStatementSyntax)?.Expression) ?? Enumerable.Empty<ExpressionSyntax?>();
        foreach (AssignmentExpressionSyntax assignment in statements.OfType<AssignmentExpressionSyntax>())
        {
            ExpressionSyntax right = assignment.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } guarded
                ? guarded.Left
                : assignment.Right;
            if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || right is not IdentifierNameSyntax { Identifier.ValueText: var source }
                || NameOfOwn(assignment.Left) is not { } target || assigned.Count(name => name == target) != 1 || assigned.Contains(source)
                || constructor.Parameters.FirstOrDefault(parameter => parameter.Name == source) is not { RefKind: RefKind.None } parameter
                || (assignment.Left is IdentifierNameSyntax && constructor.Parameters.Any(other => other.Name == target)))
            {
                continue;
            }

            if (constructor.ContainingType.GetMembers(target).FirstOrDefault(static member => member is IFieldSymbol or IPropertySymbol) is { IsStatic: false } member)
                yield return (member, parameter.Ordinal);
        }
    }

    /// <summary>What another constructor of the same object copies, of its base or of its own type, that is given the parameters of this one.</summary>
    private IEnumerable<(ISymbol Member, int Parameter)> HandedOn(IMethodSymbol constructor, SyntaxNode? initializer, int depth)
    {
        ArgumentListSyntax? arguments = (initializer as ConstructorInitializerSyntax)?.ArgumentList ?? (initializer as PrimaryConstructorBaseTypeSyntax)?.ArgumentList;
        if (initializer is null || arguments is not { Arguments.Count: > 0 } || Model(initializer.SyntaxTree).GetSymbolInfo(initializer).Symbol is not IMethodSymbol other)
            yield break;

        foreach ((ISymbol member, int ordinal) in FindCopies(other.OriginalDefinition, depth + 1))
        {
            string name = other.Parameters[ordinal].Name;
            ArgumentSyntax? argument = arguments.Arguments.FirstOrDefault(one => one.NameColon?.Name.Identifier.ValueText == name)
                ?? (ordinal < arguments.Arguments.Count && arguments.Arguments[ordinal].NameColon is null ? arguments.Arguments[ordinal] : null);
            if (argument is { Expression: IdentifierNameSyntax { Identifier.ValueText: var source } } && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == source) is { RefKind: RefKind.None } given)
                yield return (member, given.Ordinal);
        }
    }

    private static string? NameOfOwn(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: { } name } => name.Identifier.ValueText,
        _ => null,
    };

    private Optional<object?> FindValue(IFieldSymbol field)
    {
        bool isWritable = !field.IsReadOnly && !IsHere(field, field.DeclaredAccessibility);
        if (isWritable || field.IsConst || _index.IsAssigned(field.Name) || !field.GetAttributes().IsEmpty
            || field.Type is not ({ SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 } or { TypeKind: TypeKind.Enum })
            || field.ContainingType is not { } type || (type.TypeKind != TypeKind.Class && !field.IsStatic) || !type.GetAttributes().IsEmpty
            || DeclarationOf(field) is not VariableDeclaratorSyntax declared)
        {
            return default;
        }

        // What nothing here writes at all is written by what the compilation does not show: a designer, a serializer, reflection.
        if (declared.Initializer is not { Value: { } initial })
        {
            return !field.IsReadOnly ? default
                : field.Type.SpecialType == SpecialType.System_Boolean ? new Optional<object?>(false) : new Optional<object?>(0L);
        }

        Optional<object?> constant = Model(initial.SyntaxTree).GetConstantValue(initial);
        return constant.HasValue ? new Optional<object?>(TermTable.Normal(constant.Value)) : default;
    }

    public bool IsIterator(IMethodSymbol method) =>
        _iterators.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, key =>
            key is IMethodSymbol { ReturnsVoid: false } definition && !IsDispatched(definition)
            && Declaration(definition) is { } declaration && IsIterator(declaration));

    public int PositionsOf(BodyId body)
    {
        SyntaxNode? declaration = body.Lambda?.Syntax ?? (body.Method is { } method ? Declaration(method) : null);
        int count = declaration is null ? 0 : ReadingContext.YieldsOf(declaration).Count();
        return count > ReadingContext.MaxPositions ? 1 : count;
    }

    public bool RunsAtCall(IMethodSymbol method)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (definition.IsAsync || IsDispatched(definition) || _rules.For(definition) is { Events.IsEmpty: false })
            return false;

        switch (Declaration(definition))
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
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named when !IsDeclaredHere(named) =>
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
        declaration is TypeDeclarationSyntax && Model(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellation) is INamedTypeSymbol type
            ? type.InstanceConstructors.Select(BodyId.Of)
            : KeysOf(declaration, cancellation);

    /// <summary>The bodies of a member declaration.</summary>
    public IEnumerable<BodyId> KeysOf(SyntaxNode declaration, CancellationToken cancellation)
    {
        SemanticModel model = Model(declaration.SyntaxTree);
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

    private static bool IsDispatched(IMethodSymbol method)
    {
        if (method.IsAbstract || method.IsExtern)
            return true;

        bool canBeOverridden = (method.IsVirtual || method.IsOverride) && !method.IsSealed
            && method.ContainingType is { IsSealed: false, IsValueType: false };
        return canBeOverridden || (method.ContainingType?.TypeKind == TypeKind.Interface && !method.IsStatic && method.DeclaredAccessibility != Accessibility.Private);
    }

    private SyntaxNode? Declaration(IMethodSymbol method)
    {
        SyntaxNode? syntax = DeclarationOf(method.PartialImplementationPart ?? method);
        return syntax is BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } or ParameterSyntax or DelegateDeclarationSyntax ? null : syntax;
    }

    private BodyId? FindCallee(IMethodSymbol method)
    {
        return method.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke || IsDispatched(method) ? null : FindCalleeHere(method);
    }

    private BodyId? FindCalleeHere(IMethodSymbol method)
    {
        if (Construction.IsImplicit(method))
            return IsDeclaredHere(method.ContainingType) && method.ContainingType.DeclaringSyntaxReferences.Any(part => _index.IsInteresting(part.GetSyntax())) ? BodyId.Of(method) : (BodyId?)null;

        // An accessor without code only gives or keeps what is stored, whatever the names of the property's type and initializer can reach.
        if (Declaration(method) is not { } declaration || declaration is ParameterSyntax or AccessorDeclarationSyntax { Body: null, ExpressionBody: null }
            || !(_index.IsInteresting(declaration) || _index.IsThrowing(declaration) || CanCallBack(declaration) || ReturnsSubject(method)))
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

    /// <summary>Whether something that comes back, by itself, in a tuple or by reference, may be an object that steps are about: then which one it is matters to callers.</summary>
    public bool ReturnsSubject(IMethodSymbol method) => CanBeSubject(method.ReturnType) || HoldsSubject(method.ReturnType) || GivesBack(method, method.ReturnType)
        || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref && (CanBeSubject(parameter.Type) || GivesBack(method, parameter.Type)));

    /// <summary>Whether something of the type of a generic method's parameter may be what the method was given.</summary>
    private static bool GivesBack(IMethodSymbol method, ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => GivesBack(method, element.Type)),
        ITypeParameterSymbol { HasValueTypeConstraint: false } => method.Parameters.Any(parameter => parameter.RefKind != RefKind.Out && SymbolEqualityComparer.Default.Equals(parameter.Type, type)),
        _ => false,
    };

    /// <summary>Whether what comes back is an object of this compilation that has others for good which steps may be about.</summary>
    private bool HoldsSubject(ITypeSymbol type) => type is INamedTypeSymbol { IsReferenceType: true, SpecialType: SpecialType.None, TypeKind: TypeKind.Class } named && IsDeclaredHere(named)
        && _holderTypes.GetOrAdd(named.OriginalDefinition, key => ((INamedTypeSymbol)key).GetMembers().Any(member => !member.IsStatic && !Universe.IsMutable(member) && member switch
        {
            IFieldSymbol field => CanBeSubject(field.Type),
            IPropertySymbol property => CanBeSubject(property.Type),
            _ => false,
        }));

    private bool CanBeSubject(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => CanBeSubject(element.Type)),
        INamedTypeSymbol { IsReferenceType: true, SpecialType: SpecialType.None } named => _subjectTypes.GetOrAdd(named.OriginalDefinition, key => HasRules((INamedTypeSymbol)key)),
        _ => false,
    };

    private bool HasRules(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().Any(member => _rules.For(member) is not null))
                return true;
        }

        return false;
    }

    private static bool IsIterator(SyntaxNode declaration) => declaration
        .DescendantNodes(node => node == declaration || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(static node => node is YieldStatementSyntax);

    private SemanticModel Model(SyntaxTree tree) =>
#pragma warning disable RS1030 // A callee's body is in another tree than the one being analysed; models are kept for the compilation.
        _models.GetOrAdd(tree, key => _compilation.GetSemanticModel(key));
#pragma warning restore RS1030

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
            : Model(root.SyntaxTree);
        ControlFlowGraph? made = Graph(model.GetOperation(root, cancellation), cancellation);
        return made is null && syntax is not TypeDeclarationSyntax ? null : new Body(key, symbol, syntax, made);
    }

    private SyntaxNode? Syntax(ISymbol symbol, CancellationToken cancellation)
    {
        SyntaxNode? syntax = symbol is IMethodSymbol method ? Declaration(method) : DeclarationOf(symbol, cancellation);
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
