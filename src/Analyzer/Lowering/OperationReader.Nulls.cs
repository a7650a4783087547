using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What happens where <c>?.</c> finds null: the events that are declared to count there too; and what the use of a member shows of its object.</summary>
internal sealed partial class OperationReader
{
    /// <summary>The part that runs where the branch of a block finds the receiver of a <c>?.</c> to be null; null where nothing does.</summary>
    private BlockPart? ReadNullBranch(IOperation? test)
    {
        if (test is not IIsNullOperation { Operand: IFlowCaptureReferenceOperation { Id: var receiver } tested }
            || tested.Syntax.Parent is not ConditionalAccessExpressionSyntax syntax || syntax.Expression != tested.Syntax
            || _context.OperationOf(syntax) is not IConditionalAccessOperation access)
        {
            return null;
        }

        Skip(access.WhenNotNull, receiver);
        return _instructions.OfType<Instruction.Event>().Any() ? Cut(access) : Discard();
    }

    /// <summary>
    /// What goes on after a member was used had an object: an exception for null is no way out that counts, unless it may be caught. It is told of places that the body looks at for null
    /// as well, since nothing else hangs on it.
    /// </summary>
    private void AssumeThere(IOperation? instance, int receiver)
    {
        if (instance is not { Type.IsReferenceType: true } || receiver < 0 || _formula is not null)
            return;

        string? name = Unconverted(instance) switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IMemberReferenceOperation member => member.Member.Name,
            _ => null,
        };
        if (name is not null && _context.LookedAtForNull.Contains(name) && !IsCaught(instance.Syntax))
            _instructions.Add(new Instruction.Assume(Define(new Expression.IsNull(receiver)), false));
    }

    /// <summary>Whether some <c>catch</c> of the body may catch what is thrown there.</summary>
    private static bool IsCaught(SyntaxNode syntax) =>
        syntax.Ancestors().TakeWhile(static node => node is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(node => node.Parent is TryStatementSyntax { Catches.Count: > 0 } attempt && attempt.Block == node);

    private BlockPart? Discard()
    {
        _instructions.Clear();
        _registers = 0;
        return null;
    }

    /// <summary>Goes along a chain that is skipped, in order of evaluation.</summary>
    private void Skip(IOperation? link, CaptureId receiver)
    {
        switch (link)
        {
            case IConversionOperation conversion:
                Skip(conversion.Operand, receiver);
                break;

            case IConditionalAccessOperation inner:
                Skip(inner.Operation, receiver);
                Skip(inner.WhenNotNull, receiver);
                break;

            case IInvocationOperation invocation:
            {
                IOperation? instance = invocation.Instance ?? invocation.Arguments.FirstOrDefault()?.Value;
                Skip(instance, receiver);
                IMethodSymbol method = Implementation(invocation.TargetMethod, invocation.Instance);
                if (_context.Rules.For(method, ReceiverType(invocation)) is { } rules)
                    EmitSkipped(rules, instance, receiver, invocation.Arguments, null, Sites.Call(invocation), static _ => true);

                break;
            }

            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } target } assignment:
            {
                Skip(target.Instance, receiver);
                if (_context.Rules.For(target.Member, ReceiverType(target)) is { } rules)
                {
                    EmitSkipped(
                        rules, target.Instance, receiver, ImmutableArray<IArgumentOperation>.Empty, assignment.Value, Sites.Of(assignment.Syntax),
                        static happening => happening.Call is null && happening.Access != AccessFilter.Read);
                }

                break;
            }

            case IMemberReferenceOperation member:
                Skip(member.Instance, receiver);
                break;
        }
    }

    private void EmitSkipped(
        MemberRules rules,
        IOperation? instance,
        CaptureId receiver,
        ImmutableArray<IArgumentOperation> arguments,
        IOperation? written,
        Site site,
        Func<MemberEvent, bool> applies)
    {
        if (!rules.Events.Any(static happening => happening.WhenNull))
            return;

        // Further along the chain there is no object, so that only what needs none can have happened.
        bool isDirect = instance is not null && Unconverted(instance) is IConditionalAccessInstanceOperation;
        int found = isDirect ? Define(new Expression.Load(receiver)) : -1;
        int[] values = arguments.IsEmpty ? Array.Empty<int>() : Enumerable.Repeat(-1, arguments.Max(static argument => argument.Parameter?.Ordinal ?? 0) + 1).ToArray();
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { } parameter)
                values[parameter.Ordinal] = ReferenceEquals(argument.Value, instance) ? found : ConstantOf(argument.Value);
        }

        var operands = new Operands(found, values.ToImmutableArray(), -1, written is null ? -1 : ConstantOf(written));
        Emit(rules, operands, site, happening =>
            happening.WhenNull && applies(happening) && (isDirect || happening.Step is null or { Scope: not StepScope.Object }));
    }

    /// <summary>What was not evaluated has only the value that it always has.</summary>
    private int ConstantOf(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: var value } ? Constant(value) : -1;
}
