using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Events;
using EntryPath.Analyzer.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Summaries;

/// <summary>Finds the bodies of a compilation, and what is known of members without looking into bodies.</summary>
internal sealed class Bodies : IBodies
{
    private readonly Compilation _compilation;
    private readonly RuleSet _rules;
    private readonly MentionIndex _index;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _obliviousModels = new();
    private readonly ConcurrentDictionary<ISymbol, object?> _callees = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _subjectTypes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<LambdaBody, ControlFlowGraph> _nested = new();
    private readonly ConcurrentDictionary<object, Body?> _bodies = new();

    public Bodies(Compilation compilation, RuleSet rules, MentionIndex index)
    {
        _compilation = compilation;
        _rules = rules;
        _index = index;
    }

    public MentionIndex Index => _index;

    public object? Callee(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return _callees.GetOrAdd(method, key => FindCallee((IMethodSymbol)key));
    }

    public bool IsKnown(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return !IsDispatched(method) && Declaration(method) is not null;
    }

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

    public NameSet WritesOf(IMethodSymbol method)
    {
        // A nested body is indexed as a part of the member that it is in.
        ISymbol member = method;
        while (member is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction, ContainingSymbol: { } outer })
            member = outer;

        return _index.WritesOf(member is IMethodSymbol declared ? NameOf(declared) : member.Name);
    }

    public bool IsStable(ISymbol member)
    {
        switch (member)
        {
            case IFieldSymbol { IsConst: true } or IFieldSymbol { IsReadOnly: true }:
                return true;
            case IFieldSymbol field:
                return field.DeclaredAccessibility == Accessibility.Private && !_index.IsAssignedLater(field.Name);
            case IPropertySymbol { SetMethod: null or { IsInitOnly: true } }:
                return true;
            case IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Private } property:
                return !_index.IsAssignedLater(property.Name);
            default:
                return false;
        }
    }

    public void Add(LambdaBody body, ControlFlowGraph graph) => _nested.TryAdd(body, graph);

    /// <summary>Takes the graph of a body from who has bound it already: to bind it once more costs more than all that follows.</summary>
    public void Offer(ISymbol symbol, ImmutableArray<IOperation> blocks, Func<IOperation, ControlFlowGraph> graphOf, CancellationToken cancellation)
    {
        if (_bodies.ContainsKey(symbol) || Syntax(symbol, cancellation) is not { } syntax || Root(symbol, syntax) is not { } root
            || ObliviousModel.IsNeeded(root, _compilation))
        {
            return;
        }

        // That graph is made with nullable analysis, and some are wrong with it.
        if (ObliviousModel.IsNeeded(root, _compilation))
            return;

        foreach (IOperation block in blocks)
        {
            if ((block.Parent ?? block).Syntax == root)
            {
                _bodies.TryAdd(symbol, new Body(symbol, symbol, syntax, graphOf(block)));
                return;
            }
        }
    }

    /// <summary>The body with this key, if it has one.</summary>
    public Body? Find(object key, CancellationToken cancellation) => _bodies.GetOrAdd(key, _ => Create(key, cancellation));

    /// <summary>The bodies whose declarations mention a name.</summary>
    public IEnumerable<object> MentionersOf(string name, CancellationToken cancellation)
    {
        foreach (SyntaxNode declaration in _index.MentionersOf(name))
        {
            foreach (object key in KeysOf(declaration, cancellation))
                yield return key;
        }
    }

    /// <summary>The bodies of a member declaration.</summary>
    public IEnumerable<object> KeysOf(SyntaxNode declaration, CancellationToken cancellation)
    {
        SemanticModel model = Model(declaration.SyntaxTree);
        switch (declaration)
        {
            case BasePropertyDeclarationSyntax or EventDeclarationSyntax:
                switch (model.GetDeclaredSymbol(declaration, cancellation))
                {
                    case IPropertySymbol property:
                        if (property.GetMethod is { } getter)
                            yield return getter;

                        if (property.SetMethod is { } setter)
                            yield return setter;

                        break;
                    case IEventSymbol { AddMethod: { } adder, RemoveMethod: { } remover }:
                        yield return adder;
                        yield return remover;
                        break;
                }

                break;

            case CompilationUnitSyntax:
                if (model.GetDeclaredSymbol(declaration, cancellation) is IMethodSymbol main)
                    yield return main;

                break;

            case BaseMethodDeclarationSyntax:
                if (model.GetDeclaredSymbol(declaration, cancellation) is IMethodSymbol method)
                    yield return method;

                break;

            case BaseFieldDeclarationSyntax field:
                foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
                {
                    if (model.GetDeclaredSymbol(variable, cancellation) is { } symbol)
                        yield return symbol;
                }

                break;
        }
    }

    public static string NameOf(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.Constructor } => method.ContainingType.Name,
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

    private static SyntaxNode? Declaration(IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method;
        SyntaxNode? syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return syntax is BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } ? null : syntax;
    }

    private object? FindCallee(IMethodSymbol method)
    {
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke || IsDispatched(method))
            return null;

        if (Declaration(method) is not { } declaration || !(_index.IsInteresting(declaration) || _index.IsThrowing(declaration) || (ReturnsSubject(method) && declaration is not AccessorDeclarationSyntax { Body: null, ExpressionBody: null })))
            return null;

        if (_rules.For(method) is { Events.IsEmpty: false } || IsIterator(declaration))
            return null;

        return method.PartialImplementationPart ?? method;
    }

    /// <summary>Whether the result may be an object that steps are about: then which one it is matters to callers.</summary>
    private bool ReturnsSubject(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { IsReferenceType: true, SpecialType: SpecialType.None } type
        && _subjectTypes.GetOrAdd(type.OriginalDefinition, key => HasRules((INamedTypeSymbol)key));

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

    private Body? Create(object key, CancellationToken cancellation)
    {
        if (key is LambdaBody lambda)
            return _nested.TryGetValue(lambda, out ControlFlowGraph? graph) ? new Body(lambda, lambda.Symbol, lambda.Syntax, graph) : null;

        if (key is not ISymbol symbol || Syntax(symbol, cancellation) is not { } syntax || Root(symbol, syntax) is not { } root)
            return null;

        SemanticModel model = ObliviousModel.IsNeeded(root, _compilation)
            ? _obliviousModels.GetOrAdd(root.SyntaxTree, tree => ObliviousModel.Of(tree, _compilation))
            : Model(root.SyntaxTree);
        ControlFlowGraph? made = Graph(model.GetOperation(root, cancellation), cancellation);
        return made is null ? null : new Body(key, symbol, syntax, made);
    }

    private SyntaxNode? Syntax(ISymbol symbol, CancellationToken cancellation)
    {
        SyntaxNode? syntax = symbol is IMethodSymbol method
            ? Declaration(method)
            : symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
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
