using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// The part that reads members which only compute a value: <c>bool Not(bool b) => !b</c> stands for its expression, so that what it tells
/// is known where it is asked.
/// </summary>
internal sealed partial class OperationReader
{
    /// <summary>So many formulas inside each other are looked into.</summary>
    private const int MaxFormulaDepth = 4;

    /// <summary>The member whose expression is being read in place of a call; null: the body itself.</summary>
    private Formula? _formula;

    /// <summary>The value of a call whose callee is an expression; null where it is none.</summary>
    private int? ReadFormula(IMethodSymbol method, int receiver, ImmutableArray<int> arguments, bool isOfBase = false)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_formula is { Depth: >= MaxFormulaDepth } || (!method.IsStatic && receiver < 0) || _context.Bodies.Formula(method, isOfBase) is not { } expression)
            return null;

        Formula? outer = _formula;
        _formula = new Formula(method, receiver, arguments, (outer?.Depth ?? 0) + 1);
        int value = Evaluate(expression);
        _formula = outer;
        return value;
    }

    /// <summary>Whether a member is an expression in which no step is performed, undone or needed, so that its value is all that there is to know of a call.</summary>
    private bool OnlyComputes(IMethodSymbol method, int depth = 0)
    {
        return depth < MaxFormulaDepth && _context.Bodies.Formula(method) is { } expression && expression.DescendantsAndSelf().All(operation => operation switch
        {
            IInvocationOperation call => IsSilent(call.TargetMethod),
            IPropertyReferenceOperation { Property: var property } => HasNoEvents(property) && (property.GetMethod is null || IsSilent(property.GetMethod)),
            IMemberReferenceOperation { Member: var member } => HasNoEvents(member),
            IBinaryOperation { OperatorMethod: { } declared } => IsSilent(declared),
            IUnaryOperation { OperatorMethod: { } declared } => IsSilent(declared),
            IConversionOperation { OperatorMethod: { } declared } => IsSilent(declared),
            _ => true,
        });

        bool IsSilent(IMethodSymbol called) => HasNoEvents(called) && (!_context.Bodies.CanRun(called) || OnlyComputes(called, depth + 1));

        bool HasNoEvents(ISymbol member) => _context.Rules.For(member) is not { Events.IsEmpty: false };
    }

    private int ReadParameter(IParameterReferenceOperation reference)
    {
        IParameterSymbol parameter = reference.Parameter;
        if (_formula is { } formula)
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, formula.Method)
                || (formula.Method.MethodKind == MethodKind.PropertyGet && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, formula.Method.AssociatedSymbol));
            if (isOwn)
                return parameter.Ordinal < formula.Arguments.Length && formula.Arguments[parameter.Ordinal] >= 0 ? formula.Arguments[parameter.Ordinal] : Unknown();
        }

        return IsHeldByObject(reference)
            ? Define(new Expression.LoadField(This(), parameter.OriginalDefinition, _context.Bodies.IsStable(parameter), Part: false))
            : Define(new Expression.Load(LocalId.Of(parameter)));
    }

    private int This() => _formula is { } formula ? formula.Receiver >= 0 ? formula.Receiver : Unknown() : Define(new Expression.This());

    /// <summary>Whether a parameter of a primary constructor is used where the object has kept it: as one of its fields.</summary>
    private static bool IsHeldByObject(IParameterReferenceOperation reference)
    {
        if (reference.Parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor })
            return false;

        for (SyntaxNode? node = reference.Syntax.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ConstructorDeclarationSyntax or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } }:
                    return false;
                case BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax:
                    return true;
                case TypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Questions to the framework about values that do not change: the same question has the same answer.</summary>
    private int? ReadQuestion(IMethodSymbol method, int receiver, ImmutableArray<int> arguments)
    {
        if (_context.Bodies.IsDeclaredHere(method) || method.ContainingType is not { } type || arguments.Any(static argument => argument < 0))
            return null;

        switch (type.SpecialType, method.Name, arguments.Length)
        {
            case (SpecialType.System_Enum, "HasFlag", 1) when receiver >= 0:
                return Define(new Expression.Equal(Define(new Expression.Binary("And", receiver, arguments[0])), arguments[0]));
            case (SpecialType.System_String, "IsNullOrEmpty", 1):
                return Define(new Expression.Binary(
                    "Or", Define(new Expression.IsNull(arguments[0])), Define(new Expression.Equal(arguments[0], Constant(string.Empty)))));
            case (SpecialType.System_String, "Equals", 1) when receiver >= 0 && method.Parameters[0].Type.SpecialType == SpecialType.System_String:
                return Define(new Expression.Equal(receiver, arguments[0]));
            case (SpecialType.System_String, "Equals", 2) when method.IsStatic:
                return Define(new Expression.Equal(arguments[0], arguments[1]));
            default:
                return null;
        }
    }

    private sealed record Formula(IMethodSymbol Method, int Receiver, ImmutableArray<int> Arguments, int Depth);
}
