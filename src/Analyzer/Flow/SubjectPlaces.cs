using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>
/// Finds the variables and fields whose object some operation of a body is about. Where one of them may hold one of several objects, it matters
/// which: states in which it holds different ones are no one state.
/// </summary>
internal static class SubjectPlaces
{
    /// <summary>The locals, parameters, captures and members, and what tells which element of a collection a round of a loop has.</summary>
    /// <param name="graph">The graph of a body.</param>
    /// <param name="returnsSubject">Whether steps can be about what the body returns, so that it matters to callers which object that is.</param>
    public static HashSet<PlaceId> Of(FlowGraph graph, bool returnsSubject)
    {
        var places = new HashSet<PlaceId>();
        if (returnsSubject)
            places.UnionWith(graph.Nodes.Select(static node => node.Exit?.Value).OfType<LocalId>().Select(static returned => (PlaceId)returned));

        // Between two stops of an iterator, nobody but it knows in which round it is.
        bool isIterator = graph.Nodes.Any(static node => node.Position > 0);
        int before;
        do
        {
            before = places.Count;
            foreach (FlowNode node in graph.Nodes)
                Scan(node, places, isIterator);
        }
        while (places.Count > before);

        return places;
    }

    /// <summary>Goes back through a node: what a subject is computed from is a subject, and so is what a place of subjects is given.</summary>
    private static void Scan(FlowNode node, HashSet<PlaceId> places, bool isIterator)
    {
        var subjects = new HashSet<int>();
        var stored = new Dictionary<int, int>();
        for (int i = node.Instructions.Length - 1; i >= 0; i--)
        {
            switch (node.Instructions[i])
            {
                case Instruction.Event happening:
                    subjects.Add(happening.Subject);
                    break;

                case Instruction.DisposeGuard dispose:
                    subjects.Add(dispose.Guard);
                    break;

                case Instruction.Call call:
                    subjects.Add(call.Receiver);
                    subjects.UnionWith(call.Arguments);
                    break;

                case Instruction.HandOn { Later: var later }:
                    subjects.Add(later.Receiver);
                    subjects.UnionWith(later.Arguments);
                    break;

                case Instruction.Start { Later: var started }:
                    subjects.Add(started.Receiver);
                    subjects.UnionWith(started.Arguments);
                    break;

                case Instruction.Assign assign when places.Contains(assign.Variable):
                    subjects.Add(assign.Value);
                    break;

                case Instruction.StoreField store when places.Contains(PlaceId.Of(store.Member)):
                    subjects.Add(store.Value);
                    break;

                case Instruction.MakeFull full:
                    subjects.UnionWith(full.Elements);
                    break;

                // What is put into a collection in a round is about its element, if steps are about the object.
                case Instruction.StoreElement element:
                    stored[element.Value] = element.Index;
                    break;

                case Instruction.Define { Value: Expression.Load { Variable: var variable }, Target: var value } when stored.TryGetValue(value, out int index) && places.Contains(variable):
                    subjects.Add(index);
                    break;

                case Instruction.Define define when subjects.Contains(define.Target):
                    Scan(define.Value, subjects, places, isIterator);
                    break;
            }
        }
    }

    private static void Scan(Expression value, HashSet<int> subjects, HashSet<PlaceId> places, bool isIterator)
    {
        switch (value)
        {
            case Expression.Load load when CanBeObject(load.Variable):
                places.Add(load.Variable);
                break;

            case Expression.LoadField field:
                if (CanBeObject(field.Member))
                    places.Add(PlaceId.Of(field.Member));

                subjects.Add(field.Base);
                break;

            case Expression.LoadElement element:
                subjects.Add(element.Base);
                subjects.Add(element.Index);
                break;

            case Expression.RoundIndex { Rounds: var rounds }:
                rounds.IsFollowed = !isIterator;
                places.Add(rounds.IsChosen);
                places.Add(rounds.Collection);
                break;

            case Expression.TryCast cast:
                subjects.Add(cast.Operand);
                break;

            case Expression.Select select:
                subjects.UnionWith(select.Values.Select(static choice => choice.Register));
                break;
        }
    }

    /// <summary>Whether a variable can hold an object that steps are about: no number, truth value or text.</summary>
    private static bool CanBeObject(LocalId variable) => variable.OfEnumeration is { } kept ? CanBeObject(kept.Variable) : variable.Symbol is not { } symbol || CanBeObject(symbol);

    private static bool CanBeObject(ISymbol place) => place switch
    {
        ILocalSymbol { Type: var type } => CanBeSubject(type),
        IParameterSymbol { Type: var type } => CanBeSubject(type),
        IFieldSymbol { Type: var type } => CanBeSubject(type),
        IPropertySymbol { Type: var type } => CanBeSubject(type),
        _ => true,
    };

    /// <summary>Whether steps can be about values of a type.</summary>
    public static bool CanBeSubject(ITypeSymbol type) =>
        type is { SpecialType: SpecialType.None or SpecialType.System_Object or SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_IDisposable or SpecialType.System_Array }
        && type.TypeKind != TypeKind.Enum;
}
