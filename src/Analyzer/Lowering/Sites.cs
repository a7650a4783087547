using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Lowering;

/// <summary>Names operations for messages.</summary>
internal static class Sites
{
    /// <summary>A call: its name, with the arguments that are enum constants.</summary>
    public static Site Call(IInvocationOperation call)
    {
        string text = call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && call.Syntax is InvocationExpressionSyntax invoked
            ? Site.Shorten(invoked.Expression.ToString())
            : call.TargetMethod.MethodKind == MethodKind.Constructor
                ? call.Syntax is ConstructorInitializerSyntax initializer ? initializer.ThisOrBaseKeyword.ValueText + "(...)" : "base(...)"
                : call.TargetMethod.Name;
        string arguments = string.Empty;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Value is IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum, HasConstantValue: true } field })
                arguments += (arguments.Length == 0 ? string.Empty : ", ") + field.Name;
        }

        return new Site(NameLocation(call.Syntax), arguments.Length == 0 ? text : text + "(" + arguments + ")");
    }

    public static Site Write(IOperation target, IOperation? value, SyntaxNode syntax)
    {
        string name = target is IMemberReferenceOperation member ? member.Member.Name : target.Syntax.ToString();
        string text = value?.Syntax is ExpressionSyntax expression ? name + " = " + Tail(expression) : name;
        return new Site(syntax.GetLocation(), Site.Shorten(text));
    }

    public static Site Of(SyntaxNode syntax, string? text = null) => text is null ? new Site(syntax) : new Site(syntax.GetLocation(), text);

    /// <summary>
    /// A condition. One that a <c>foreach</c> implies is named as what it asks; null where a <c>foreach</c> or <c>using</c> asks by itself
    /// whether there is something to dispose of, which tells its reader nothing.
    /// </summary>
    public static Site? OfCondition(IOperation value)
    {
        SyntaxNode syntax = value.Syntax;
        if (value.IsImplicit && syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>() is { } loop && (syntax == loop || syntax == loop.Expression))
            return value is IIsNullOperation ? null : Of(loop.Expression) with { IsIterated = true };

        if (syntax is SwitchExpressionArmSyntax { Pattern: var own })
            syntax = own;

        SyntaxNode label = syntax is CasePatternSwitchLabelSyntax pattern ? pattern.Pattern : syntax;
        if (label.Parent is CaseSwitchLabelSyntax or CasePatternSwitchLabelSyntax || (label.Parent is SwitchExpressionArmSyntax arm && arm.Pattern == label))
            return Of(label, Site.Shorten("case " + label)) with { IsCase = true };

        if (syntax.Parent is LockStatementSyntax)
            return null;

        if (value is not IIsNullOperation)
            return Of(syntax);

        bool isDisposed = value.IsImplicit && syntax switch
        {
            VariableDeclaratorSyntax => true,
            _ => syntax.Parent is UsingStatementSyntax,
        };
        return isDisposed ? null : Of(syntax) with { IsTestedForNull = true };
    }

    /// <summary>A read, which the compiler may imply, as of a loop's current item.</summary>
    public static Site Read(IPropertyReferenceOperation read) => Of(read.Syntax, read.IsImplicit ? read.Property.Name : null);

    /// <summary>An <c>await</c>; those that a statement implies are one place, since they are one thing to its reader.</summary>
    public static Site OfAwait(IAwaitOperation awaited)
    {
        SyntaxNode syntax = awaited.Syntax;
        if (awaited.IsImplicit && syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>() is { AwaitKeyword.RawKind: not 0 } loop
            && (syntax == loop || loop.Expression.Span.Contains(syntax.Span)))
        {
            return Of(loop.Expression, "await foreach");
        }

        return Of(syntax, "await");
    }

    private static string Tail(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax access ? access.Name.ToString() : expression.ToString();

    /// <summary>The name and the argument list, without the receiver in front, which can be lines long in a fluent chain.</summary>
    private static Location NameLocation(SyntaxNode syntax)
    {
        SyntaxNode? name = syntax switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
            _ => null,
        };
        return name is null
            ? syntax.GetLocation()
            : Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(name.SpanStart, syntax.Span.End));
    }
}
