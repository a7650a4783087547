using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>What stands for calls that cannot be run as they are: those that wait for a thread, end the process, or do not happen.</summary>
internal sealed partial class Instrumentation
{
    private const string Assertion = "System.Diagnostics.Debug.Assert";

    /// <summary>The members whose event happens where the receiver of <c>?.</c> is null, and the type of each.</summary>
    private static readonly Dictionary<string, string> s_whenNull = typeof(TruthPrelude.Core).Assembly.GetTypes()
        .Where(type => type.Namespace == nameof(TruthPrelude))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => method.GetCustomAttributes<ProtocolEventAttribute>().Any(one => one.WhenNull))
        .ToDictionary(method => method.Name, method => $"global::{method.DeclaringType!.FullName}.{method.Name}Of(", StringComparer.Ordinal);

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression.ToString() == Assertion)
        {
            Replace(node.Expression.Span, "global::TruthPrelude.Check.That");
            Visit(node.ArgumentList);
        }
        else if (node.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "WaitAll" } all)
        {
            Replace(all.Span, Recording + "Waiting.All");
            Visit(node.ArgumentList);
        }
        else if (Waited(node) is { } task)
        {
            Insert(task.SpanStart, Recording + "Waiting.For(");
            Visit(task);
            Replace(TextSpan.FromBounds(task.Span.End, node.Span.End), ")");
        }
        else
        {
            base.VisitInvocationExpression(node);
        }
    }

    public override void VisitConditionalAccessExpression(ConditionalAccessExpressionSyntax node)
    {
        if (node.WhenNotNull is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.Text: var name } } && s_whenNull.TryGetValue(name, out var stand))
        {
            Insert(node.SpanStart, stand);
            TestForNull(node.Expression);
            Replace(TextSpan.FromBounds(node.Expression.Span.End, node.Span.End), ")");
            return;
        }

        TestForNull(node.Expression);
        Visit(node.WhenNotNull);
    }

    /// <summary>The task that a call waits for; null where it waits for none.</summary>
    private static ExpressionSyntax? Waited(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax
        {
            Name.Identifier.Text: "GetResult",
            Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "GetAwaiter", Expression: var task } },
        } => task,
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Wait", Expression: IdentifierNameSyntax { Identifier.Text: not "Env" } task } => task,
        _ => null,
    };
}
