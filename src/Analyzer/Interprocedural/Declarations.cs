using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Program;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Where the members of a compilation are declared, and with what code.</summary>
internal sealed class Declarations
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<MemberMentions>> _mentions = new(SymbolEqualityComparer.Default);

    public Declarations(Compilation compilation) => _compilation = compilation;

    /// <inheritdoc cref="IBodies.IsDeclaredHere"/>
    public bool IsDeclaredHere(ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty && IsOwn(symbol.ContainingAssembly);

    /// <inheritdoc cref="IBodies.DeclarationOf"/>
    public SyntaxNode? DeclarationOf(ISymbol symbol, CancellationToken cancellation = default) =>
        IsDeclaredHere(symbol) ? symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellation) : null;

    /// <summary>Whether an assembly is the one that is compiled.</summary>
    public bool IsOwn(IAssemblySymbol assembly) => SymbolEqualityComparer.Default.Equals(assembly, _compilation.Assembly);

    /// <summary>The declaration that has the code of a method; null where it has none, or is declared elsewhere.</summary>
    public SyntaxNode? CodeOf(IMethodSymbol method)
    {
        SyntaxNode? syntax = DeclarationOf(method.PartialImplementationPart ?? method);
        return syntax is BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } or ParameterSyntax or DelegateDeclarationSyntax ? null : syntax;
    }

    /// <summary>Whether an accessor has no code of its own: it only gives or keeps what is stored.</summary>
    public bool IsAuto(IMethodSymbol accessor) => CodeOf(accessor) is AccessorDeclarationSyntax { Body: null, ExpressionBody: null };

    /// <summary>The semantic model of a tree, which is kept for the compilation.</summary>
    public SemanticModel Model(SyntaxTree tree) =>
#pragma warning disable RS1030 // A callee's body is in another tree than the one being analysed; models are kept for the compilation.
        _models.GetOrAdd(tree, key => _compilation.GetSemanticModel(key));
#pragma warning restore RS1030

    /// <summary>The constant that an expression is, as terms have it; none for any other.</summary>
    public Optional<object?> ConstantOf(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } => new Optional<object?>(null),
        LiteralExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or PrefixUnaryExpressionSyntax
            when Model(value.SyntaxTree).GetConstantValue(value) is { HasValue: true, Value: var constant } => new Optional<object?>(TermTable.Normal(constant)),
        _ => default,
    };

    /// <summary>What the members that the declarations of a type have, and those of the types in it, mention.</summary>
    public ImmutableArray<MemberMentions> MentionsIn(INamedTypeSymbol type) => _mentions.GetOrAdd(type, static declared => declared.DeclaringSyntaxReferences.SelectMany(static part =>
        MemberMentions.Of(part.SyntaxTree, CancellationToken.None).Where(member => part.Span.Contains(member.Declaration.Span))).ToImmutableArray());

    /// <summary>Whether a call of a method may run another one in its place, or code that is not here.</summary>
    public static bool IsDispatched(IMethodSymbol method)
    {
        if (method.IsAbstract || method.IsExtern)
            return true;

        bool canBeOverridden = (method.IsVirtual || method.IsOverride) && !method.IsSealed
            && method.ContainingType is { IsSealed: false, IsValueType: false };
        return canBeOverridden || (method.ContainingType?.TypeKind == TypeKind.Interface && !method.IsStatic && method.DeclaredAccessibility != Accessibility.Private);
    }

    /// <summary>The name of a member of the object itself that an expression names; null for any other.</summary>
    public static string? NameOfOwn(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: { } name } => name.Identifier.ValueText,
        _ => null,
    };
}
