using System.Text;
using System.Threading;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Edits;

/// <summary>
/// What the verdicts of other members can rest on in a member's bodies, as text: two versions of a body with the same text are the same for everybody else. It covers what is
/// asked of syntax (what a body returns, whether it is an iterator), what is asked of code that has been read (whom it calls, what becomes a delegate), and
/// what becomes of members of this project in it, and what it does to its callers' state (<see cref="SummaryText"/>).
/// </summary>
internal sealed class MemberFace
{
    private readonly Analysis _analysis;
    private readonly CancellationToken _cancellation;
    private readonly StringBuilder _text = new();

    private MemberFace(Analysis analysis, CancellationToken cancellation)
    {
        _analysis = analysis;
        _cancellation = cancellation;
    }

    /// <summary>What others see of a member; null where that cannot be said.</summary>
    public static string? Of(SyntaxNode member, Analysis analysis, CancellationToken cancellation)
    {
        var face = new MemberFace(analysis, cancellation);
        face.AddSyntax(member);
        foreach (BodyId body in analysis.Bodies.KeysOf(member, cancellation))
        {
            // Whether it runs a delegate at once, and with what, is told by its text.
            if (body.Method is { } method && method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Delegate))
                face._text.Append(member);

            if (!face.AddBody(body))
                return null;
        }

        return face._text.ToString();
    }

    private void AddSyntax(SyntaxNode member)
    {
        // What can be a formula, give a field's object, keep what it is given or make an object of its parameters is compared as it stands, and so is what runs in parts.
        if (member.DescendantNodes().Any(static node => node is YieldStatementSyntax) || member is not MethodDeclarationSyntax { Body: { Statements.Count: not 1 } body } method || (method.ParameterList.Parameters.Count == 0 && method.ReturnType.ToString() != "void"))
        {
            _text.Append(member);
            return;
        }

        bool callsBack = false;
        foreach (SyntaxNode node in body.DescendantNodes())
        {
            switch (node)
            {
                case ReturnStatementSyntax or AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: MethodDeclarationSyntax } } }:
                    _text.Append(node).Append('\n');
                    break;
                case InvocationExpressionSyntax or CommonForEachStatementSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax:
                    callsBack = true;
                    break;
            }
        }

        _text.Append(callsBack).Append('\n');
    }

    private bool AddBody(BodyId body)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_analysis.Code(body, _cancellation) is not { GaveUp: null } code)
            return false;

        // In which order it does what it does to several objects matters where they are one.
        if (_analysis.SubjectsOf(body, _cancellation).Length > 1)
            Add("does", _analysis.Bodies.Find(body, _cancellation)!.Syntax.DescendantTokens().Select(static token => token.Text));

        foreach (BodySolution part in _analysis.Solve(body, _cancellation))
        {
            if (SummaryText.Of(part, _analysis.Rules) is not { } does)
                return false;

            _text.Append(does).Append('\n');
        }

        Add("calls", code.Calls.Select(static body => SummaryText.Of(body)).OrderBy(static name => name, StringComparer.Ordinal));
        Add("starts", code.Started.Select(static body => SummaryText.Of(body)));
        Add("gives", code.Conversions.Select(static conversion => SummaryText.Of(conversion.Body) + conversion.Hiding + conversion.IsDropped + conversion.Contract.Length));
        Add("returns", code.Returned.Select(static type => SummaryText.Of(type)).OrderBy(static name => name, StringComparer.Ordinal));
        if (_analysis.Bodies.Find(body, _cancellation)?.Graph is { } graph)
            Add("uses", UsesIn(graph).OrderBy(static use => use, StringComparer.Ordinal));

        return code.Nested.All(nested => AddBody(nested));
    }

    private void Add(string what, IEnumerable<string> names) => _text.Append(what).Append(' ').Append(string.Join(",", names)).Append('\n');

    /// <summary>The uses of members that are declared here or have rules, each with what becomes of it.</summary>
    private IEnumerable<string> UsesIn(ControlFlowGraph graph)
    {
        foreach (IOperation operation in NestedBodies.OperationsOf(graph))
        {
            ISymbol? used = operation switch
            {
                IMemberReferenceOperation reference => reference.Member,
                IInvocationOperation invocation => invocation.TargetMethod,
                IObjectCreationOperation creation => creation.Constructor,
                IBinaryOperation binary => binary.OperatorMethod,
                IUnaryOperation unary => unary.OperatorMethod,
                IConversionOperation conversion => conversion.OperatorMethod,
                _ => null,
            };
            if (used is not null && (!used.DeclaringSyntaxReferences.IsEmpty || used.IsImplicitlyDeclared || _analysis.Rules.For(used) is not null))
                yield return operation.Kind + SummaryText.Of(used) + Use(operation);
        }
    }

    private static string Use(IOperation operation)
    {
        IOperation whole = operation;
        while (whole.Parent is IConversionOperation conversion)
            whole = conversion;

        return whole.Parent switch
        {
            null => "!",
            IAssignmentOperation assignment => "=" + ReferenceEquals(assignment.Target, whole) + Value(assignment.Value).Kind,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var called } } => "(" + SummaryText.Of(called),
            var parent => parent.Kind.ToString(),
        };
    }

    private static IOperation Value(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;

        return operation;
    }
}
