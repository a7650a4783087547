using System.Collections.Immutable;
using System.Linq;
using EntryPath.Truth.Tests.Language;

namespace EntryPath.Truth.Tests.Analysis;

/// <summary>Names of methods and objects after methods were dropped or inlined.</summary>
internal static class Renumbering
{
    public static TruthProgram Without(TruthProgram program, int method) => new(
    [
        .. program.Methods.RemoveAt(method).Select(kept => kept with
        {
            Body = Map(kept.Body, subject => subject, call => call with { Method = call.Method > method ? call.Method - 1 : call.Method }),
        }),
    ]);

    /// <summary>The same program, in which no statement object stands in two places.</summary>
    public static TruthProgram Fresh(TruthProgram program) =>
        new([.. program.Methods.Select(method => method with { Body = Map(method.Body, subject => subject, call => call) })]);

    /// <summary>The body with the callee's parameters replaced by the arguments; null where it returns.</summary>
    public static ImmutableArray<Statement>? Renamed(ImmutableArray<Statement> body, ImmutableArray<Subject> arguments) =>
        Returns(body)
            ? null
            : Map(body, subject => subject.Kind == SubjectKind.Parameter ? arguments[subject.Index] : subject, call => call);

    private static bool Returns(ImmutableArray<Statement> block) =>
        block.Any(statement => statement is Return || Syntax.Blocks(statement).Any(Returns));

    private static ImmutableArray<Statement> Map(
        ImmutableArray<Statement> block, System.Func<Subject, Subject> subjects, System.Func<HelperCall, HelperCall> calls)
    {
        return [.. block.Select(Mapped)];

        Statement Mapped(Statement statement)
        {
            statement = statement switch
            {
                Do act => act with { Subject = subjects(act.Subject) },
                Copy copy => copy with { Source = subjects(copy.Source) },
                Call call => new Call(Callee(call.Callee)),
                Try { Filter: { } filter } attempt => attempt with { Filter = Of(filter) },
                _ => Syntax.Conditions(statement).FirstOrDefault() is { } condition
                    ? Syntax.WithCondition(statement, Of(condition))
                    : statement,
            };
            var blocks = Syntax.Blocks(statement).Select(inner => Map(inner, subjects, calls)).ToArray();
            return Syntax.WithBlocks(statement, blocks);
        }

        HelperCall Callee(HelperCall call) =>
            calls(call with { Subjects = [.. call.Subjects.Select(subjects)], Flags = [.. call.Flags.Select(Of)] });

        Condition Of(Condition condition) => condition switch
        {
            Not { Operand: var operand } => new Not(Of(operand)),
            IsFalse { Operand: var operand } => new IsFalse(Of(operand)),
            And { Left: var left, Right: var right } => new And(Of(left), Of(right)),
            Or { Left: var left, Right: var right } => new Or(Of(left), Of(right)),
            Test test => test with { Subject = subjects(test.Subject) },
            HelperTest { Call: var call } => new HelperTest(Callee(call)),
            _ => condition,
        };
    }
}
