using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace EntryPath.Truth.Tests.Language;

/// <summary>
/// Decides where a local is declared: with its first assignment where all other uses are in the same block after it (as people
/// write), and at the top of the method, with a value, otherwise.
/// </summary>
internal static class LocalNames
{
    public static IEnumerable<string> NotDeclaredWhereAssigned(ImmutableArray<Statement> body) =>
        Syntax.Names(body).Distinct().Where(name => !CanDeclareInPlace(body, name)).Order(System.StringComparer.Ordinal).ToArray();

    private static bool CanDeclareInPlace(ImmutableArray<Statement> block, string name)
    {
        var users = block.Where(statement => Syntax.Names([statement]).Contains(name)).ToArray();
        if (users.Length == 0)
            return true;
        if (Assigned(users[0]) == name)
            return !Read(users[0]).Contains(name);
        return users.Length == 1 && !Syntax.NamesInHead(users[0]).Contains(name)
            && Syntax.Blocks(users[0]).Count(inner => Syntax.Names(inner).Contains(name)) == 1
            && Syntax.Blocks(users[0]).All(inner => CanDeclareInPlace(inner, name)) && users[0] is not Switch;
    }

    private static string? Assigned(Statement statement) => statement switch
    {
        Assign { Target: var target } => target.Name,
        Copy { Target: var target } => "c" + target,
        _ => null,
    };

    private static IEnumerable<string> Read(Statement statement) => statement switch
    {
        Assign { Value: var value } => Syntax.Names(value),
        Copy { Source: var source } => Syntax.Names(source),
        _ => [],
    };
}
