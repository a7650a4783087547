using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Tests.Domain;

/// <summary>The laws that docs/analysis.md states of the abstract domain.</summary>
public sealed class LawTests
{
    private const int Node = 1;

    /// <summary>So many conditions, each a number or, where it does not hold, its negative.</summary>
    private const int Letters = 5;

    private static readonly Gen<List<ImmutableArray<int>>> Conditions = Gen.Select(Gen.Int[1, Letters], Gen.Bool, static (letter, holds) => holds ? letter : -letter)
        .Array[1, 2].Select(static clause => clause.ToImmutableArray()).List[1, 4];

    private static readonly Gen<(int Key, int Value)[]> Entries = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 5], static (key, value) => (key, value)).Array[0, 30];

    [Fact]
    public void The_join_of_slot_values_is_a_least_upper_bound() => Gen.Select(States.OfSteps, States.OfSteps, States.OfSteps).Obey(static (a, b, c) =>
        a.Or(a) == a
        && a.Or(b) == b.Or(a)
        && a.Or(b).Or(c) == a.Or(b.Or(c))
        && a.Or(StepState.None) == a
        && a.Or(b).Contains(a) && a.Or(b).Contains(b)
        && (!c.Contains(a) || !c.Contains(b) || c.Contains(a.Or(b))));

    [Fact]
    public void The_join_of_slot_values_is_monotone() => Gen.Select(States.OfSteps, States.OfSteps, States.OfSteps).Obey(static (a, b, c) =>
        a.Or(b).Or(c).Contains(a.Or(c)));

    [Fact]
    public void A_state_is_kept_as_one_number() => States.OfSteps.Obey(static state =>
        StepState.Of(state.Bits) == state && new StepState(state.Possibility, state.Depth) == state);

    [Fact]
    public void Depths_add_up_in_any_order_and_more_paths_give_no_narrower_a_sum() => Gen.Select(States.Depths, States.Depths, States.Depths).Obey(static (a, b, c) =>
        a.Plus(b) == b.Plus(a)
        && a.Plus(b).Plus(c) == a.Plus(b.Plus(c))
        && a.Plus(Depth.None) == a
        && a.Or(b).Plus(c).Contains(a.Plus(c)));

    [Fact]
    public void A_state_joined_with_itself_is_that_state() => Cells().Obey(static made =>
    {
        (Universe universe, Cell first, _) = made;
        return Join.CanJoin(universe, first, first) && Join.Cells(universe, first, first, Node).Equals(first);
    });

    [Fact]
    public void The_join_of_states_knows_the_same_whichever_comes_first() => Cells().Obey(static made =>
    {
        (Universe universe, Cell first, Cell second) = made;
        Cell one = Join.Cells(universe, first, second, Node);
        Cell other = Join.Cells(universe, second, first, Node);
        return one.Facts.Equals(other.Facts) && one.Slots.Equals(other.Slots) && one.Values.Equals(other.Values);
    });

    [Fact]
    public void The_join_of_states_knows_nothing_that_one_of_them_does_not() => Cells().Obey(static made =>
    {
        (Universe universe, Cell first, Cell second) = made;
        Cell joined = Join.Cells(universe, first, second, Node);
        return new[] { first, second }.All(cell =>
            Of(joined.Facts).All(fact => universe.Resolve(cell, fact.Key) == fact.Value)
            && Of(joined.Slots).All(slot => universe.Slot(slot.Key) is var named && StepState.Of(slot.Value).Contains(universe.Raw(cell, named.Step, named.Subject)))
            && Of(joined.Values).Where(entry => universe.Terms.IsConstant(entry.Value)).All(entry => cell.Values.TryGet(entry.Key, out int own) && universe.Resolve(cell, own) == entry.Value));
    });

    [Fact]
    public void What_follows_from_either_of_two_lists_of_conditions_holds_wherever_one_of_them_does() => Gen.Select(Conditions, Conditions).Obey(static (first, second) =>
    {
        List<ImmutableArray<int>> clauses = Clauses.Either(first, second, static (left, right) => left == -right, Comparer<int>.Default);
        return Enumerable.Range(0, 1 << Letters).Select(static truths => Enumerable.Range(1, Letters).Select(letter => (truths >> (letter - 1) & 1) == 1 ? letter : -letter).ToHashSet())
            .Where(truths => first.All(clause => clause.Any(truths.Contains)) || second.All(clause => clause.Any(truths.Contains)))
            .All(truths => clauses.All(clause => clause.Any(truths.Contains)));
    });

    [Fact]
    public void States_that_can_be_one_keep_what_every_slot_can_be() => Cells().Obey(static made =>
    {
        (Universe universe, Cell first, Cell second) = made;
        return !Join.CanJoin(universe, first, second)
            || Join.Open(universe, Join.Cells(universe, first, second, Node).Slots).Equals(Join.Open(universe, first.Slots));
    });

    [Fact]
    public void A_map_of_a_state_holds_what_was_written_last() => Gen.Select(Entries, Gen.Int[0, 20]).Obey(static (entries, removed) =>
    {
        IntMap map = IntMap.Empty;
        var model = new Dictionary<int, int>();
        foreach ((int key, int value) in entries)
        {
            map = map.Set(key, value);
            model[key] = value;
        }

        map = map.Remove(removed);
        model.Remove(removed);
        IntMap again = model.OrderByDescending(static entry => entry.Key).Aggregate(IntMap.Empty, static (made, entry) => made.Set(entry.Key, entry.Value));
        return Of(map).OrderBy(static entry => entry.Key).SequenceEqual(model.OrderBy(static entry => entry.Key)) && map.Equals(again) && map.GetHashCode() == again.GetHashCode();
    });

    [Fact]
    public void A_map_with_other_keys_is_what_writing_its_entries_one_by_one_gives() => Gen.Select(Entries, Gen.Int[1, 12], Gen.Int[0, 12]).Obey(static (entries, modulus, dropped) =>
    {
        IntMap map = entries.Aggregate(IntMap.Empty, static (made, entry) => made.Set(entry.Key, entry.Value));
        int? KeyOf(int key) => key == dropped ? null : 20 - (key % modulus);
        IntMap last = IntMap.Empty;
        IntMap merged = IntMap.Empty;
        foreach ((int key, int value) in Of(map).Where(entry => KeyOf(entry.Key) is not null).Select(entry => (KeyOf(entry.Key)!.Value, entry.Value)))
        {
            last = last.Set(key, value);
            merged = merged.Set(key, value | (merged.TryGet(key, out int other) ? other : 0));
        }

        return map.Rename(KeyOf, static value => value).Equals(last) && map.Rename(KeyOf, static value => value, static (later, earlier) => later | earlier).Equals(merged)
            && ReferenceEquals(map.Rename(static key => key, static value => value), map);
    });

    [Fact]
    public void The_constants_of_a_joined_value_are_those_of_either() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3]).Obey(static (a, b, c) =>
    {
        var terms = new TermTable();
        int[] numbers = [terms.Constant(a), terms.Constant(b), terms.Constant(c)];
        Constants one = Constants.Of(terms, numbers[0], numbers[1])!;
        int joined = terms.Number(new Term(TermKind.Join, one, Node, 0));
        return one.Equals(Constants.Of(terms, numbers[1], numbers[0])) && Constants.Of(terms, joined, numbers[2]) is { } all && numbers.All(all.Has)
            && terms.Equal(joined, terms.Constant(9)) == terms.False;
    });

    /// <summary>Two states of one body: locals that hold one of a few values, facts about some, and slots of two objects.</summary>
    private static Gen<(Universe Universe, Cell First, Cell Second)> Cells() =>
        Gen.Select(Entries, Entries, Gen.Select(Gen.Int[0, 5], States.OfSteps).Array[0, 6], Gen.Select(Gen.Int[0, 5], States.OfSteps).Array[0, 6]).Select(static (first, second, ofFirst, ofSecond) =>
        {
            var universe = new Universe();
            return (universe, CellOf(universe, first, ofFirst), CellOf(universe, second, ofSecond));
        });

    private static Cell CellOf(Universe universe, (int Key, int Value)[] entries, (int, StepState)[] slots)
    {
        Cell cell = Cell.Empty;
        foreach ((int key, int value) in entries)
        {
            if (key < 12)
            {
                int held = value < 3 ? universe.Terms.Constant(value) : universe.Terms.Number(new Term(TermKind.Entry, "given" + value));
                cell = cell with { Values = cell.Values.Set(universe.Number(new Variable(VariableKind.Local, "local" + key)), held) };
            }
            else
            {
                cell = cell with { Facts = cell.Facts.Set(universe.Terms.Number(new Term(TermKind.Entry, "asked" + key)), universe.Terms.Truth(value % 2 == 0)) };
            }
        }

        foreach ((int slot, StepState value) in slots)
        {
            int subject = universe.Terms.Number(new Term(TermKind.Entry, "object" + slot % 2));
            cell = cell with { Slots = cell.Slots.Set(universe.Number(States.Forms.Steps[slot / 2], subject), value.Bits) };
        }

        return cell;
    }

    private static IEnumerable<KeyValuePair<int, int>> Of(IntMap map) => Enumerable.Range(0, map.Count).Select(i => KeyValuePair.Create(map.KeyAt(i), map.ValueAt(i)));
}
