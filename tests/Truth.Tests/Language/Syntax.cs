using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace EntryPath.Truth.Tests.Language;

/// <summary>The shape of statements, for what walks or rewrites them without caring what they mean.</summary>
internal static class Syntax
{
    /// <summary>The blocks directly inside the statement.</summary>
    public static IEnumerable<ImmutableArray<Statement>> Blocks(Statement statement) => statement switch
    {
        If choice => [choice.Then, choice.Else],
        While loop => [loop.Body],
        DoWhile loop => [loop.Body],
        Count loop => [loop.Body],
        ForEach loop => [loop.Body],
        Switch choice => [choice.First, choice.Second, choice.Default],
        Try attempt => new[] { attempt.Body, attempt.Catch, attempt.Finally }.OfType<ImmutableArray<Statement>>(),
        _ => [],
    };

    /// <summary>The statement with its blocks replaced, in the order of <see cref="Blocks"/>.</summary>
    public static Statement WithBlocks(Statement statement, ImmutableArray<Statement>[] blocks) => statement switch
    {
        If choice => choice with { Then = blocks[0], Else = blocks[1] },
        While loop => loop with { Body = blocks[0] },
        DoWhile loop => loop with { Body = blocks[0] },
        Count loop => loop with { Body = blocks[0] },
        ForEach loop => loop with { Body = blocks[0] },
        Switch choice => choice with { First = blocks[0], Second = blocks[1], Default = blocks[2] },
        Try attempt => attempt with
        {
            Body = blocks[0],
            Catch = attempt.Catch is null ? null : blocks[1],
            Finally = attempt.Finally is null ? null : blocks[^1],
        },
        _ => statement,
    };

    /// <summary>The same statement at another place: statements are told apart by identity.</summary>
    public static Statement Copy(Statement statement) =>
        WithBlocks(statement with { }, [.. Blocks(statement).Select(block => block.Select(Copy).ToImmutableArray())]);

    /// <summary>The conditions directly in the statement, not those of its blocks.</summary>
    public static IEnumerable<Condition> Conditions(Statement statement) => statement switch
    {
        Assign { Value: var value } => [value],
        Call { Callee: var call } => call.Flags,
        If choice => [choice.Condition],
        While loop => [loop.Condition],
        DoWhile loop => [loop.Condition],
        Try { Filter: { } filter } => [filter],
        Return { Value: { } value } => [value],
        _ => [],
    };

    public static Statement WithCondition(Statement statement, Condition condition) => statement switch
    {
        Assign assign => assign with { Value = condition },
        If choice => choice with { Condition = condition },
        While loop => loop with { Condition = condition },
        DoWhile loop => loop with { Condition = condition },
        Return { Value: not null } value => value with { Value = condition },
        _ => statement,
    };

    public static IEnumerable<Condition> Parts(Condition condition) => condition switch
    {
        Not { Operand: var operand } => [operand],
        IsFalse { Operand: var operand } => [operand],
        And { Left: var left, Right: var right } => [left, right],
        Or { Left: var left, Right: var right } => [left, right],
        HelperTest { Call: var call } => call.Flags,
        _ => [],
    };

    /// <summary>The locals (flags and copies) that are named anywhere inside.</summary>
    public static IEnumerable<string> Names(ImmutableArray<Statement> block) =>
        block.SelectMany(statement => NamesInHead(statement).Concat(Blocks(statement).SelectMany(Names)));

    public static IEnumerable<string> NamesInHead(Statement statement)
    {
        var own = statement switch
        {
            Assign { Target: var target } => [target.Name],
            Copy { Target: var target, Source: var source } => Names(source).Append("c" + target),
            Do { Subject: var subject, Operation.OnSubject: true } => Names(subject),
            Call { Callee: var call } => call.Subjects.SelectMany(Names),
            _ => Enumerable.Empty<string>(),
        };
        return own.Concat(Conditions(statement).SelectMany(Names));
    }

    public static IEnumerable<string> Names(Condition condition)
    {
        var own = condition switch
        {
            Flag { Kind: FlagKind.Local } flag => [flag.Name],
            Test { Subject: var subject } => Names(subject),
            HelperTest { Call: var call } => call.Subjects.SelectMany(Names),
            _ => Enumerable.Empty<string>(),
        };
        return own.Concat(Parts(condition).SelectMany(Names));
    }

    public static IEnumerable<string> Names(Subject subject) => subject.Kind == SubjectKind.Copy ? [subject.Name] : [];

    /// <summary>The helpers that a block calls.</summary>
    public static IEnumerable<HelperCall> Calls(ImmutableArray<Statement> block) => block.SelectMany(statement =>
        (statement is Call { Callee: var call } ? [call] : Enumerable.Empty<HelperCall>())
        .Concat(Conditions(statement).SelectMany(Calls)).Concat(Blocks(statement).SelectMany(Calls)));

    public static int Size(ImmutableArray<Statement> block) => block.Sum(statement => 1 + Blocks(statement).Sum(Size));

    private static IEnumerable<HelperCall> Calls(Condition condition) =>
        (condition is HelperTest { Call: var call } ? [call] : Enumerable.Empty<HelperCall>()).Concat(Parts(condition).SelectMany(Calls));
}
