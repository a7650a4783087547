using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.CodeFixes.Dependence;

/// <summary>
/// Finds what code reads and writes, the bodies of called members included. A member without a body here works on what it is given and on
/// what is outside of the program, unless it is known to compute only.
/// </summary>
internal sealed class CodeEffects
{
    /// <summary>So many members are looked into from one statement; beyond, it may do anything.</summary>
    private const int MaxMembers = 200;

    private static readonly ConditionalWeakTable<Compilation, CodeEffects> s_known = new();

    private readonly KnownModels _models;
    private readonly RuleSet _rules;
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _types;
    private readonly Dictionary<SyntaxNode, Ran> _ran = new();

    private CodeEffects(Compilation compilation, RuleSet rules)
    {
        _models = KnownModels.In(compilation);
        _rules = rules;
        _types = new Lazy<ImmutableArray<INamedTypeSymbol>>(() => SourceTypes(compilation.Assembly.GlobalNamespace).ToImmutableArray());
    }

    /// <summary>How far objects lead.</summary>
    public ObjectReach Reach { get; } = new();

    public static CodeEffects Of(Compilation compilation, RuleSet rules) => s_known.GetValue(compilation, key => new CodeEffects(key, rules));

    /// <summary>What a statement of the compilation does.</summary>
    public Ran Of(StatementSyntax statement, CancellationToken cancellation)
    {
        lock (_ran)
        {
            if (_ran.TryGetValue(statement, out Ran? known))
                return known;

            var walk = new Walk(this, cancellation);
            walk.Visit(statement, walk.Ran.Own);
            _ran.Add(statement, walk.Ran);
            return walk.Ran;
        }
    }

    private static IEnumerable<INamedTypeSymbol> SourceTypes(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;

            foreach (INamedTypeSymbol inner in SourceTypes(member))
                yield return inner;
        }
    }

    /// <summary>One statement, and the members that it calls.</summary>
    private sealed class Walk
    {
        private readonly CodeEffects _effects;
        private readonly CancellationToken _cancellation;
        private readonly HashSet<(ISymbol Member, bool IsOperation)> _visited = new();

        public Walk(CodeEffects effects, CancellationToken cancellation)
        {
            _effects = effects;
            _cancellation = cancellation;
        }

        public Ran Ran { get; } = new();

        /// <summary>Adds what code does; what protocols order in it goes to the operations.</summary>
        public void Visit(SyntaxNode code, Effects target)
        {
            _cancellation.ThrowIfCancellationRequested();
            SemanticModel model = _effects._models.Of(code.SyntaxTree);
            if (model.GetOperation(code, _cancellation) is not { } root)
            {
                target.IsUnknown = true;
                return;
            }

            foreach (IOperation operation in Run(root))
                Visit(operation, target, model);

            // Pointers have no public operation: what they reach is anything.
            target.IsUnknown |= code.DescendantNodes().Any(static node =>
                node.IsKind(SyntaxKind.PointerIndirectionExpression) || node.IsKind(SyntaxKind.PointerMemberAccessExpression));
        }

        private static IEnumerable<IOperation> Run(IOperation root)
        {
            yield return root;
            foreach (IOperation child in root.ChildOperations)
            {
                if (child is ILocalFunctionOperation)
                    continue;

                foreach (IOperation inner in Run(child))
                    yield return inner;
            }
        }

        private void Visit(IOperation operation, Effects target, SemanticModel model)
        {
            switch (operation)
            {
                case IFieldReferenceOperation { Field: { IsConst: false } field }:
                    (bool reads, bool writes) = Accesses.Of(operation);
                    if (reads && !field.IsReadOnly)
                        target.AddRead(field);
                    if (writes)
                        target.AddWritten(field);
                    break;

                case IPropertyReferenceOperation property:
                    (reads, writes) = Accesses.Of(operation);
                    if (property.Property.ReturnsByRef || property.Property.ReturnsByRefReadonly)
                        target.AddElements(isRead: true, isWritten: writes);
                    Use(property.Property, property.Instance, property.Arguments, reads, writes, target);
                    break;

                case IEventReferenceOperation { Event: var @event }:
                    target.AddRead(@event);
                    if (Accesses.Of(operation).Writes)
                        target.AddWritten(@event);
                    break;

                case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                    (reads, writes) = Accesses.Of(operation);
                    target.AddElements(reads, writes);
                    break;

                case IInvocationOperation call:
                    Call(call.TargetMethod, call.Instance, call.Arguments, call.IsVirtual, target);
                    break;

                case IObjectCreationOperation { Constructor: { } constructor } creation:
                    Call(constructor, null, creation.Arguments, isVirtual: false, target);
                    break;

                case IBinaryOperation { OperatorMethod: { } method }:
                    Call(method, null, ImmutableArray<IArgumentOperation>.Empty, isVirtual: false, target);
                    break;

                case IUnaryOperation { OperatorMethod: { } method }:
                    Call(method, null, ImmutableArray<IArgumentOperation>.Empty, isVirtual: false, target);
                    break;

                case IConversionOperation { OperatorMethod: { } method }:
                    Call(method, null, ImmutableArray<IArgumentOperation>.Empty, isVirtual: false, target);
                    break;

                case IForEachLoopOperation { Syntax: CommonForEachStatementSyntax loop } each:
                    target.AddElements(isRead: true, isWritten: false);
                    if (model.GetForEachStatementInfo(loop) is { GetEnumeratorMethod: { } start } info && each.Collection.Type is { } collection)
                    {
                        // What stands behind the plain interface may be code that runs only now.
                        target.IsUnknown |= collection.OriginalDefinition.SpecialType
                            is SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_Generic_IEnumerable_T;
                        target.AddObject(collection, isWritten: false);
                        if (IsHere(start))
                            Body(start, target);
                        if (info.MoveNextMethod is { } next && IsHere(next))
                            Body(next, target);
                    }

                    break;

                case IUsingOperation { Resources: { } resources }:
                    Dispose(resources, target);
                    break;

                case IUsingDeclarationOperation { DeclarationGroup: { } resources }:
                    Dispose(resources, target);
                    break;

                case IThrowOperation when target != Ran.Operations && !IsCaught(operation):
                    target.Throws = true;
                    break;

                case ILocalReferenceOperation { Local.RefKind: not RefKind.None } when Accesses.Of(operation).Writes:
                case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation
                    or IFunctionPointerInvocationOperation or IInvalidOperation:
                    target.IsUnknown = true;
                    break;
            }
        }

        private void Dispose(IOperation resources, Effects target)
        {
            IEnumerable<ITypeSymbol?> types = resources is IVariableDeclarationGroupOperation group
                ? group.Declarations.SelectMany(static declaration => declaration.Declarators).Select(static declarator => (ITypeSymbol?)declarator.Symbol.Type)
                : new[] { resources.Type };
            foreach (ITypeSymbol type in types.OfType<ITypeSymbol>())
            {
                IMethodSymbol? dispose = null;
                for (ITypeSymbol? at = type; at is not null && dispose is null; at = at.BaseType)
                    dispose = at.GetMembers("Dispose").Concat(at.GetMembers("DisposeAsync")).OfType<IMethodSymbol>().FirstOrDefault(static method => method.Parameters.IsEmpty);

                if (dispose is not null && IsHere(dispose))
                    Call(dispose, null, ImmutableArray<IArgumentOperation>.Empty, dispose.IsVirtual || dispose.IsAbstract || dispose.IsOverride, target);
                else
                    target.AddObject(type, isWritten: true);
            }
        }

        private static bool IsCaught(IOperation thrown)
        {
            for (IOperation at = thrown; at.Parent is { } parent; at = parent)
            {
                if (parent is ITryOperation { Catches.IsEmpty: false } attempt && attempt.Body == at)
                    return true;
            }

            return false;
        }

        private void Use(
            IPropertySymbol property, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, bool reads, bool writes, Effects target)
        {
            if (_effects._rules.For(property, instance?.Type) is { Events.IsEmpty: false } rules)
            {
                foreach (Analyzer.Protocols.MemberEvent happening in rules.Events)
                    Ran.Protocols.Add(happening.Protocol.DocumentationId);
                target = Ran.Operations;
                if (reads)
                    target.AddRead(property);
                if (writes)
                    target.AddWritten(property);
            }

            if (property.IsIndexer && property.DeclaringSyntaxReferences.IsEmpty)
                target.AddElements(reads, writes);

            bool isAuto = property.DeclaringSyntaxReferences.Length > 0
                && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property.OriginalDefinition));
            if (isAuto && !property.IsVirtual && !property.IsOverride)
            {
                if (reads && property.SetMethod is not null)
                    target.AddRead(property);
                if (writes)
                    target.AddWritten(property);
                return;
            }

            bool isVirtual = property.IsVirtual || property.IsAbstract || property.IsOverride;
            if (isVirtual || isAuto)
            {
                if (reads)
                    target.AddRead(property);
                if (writes)
                    target.AddWritten(property);
            }

            if (reads && property.GetMethod is { } getter)
                Call(getter, instance, arguments, isVirtual, target);
            if (writes && property.SetMethod is { } setter)
                Call(setter, instance, arguments, isVirtual, target);
        }

        private void Call(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, bool isVirtual, Effects target)
        {
            if (method.MethodKind == MethodKind.DelegateInvoke)
            {
                target.IsUnknown = true;
                return;
            }

            bool isOperation = false;
            if (_effects._rules.For(method, instance?.Type) is { Events.IsEmpty: false } rules)
            {
                isOperation = true;
                target = Ran.Operations;
                foreach (Analyzer.Protocols.MemberEvent happening in rules.Events)
                    Ran.Protocols.Add(happening.Protocol.DocumentationId);
            }

            bool hasBody = IsHere(method.OriginalDefinition) && !method.IsAbstract && !method.IsExtern;
            bool isOpen = isVirtual && method is { IsSealed: false } && method.ContainingType is { IsSealed: false, IsValueType: false };
            if (hasBody)
                Body(method, target);

            if (isOpen && !isOperation)
                Implementations(method, target);

            bool isSource = method.ContainingType is { } type && type.Locations.Any(static place => place.IsInSource);
            if (isOperation ? !hasBody || isOpen : !hasBody && !(isSource && isOpen && IsClosed(method.ContainingType!)))
                Library(method, instance, arguments, target);
            else if (isOperation && IsEmpty(method))
                Give(instance, arguments, isWritten: true, target);
        }

        /// <summary>Whether a member is declared in this project: another one of the solution counts as metadata.</summary>
        private bool IsHere(ISymbol member) => member.DeclaringSyntaxReferences is [var first, ..] && _effects._models.Has(first.SyntaxTree);

        /// <summary>Whether the body says nothing: the operation is one that the program cannot show, and it may use whatever it is given.</summary>
        private bool IsEmpty(IMethodSymbol method) => method.OriginalDefinition.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(_cancellation))
            .All(static declaration => declaration is BaseMethodDeclarationSyntax { Body.Statements.Count: 0 } or BaseMethodDeclarationSyntax { ExpressionBody.Expression: LiteralExpressionSyntax });

        /// <summary>Whether nobody outside of the compilation can implement the type.</summary>
        private static bool IsClosed(INamedTypeSymbol type) => type.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal);

        private void Library(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, Effects target)
        {
            ISymbol member = method.AssociatedSymbol ?? method;
            if (LibraryCalls.Computes(member))
                return;

            if (method.MethodKind == MethodKind.Constructor)
            {
                Give(null, arguments, isWritten: false, target);
                target.WritesOutside |= !LibraryCalls.StaysInside(method) && !(method.ContainingType.SpecialType != SpecialType.None);
                return;
            }

            bool onlyReads = LibraryCalls.OnlyReads(method);
            Give(instance, arguments, !onlyReads, target);
            if (LibraryCalls.StaysInside(method))
            {
                target.AddElements(isRead: true, isWritten: !onlyReads);
                return;
            }

            target.ReadsOutside |= !onlyReads || method.IsStatic;
            target.WritesOutside |= !onlyReads;
            target.Throws |= method.Name.StartsWith("ThrowIf", StringComparison.Ordinal);
        }

        private static void Give(IOperation? instance, ImmutableArray<IArgumentOperation> arguments, bool isWritten, Effects target)
        {
            if (instance?.Type is { } receiver)
                target.AddObject(receiver, isWritten);

            foreach (IArgumentOperation argument in arguments)
            {
                IOperation value = argument.Value;
                while (value is IConversionOperation { OperatorMethod: null } conversion)
                    value = conversion.Operand;

                if (value.Type is not { } type || value.ConstantValue.HasValue)
                    continue;

                // A lambda's own code is looked at where it stands; any other delegate may do anything.
                if (type.TypeKind == TypeKind.Delegate)
                    target.IsUnknown |= value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation };
                else
                    target.AddObject(type, isWritten);
            }
        }

        private void Body(IMethodSymbol method, Effects target)
        {
            method = method.OriginalDefinition;
            method = method.PartialImplementationPart ?? method;
            if (!_visited.Add((method, target == Ran.Operations)))
                return;

            if (_visited.Count > MaxMembers)
            {
                target.IsUnknown = true;
                return;
            }

            foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
            {
                SyntaxNode declaration = reference.GetSyntax(_cancellation);
                SyntaxNode? body = declaration switch
                {
                    BaseMethodDeclarationSyntax member => (SyntaxNode?)member.Body ?? member.ExpressionBody?.Expression,
                    AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody?.Expression,
                    LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
                    ArrowExpressionClauseSyntax arrow => arrow.Expression,
                    _ => null,
                };
                if (body is not null)
                    Visit(body, target);
            }
        }

        private void Implementations(IMethodSymbol method, Effects target)
        {
            foreach (INamedTypeSymbol type in _effects._types.Value)
            {
                IMethodSymbol? implementation = method.ContainingType.TypeKind == TypeKind.Interface
                    ? type.TypeKind != TypeKind.Interface && type.AllInterfaces.Contains(method.ContainingType, SymbolEqualityComparer.Default)
                        ? type.FindImplementationForInterfaceMember(method) as IMethodSymbol
                        : null
                    : type.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(member => Overrides(member, method));
                if (implementation is { IsAbstract: false } && IsHere(implementation))
                    Body(implementation, target);
            }
        }

        private static bool Overrides(IMethodSymbol member, IMethodSymbol method)
        {
            for (IMethodSymbol? at = member.OverriddenMethod; at is not null; at = at.OverriddenMethod)
            {
                if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, method.OriginalDefinition))
                    return true;
            }

            return false;
        }
    }
}
