using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Generation;

/// <summary>One random edit, as programmers make them: a statement lost, twice, moved, or for the wrong object; a test inverted.</summary>
internal static class Spoiler
{
    public static TruthProgram Spoil(TruthProgram program, Chance chance)
    {
        var kind = chance.Below(8);
        var edited = Rewriting.Of(program, (method, block) => Edits(method, block, kind, chance)).ToArray();
        return edited.Length == 0 ? program : chance.Of<TruthProgram>(edited);
    }

    private static IEnumerable<ImmutableArray<Statement>> Edits(Method method, ImmutableArray<Statement> block, int kind, Chance chance)
    {
        for (var index = 0; index < block.Length; index++)
        {
            var statement = block[index];
            switch (kind)
            {
                case 0 or 1:
                    yield return block.RemoveAt(index);
                    break;
                case 2 when index + 1 < block.Length:
                    yield return block.SetItem(index, block[index + 1]).SetItem(index + 1, statement);
                    break;
                case 3:
                    yield return block.Insert(index, Syntax.Copy(statement));
                    break;
                case 4:
                    foreach (var condition in Syntax.Conditions(statement))
                        yield return block.SetItem(index, Syntax.WithCondition(statement, new Not(condition)));
                    break;
                case 5 when statement is Do { Operation.OnSubject: true } act:
                    yield return block.SetItem(index, act with { Subject = Other(method, act.Subject, chance) });
                    break;
                case 6:
                    var operation = chance.Of<Operation>(PreludeRules.Operations);
                    if (statement is Do { Operation: var near })
                        operation = chance.Of<Operation>([.. PreludeRules.Operations.Where(o => o.Event.Protocol == near.Event.Protocol)]);
                    yield return block.Insert(index, new Do(operation, Other(method, new Subject(SubjectKind.Field, 0), chance)));
                    break;
                case 7:
                    var moved = block.RemoveAt(index);
                    yield return moved.Insert(chance.Below(moved.Length + 1), statement);
                    break;
            }
        }
    }

    private static Subject Other(Method method, Subject subject, Chance chance) => method.Subjects > 1
        ? new Subject(SubjectKind.Parameter, subject is { Kind: SubjectKind.Parameter, Index: 0 } ? 1 : 0)
        : method.Subjects == 1 && chance.Percent(50) ? new Subject(SubjectKind.Parameter, 0)
        : new Subject(SubjectKind.Field, subject is { Kind: SubjectKind.Field, Index: 0 } ? 1 : 0);
}
