using System.Runtime.CompilerServices;
using System.Threading;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Program;

/// <summary>The names that a member declaration mentions and assigns, found without binding and kept with its tree.</summary>
internal sealed class MemberMentions
{
    /// <summary>The name that all operators go by here: what runs one names none.</summary>
    public const string Operator = "operator";

    /// <summary>The name of conversions, which run where nothing in the syntax shows it.</summary>
    public const string Conversion = "conversion";

    /// <summary>The methods that the clauses of a query call.</summary>
    private static readonly string[] QueryMethods =
    {
        "Select", "SelectMany", "Where", "Join", "GroupJoin", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "GroupBy", "Cast",
    };

    private static readonly ConditionalWeakTable<SyntaxTree, List<MemberMentions>> OfTrees = new();

    /// <summary>The names of members that change what a collection holds.</summary>
    private static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveFirst", "RemoveLast", "Clear",
        "Sort", "Reverse", "Enqueue", "Dequeue", "Push", "Pop", "TryAdd", "TryRemove", "TryUpdate", "AddOrUpdate", "GetOrAdd", "Fill", "Copy", "CopyTo", "Resize", "SetValue",
    };

    private MemberMentions(SyntaxNode declaration, string name)
    {
        Declaration = declaration;
        Name = name;
    }

    public SyntaxNode Declaration { get; }

    /// <summary>The name by which code elsewhere can run this member.</summary>
    public string Name { get; }

    public HashSet<string> Mentions { get; } = new(StringComparer.Ordinal);

    /// <summary>The names that are assigned, incremented or passed by reference.</summary>
    public HashSet<string> Assigns { get; } = new(StringComparer.Ordinal);

    /// <summary>The names that a constructor assigns by themselves: those of the new object, unless they are static.</summary>
    public HashSet<string> Initializes { get; } = new(StringComparer.Ordinal);

    /// <summary>The names that are mentioned in functions which may run later, and those that are handed on without being called.</summary>
    public HashSet<string> Deferred { get; } = new(StringComparer.Ordinal);

    /// <summary>The names that functions which may run later assign themselves.</summary>
    public HashSet<string> DeferredAssigns { get; } = new(StringComparer.Ordinal);

    /// <summary>The static members that are declared here.</summary>
    public IEnumerable<string> Statics => Declaration switch
    {
        BaseFieldDeclarationSyntax fields when IsStatic(fields) => fields.Declaration.Variables.Select(static variable => variable.Identifier.ValueText),
        PropertyDeclarationSyntax property when IsStatic(property) => new[] { property.Identifier.ValueText },
        _ => Array.Empty<string>(),
    };

    /// <summary>For what all constructors of a type run, or for an interface: the names of the types that it derives from or implements.</summary>
    public IEnumerable<string> Bases => Declaration is TypeDeclarationSyntax { BaseList.Types: var bases }
        ? bases.Select(static @base => @base.Type.DescendantNodesAndSelf(static node => node is not TypeArgumentListSyntax).OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.ValueText ?? string.Empty)
        : Enumerable.Empty<string>();

    /// <summary>Whether a <c>throw</c> is in it.</summary>
    public bool Throws { get; private set; }

    public bool IsConstructor => Declaration is ConstructorDeclarationSyntax;

    /// <summary>Whether it runs once, before anybody reads what it assigns.</summary>
    public bool IsStaticConstructor => Declaration is ConstructorDeclarationSyntax constructor && IsStatic(constructor);

    public static IReadOnlyList<MemberMentions> Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (OfTrees.TryGetValue(tree, out List<MemberMentions>? known))
            return known;

        var found = new List<MemberMentions>();
        Collect(tree.GetRoot(cancellation), found);
        return OfTrees.GetValue(tree, _ => found);
    }

    /// <summary>Whether a declaration mentions and assigns what another version of it does, as far as it leads anywhere.</summary>
    public bool SaysTheSameAs(MemberMentions other, Func<string, bool> leads) =>
        Name == other.Name && Throws == other.Throws
        && Assigns.SetEquals(other.Assigns) && Initializes.SetEquals(other.Initializes) && DeferredAssigns.SetEquals(other.DeferredAssigns)
        && AreSame(Mentions, other.Mentions, leads) && AreSame(Deferred, other.Deferred, leads);

    private static bool AreSame(HashSet<string> own, HashSet<string> others, Func<string, bool> leads) =>
        own.All(name => others.Contains(name) || !leads(name)) && others.All(name => own.Contains(name) || !leads(name));

    private static void Collect(SyntaxNode root, List<MemberMentions> found)
    {
        MemberMentions? topLevel = null;
        var constructions = new Dictionary<TypeDeclarationSyntax, MemberMentions>();
        foreach (SyntaxNode node in root.DescendantNodes(static node => node is not MemberDeclarationSyntax
                     || node is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            switch (node)
            {
                case BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or EnumMemberDeclarationSyntax:
                    if (node is TypeDeclarationSyntax { BaseList: { } bases })
                        ConstructionOf((TypeDeclarationSyntax)node).Add(bases);

                    break;

                case GlobalStatementSyntax statement:
                    topLevel ??= new MemberMentions(root, "<top-level>");
                    topLevel.Add(statement);
                    break;

                case MemberDeclarationSyntax member:
                    MemberMentions scanned = Scan(member, NameOf(member), member);
                    found.Add(scanned);
                    if (IsInitialized(member) && member.Parent is TypeDeclarationSyntax owner)
                        ConstructionOf(owner).Add(scanned);

                    break;
            }
        }

        if (topLevel is not null)
            found.Add(topLevel);

        // What every constructor of a type runs, whether it is declared or not.
        MemberMentions ConstructionOf(TypeDeclarationSyntax type)
        {
            if (!constructions.TryGetValue(type, out MemberMentions? construction))
            {
                constructions.Add(type, construction = new MemberMentions(type, type.Identifier.ValueText));
                found.Add(construction);
            }

            return construction;
        }
    }

    /// <summary>Whether a constructor runs something for a member.</summary>
    private static bool IsInitialized(MemberDeclarationSyntax member) => !IsStatic(member) && member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Any(static variable => variable.Initializer is not null),
        PropertyDeclarationSyntax property => property.Initializer is not null,
        _ => false,
    };

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        OperatorDeclarationSyntax => Operator,
        ConversionOperatorDeclarationSyntax => Conversion,
        _ => string.Empty,
    };

    private static MemberMentions Scan(SyntaxNode declaration, string name, SyntaxNode scanned)
    {
        var mentions = new MemberMentions(declaration, name);
        mentions.Add(scanned);
        return mentions;
    }

    private void Add(MemberMentions part)
    {
        Mentions.UnionWith(part.Mentions);
        Assigns.UnionWith(part.Assigns);
        Throws |= part.Throws;
    }

    private void Add(SyntaxNode scanned)
    {
        if (scanned is ConstructorDeclarationSyntax { Initializer: null } && !IsStaticConstructor)
            Mentions.Add(Name);

        int deferredTo = -1;
        foreach (SyntaxNode node in scanned.DescendantNodes(static node => node is not AttributeListSyntax))
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax function:
                    deferredTo = Math.Max(deferredTo, function.Span.End);
                    break;
                case SimpleNameSyntax name:
                    Mentions.Add(name.Identifier.ValueText);
                    if (name.SpanStart < deferredTo || IsHandedOn(name))
                        Deferred.Add(name.Identifier.ValueText);

                    if (Mutators.Contains(name.Identifier.ValueText))
                    {
                        Assigns.Add(NameSet.Elements);
                        if (name.SpanStart < deferredTo)
                            DeferredAssigns.Add(NameSet.Elements);
                    }

                    break;
                case ImplicitObjectCreationExpressionSyntax:
                    Mentions.Add("new()");
                    break;
                case ConstructorInitializerSyntax initializer:
                    Mentions.Add("new()");
                    if (initializer.ThisOrBaseKeyword.IsKind(SyntaxKind.ThisKeyword))
                        Mentions.Add(Name);

                    break;
                case ElementAccessExpressionSyntax or ElementBindingExpressionSyntax or ImplicitElementAccessSyntax:
                    Mentions.Add("this[]");
                    break;
                case ThrowStatementSyntax or ThrowExpressionSyntax:
                    Throws = true;
                    break;
                case LockStatementSyntax:
                    Mention("Enter", "TryEnter", "Exit", "EnterScope", "Dispose");
                    break;
                case UsingStatementSyntax:
                    Mention("Dispose", "DisposeAsync");
                    break;
                case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }:
                    Mention("Dispose", "DisposeAsync");
                    break;
                case CommonForEachStatementSyntax:
                    Mention("GetEnumerator", "MoveNext", "Current", "Dispose", "GetAsyncEnumerator", "MoveNextAsync", "DisposeAsync", "Deconstruct");
                    break;
                case AwaitExpressionSyntax:
                    Mention("GetAwaiter", "GetResult");
                    break;
                case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression }:
                    Mentions.Add("Add");
                    break;
                case AssignmentExpressionSyntax assignment:
                    NoteAssigned(assignment.Left, assignment.SpanStart < deferredTo);
                    if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
                        Mentions.Add(Operator);
                    else if (assignment.Left is TupleExpressionSyntax or DeclarationExpressionSyntax)
                        Mentions.Add("Deconstruct");

                    break;
                case BinaryExpressionSyntax:
                    Mentions.Add(Operator);
                    break;
                case PositionalPatternClauseSyntax:
                    Mentions.Add("Deconstruct");
                    break;
                case ListPatternSyntax or RangeExpressionSyntax:
                    Mention("Length", "Count", "this[]", "Slice", "Substring");
                    break;
                case QueryExpressionSyntax:
                    Mention(QueryMethods);
                    break;
                case InterpolatedStringExpressionSyntax:
                    Mention("new()", "AppendLiteral", "AppendFormatted");
                    break;
                case CollectionExpressionSyntax:
                    Mention("new()", "Add", "AddRange");
                    break;
                case FixedStatementSyntax:
                    Mentions.Add("GetPinnableReference");
                    break;
                case PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression):
                    NoteAssigned(prefix.Operand, prefix.SpanStart < deferredTo);
                    Mentions.Add(Operator);
                    break;
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression }:
                    Mention("Length", "Count");
                    break;
                case PrefixUnaryExpressionSyntax:
                    Mentions.Add(Operator);
                    break;
                case PostfixUnaryExpressionSyntax postfix when !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                    NoteAssigned(postfix.Operand, postfix.SpanStart < deferredTo);
                    Mentions.Add(Operator);
                    break;
                case ArgumentSyntax argument when !argument.RefOrOutKeyword.IsKind(SyntaxKind.None) && !argument.RefOrOutKeyword.IsKind(SyntaxKind.InKeyword):
                    NoteAssigned(argument.Expression, argument.SpanStart < deferredTo);
                    break;
                case RefExpressionSyntax reference:
                    NoteAssigned(reference.Expression, reference.SpanStart < deferredTo);
                    break;
            }
        }
    }

    private void Mention(params string[] names)
    {
        foreach (string name in names)
            Mentions.Add(name);
    }

    /// <summary>Whether a name is an argument or an assigned value by itself, as a method is that becomes a delegate.</summary>
    private static bool IsHandedOn(SimpleNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return whole.Parent switch
        {
            ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax => true,
            AssignmentExpressionSyntax assignment => assignment.Right == whole,
            _ => false,
        };
    }

    private void NoteAssigned(ExpressionSyntax target, bool isDeferred)
    {
        if (isDeferred && NameOf(target) is { } written)
            DeferredAssigns.Add(written);

        NoteAssigned(target);
    }

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        ElementAccessExpressionSyntax or ElementBindingExpressionSyntax => NameSet.Elements,
        _ => null,
    };

    private void NoteAssigned(ExpressionSyntax target)
    {

        switch (target)
        {
            case IdentifierNameSyntax identifier:
                AssignedByItself(target).Add(identifier.Identifier.ValueText);
                break;
            case MemberAccessExpressionSyntax access:
                (access.Expression is ThisExpressionSyntax ? AssignedByItself(target) : Assigns).Add(access.Name.Identifier.ValueText);
                break;
            case MemberBindingExpressionSyntax binding:
                Assigns.Add(binding.Name.Identifier.ValueText);
                break;
            case ElementAccessExpressionSyntax or ElementBindingExpressionSyntax or ImplicitElementAccessSyntax:
                Assigns.Add(NameSet.Elements);
                break;
            case TupleExpressionSyntax tuple:
                foreach (ArgumentSyntax element in tuple.Arguments)
                    NoteAssigned(element.Expression);

                break;
            case ParenthesizedExpressionSyntax parenthesized:
                NoteAssigned(parenthesized.Expression);
                break;
            case PostfixUnaryExpressionSyntax suppressed:
                NoteAssigned(suppressed.Operand);
                break;
        }
    }

    private HashSet<string> AssignedByItself(ExpressionSyntax target) =>
        IsConstructor && !target.Ancestors().TakeWhile(node => node != Declaration).Any(static node =>
            node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or InitializerExpressionSyntax)
            ? Initializes
            : Assigns;

    private static bool IsStatic(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.StaticKeyword);
}
