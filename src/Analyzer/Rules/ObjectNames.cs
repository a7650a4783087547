using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>What readers call an object: the parameter, local or field that it is in, as they would write it.</summary>
internal static class ObjectNames
{
    /// <summary>The name of an object; null where it has none that would tell it from others.</summary>
    public static string? Of(BodySolution solution, int subject) =>
        new Paths(solution.Universe).Of(subject) is { } path ? Of(path) : solution.Universe.Terms[subject] is { Kind: TermKind.Fresh or TermKind.Opaque, A: >= 0 and var site } ? LocalOf(solution, site) : null;

    /// <summary>What readers call what callers call by a path; null where it has no name.</summary>
    public static string? Of(Path path)
    {
        if (path.Fields.Any(static field => field.Member is null))
            return null;

        IEnumerable<string> fields = path.Fields.Select(static field => field.Name);
        return path switch
        {
            { Root: PathRoot.This, Fields.IsEmpty: true } => "this",
            { Root: PathRoot.This } => string.Join(".", fields),
            { Root: PathRoot.Entry, Symbol: ISymbol { Name: { Length: > 0 } name } } => string.Join(".", fields.Prepend(name)),
            { Root: PathRoot.Static, Symbol: ISymbol { Name: { Length: > 0 } name, ContainingType: { } type } } => string.Join(".", fields.Prepend(name).Prepend(type.Name)),
            _ => null,
        };
    }

    /// <summary>The first local that what an operation makes is put into.</summary>
    private static string? LocalOf(BodySolution solution, int site)
    {
        Instruction[] instructions = solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions).ToArray();
        int register = Array.Find(instructions, instruction => instruction.Id == solution.Universe.MakerOf(site)) switch
        {
            Instruction.Define define => define.Target,
            Instruction.Call call => call.Result,
            _ => -1,
        };
        return register < 0 || solution.Universe.PartOf(site) is not null ? null
            : instructions.OfType<Instruction.Assign>().Where(assign => assign.Value == register).Select(static assign => assign.Variable.Local).OfType<ILocalSymbol>().FirstOrDefault() is { Name: { Length: > 0 } name } ? name : null;
    }
}
