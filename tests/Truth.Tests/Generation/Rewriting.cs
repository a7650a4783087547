using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using EntryPath.Truth.Tests.Language;

namespace EntryPath.Truth.Tests.Generation;

/// <summary>All programs that one edit of one block makes.</summary>
internal static class Rewriting
{
    public static IEnumerable<TruthProgram> Of(
        TruthProgram program, Func<Method, ImmutableArray<Statement>, IEnumerable<ImmutableArray<Statement>>> edit)
    {
        for (var index = 0; index < program.Methods.Length; index++)
        {
            var method = program.Methods[index];
            foreach (var body in Of(method.Body, block => edit(method, block)))
                yield return new TruthProgram(program.Methods.SetItem(index, method with { Body = body }));
        }
    }

    private static IEnumerable<ImmutableArray<Statement>> Of(
        ImmutableArray<Statement> block, Func<ImmutableArray<Statement>, IEnumerable<ImmutableArray<Statement>>> edit)
    {
        foreach (var edited in edit(block))
            yield return edited;
        for (var index = 0; index < block.Length; index++)
        {
            var blocks = Syntax.Blocks(block[index]).ToArray();
            for (var inner = 0; inner < blocks.Length; inner++)
            {
                foreach (var edited in Of(blocks[inner], edit))
                {
                    var replaced = blocks.ToArray();
                    replaced[inner] = edited;
                    yield return block.SetItem(index, Syntax.WithBlocks(block[index], replaced));
                }
            }
        }
    }
}
