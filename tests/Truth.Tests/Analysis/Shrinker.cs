using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Generation;
using EntryPath.Truth.Tests.Language;

namespace EntryPath.Truth.Tests.Analysis;

/// <summary>
/// Makes a program smaller as long as it keeps what is interesting about it. All single simplifications are tried at once, since
/// a compilation of a hundred programs costs little more than one of a single program.
/// </summary>
internal static class Shrinker
{
    private const int Tried = 150;

    /// <param name="program">The program to shrink.</param>
    /// <param name="interesting">Tells of each of many candidates whether it still shows the same.</param>
    public static async Task<TruthProgram> ShrinkAsync(TruthProgram program, Func<IReadOnlyList<TruthProgram>, Task<bool[]>> interesting)
    {
        while (true)
        {
            var found = false;
            foreach (var candidates in Simpler(program).Where(Validity.Compiles).Chunk(Tried))
            {
                var keep = await interesting(candidates);
                var best = candidates.Zip(keep).Where(pair => pair.Second).Select(pair => pair.First).MinBy(Weight);
                if (best is null)
                    continue;
                program = best;
                found = true;
                break;
            }

            if (!found)
                return program;
        }
    }

    /// <summary>Every candidate weighs less than the program, so shrinking ends.</summary>
    private static IEnumerable<TruthProgram> Simpler(TruthProgram program)
    {
        var weight = Weight(program);
        var all = WithoutUncalled(program).Concat(Inlined(program)).Concat(Rewriting.Of(program, (method, block) => Simpler(block)));
        return all.Where(candidate => Weight(candidate) < weight).OrderBy(Weight);
    }

    private static int Weight(TruthProgram program) => 3 * program.Methods.Length
        + program.Methods.Sum(method => 4 * Syntax.Size(method.Body) + Weight(method.Body));

    private static int Weight(ImmutableArray<Statement> block) =>
        block.Sum(statement => Syntax.Conditions(statement).Sum(Weight) + Shape(statement) + Syntax.Blocks(statement).Sum(Weight));

    private static int Weight(Condition condition) => condition switch
    {
        Flip => 1,
        Literal or Flag { Kind: FlagKind.Parameter } => 2,
        _ => 3 + Syntax.Parts(condition).Sum(Weight),
    };

    private static int Shape(Statement statement) => statement switch
    {
        Switch => 3,
        Try { Catch: not null, Finally: not null } => 2,
        Try { Filter: not null } => 1,
        DoWhile or Count or ForEach => 1,
        If { Else.IsEmpty: false } => 1,
        _ => 0,
    };

    private static IEnumerable<ImmutableArray<Statement>> Simpler(ImmutableArray<Statement> block)
    {
        if (block.Length > 1)
        {
            yield return [.. block.Take(block.Length / 2)];
            yield return [.. block.Skip(block.Length / 2)];
        }

        for (var index = 0; index < block.Length; index++)
        {
            var statement = block[index];
            yield return block.RemoveAt(index);
            foreach (var inner in Syntax.Blocks(statement))
                yield return block.RemoveAt(index).InsertRange(index, inner);
            foreach (var simpler in Simpler(statement))
                yield return block.SetItem(index, simpler);
            foreach (var condition in Syntax.Conditions(statement))
            {
                foreach (var simpler in Simpler(condition))
                    yield return block.SetItem(index, Syntax.WithCondition(statement, simpler));
            }
        }
    }

    private static IEnumerable<Statement> Simpler(Statement statement)
    {
        switch (statement)
        {
            case If { Else.IsEmpty: false } choice:
                yield return choice with { Else = [] };
                break;
            case DoWhile { Body: var body, Condition: var condition }:
                yield return new While(condition, body);
                break;
            case ForEach { Body: var body }:
                yield return new While(new Flip(), body);
                break;
            case Count { Body: var body }:
                yield return new While(new Flip(), body);
                break;
            case Switch choice:
                yield return new If(new KindIs(0), choice.First, choice.Default);
                break;
            case Try attempt:
                if (attempt.Filter is not null)
                    yield return attempt with { Filter = null };
                if (attempt is { Catch: not null, Finally: not null })
                {
                    yield return attempt with { Catch = null, Filter = null };
                    yield return attempt with { Finally = null };
                }

                break;
        }
    }

    private static IEnumerable<Condition> Simpler(Condition condition) =>
        [new Flip(), new Literal(true), new Literal(false), new Flag(FlagKind.Parameter, 0), .. Syntax.Parts(condition)];

    private static IEnumerable<TruthProgram> WithoutUncalled(TruthProgram program)
    {
        if (program.Methods.Length == 1)
            yield break;
        for (var index = 0; index < program.Methods.Length; index++)
        {
            var called = program.Methods.SelectMany(method => Syntax.Calls(method.Body)).Any(call => call.Method == index);
            if (!called)
                yield return Renumbering.Without(program, index);
        }
    }

    /// <summary>A call of a helper replaced by its body, where that needs no renaming.</summary>
    private static IEnumerable<TruthProgram> Inlined(TruthProgram program) => Rewriting.Of(program, (_, block) => Inlined(program, block));

    private static IEnumerable<ImmutableArray<Statement>> Inlined(TruthProgram program, ImmutableArray<Statement> block)
    {
        for (var index = 0; index < block.Length; index++)
        {
            if (block[index] is Call { Callee: { Flags.IsEmpty: true } call } && program.Methods[call.Method] is var callee
                && !Syntax.Names(callee.Body).Any() && Renumbering.Renamed(callee.Body, call.Subjects) is { } body)
            {
                yield return block.RemoveAt(index).InsertRange(index, body);
            }
        }
    }
}
