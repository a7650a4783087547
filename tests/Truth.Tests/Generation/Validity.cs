using System.Collections.Immutable;
using System.Linq;
using EntryPath.Truth.Tests.Language;

namespace EntryPath.Truth.Tests.Generation;

/// <summary>What C# demands of a program beyond what the shapes of the language ensure.</summary>
internal static class Validity
{
    public static bool Compiles(TruthProgram program) =>
        program.Methods.All(method => Compiles(method.Body, new Place(method, false, false, false, false)))
        && program.Methods.SelectMany(method => Syntax.Calls(method.Body)).All(call => call.Method < program.Methods.Length)
        && program.Methods.All(CreatesFirst);

    private static bool Compiles(ImmutableArray<Statement> block, Place place) => block.All(statement => Compiles(statement, place));

    private static bool Compiles(Statement statement, Place place) =>
        Syntax.Conditions(statement).All(condition => IsInScope(condition, place.Method)) && HasPlace(statement, place);

    private static bool IsInScope(Condition condition, Method method) => condition switch
    {
        Flag { Kind: FlagKind.Parameter, Index: var index } => index < method.Flags,
        KindIs => method.IsRoot,
        _ => Syntax.Parts(condition).All(part => IsInScope(part, method)),
    };

    private static bool HasPlace(Statement statement, Place place) => statement switch
    {
        Return { Value: var value } => !place.InFinally && (value is not null) == place.Method.ReturnsBool,
        Throw { Again: true } => place.InCatch,
        Break => place.InLoop || place.InSwitch,
        Continue => place.InLoop,
        Switch => place.Method.IsRoot && Syntax.Blocks(statement).All(inner => Compiles(inner, place with { InSwitch = true })),
        While or DoWhile or Count or ForEach =>
            Syntax.Blocks(statement).All(inner => Compiles(inner, place with { InLoop = true, InSwitch = false })),
        Try attempt => Compiles(attempt.Body, place)
            && (attempt.Catch is not { } handler || Compiles(handler, place with { InCatch = true }))
            && (attempt.Finally is not { } last
                || Compiles(last, place with { InFinally = true, InCatch = false, InLoop = false, InSwitch = false }))
            && (attempt.Catch ?? attempt.Finally) is not null,
        _ => Syntax.Blocks(statement).All(inner => Compiles(inner, place)),
    };

    /// <summary>The created object is named only in the method that creates it, once, as its first statement.</summary>
    private static bool CreatesFirst(Method method)
    {
        var creates = method.Body.Count(statement => statement is Create);
        return creates == Count(method.Body) && creates <= 1 && (creates == 0 ? !NamesCreated(method.Body) : method.Body[0] is Create);

        static int Count(ImmutableArray<Statement> block) =>
            block.Sum(statement => (statement is Create ? 1 : 0) + Syntax.Blocks(statement).Sum(Count));
    }

    private static bool NamesCreated(ImmutableArray<Statement> block) => block.Any(statement =>
        statement is Do { Subject.Kind: SubjectKind.Created } or Copy { Source.Kind: SubjectKind.Created }
        || Syntax.Conditions(statement).Any(NamesCreated)
        || Syntax.Calls([statement]).Any(call => call.Subjects.Any(subject => subject.Kind == SubjectKind.Created))
        || Syntax.Blocks(statement).Any(NamesCreated));

    private static bool NamesCreated(Condition condition) =>
        condition is Test { Subject.Kind: SubjectKind.Created } || Syntax.Parts(condition).Any(NamesCreated);

    private sealed record Place(Method Method, bool InLoop, bool InSwitch, bool InCatch, bool InFinally);
}
