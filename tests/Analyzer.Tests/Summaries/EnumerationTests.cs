using System.Linq;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Tests.Summaries;

/// <summary>What an iterator's variables are is known to the body that goes through it, and to nobody who calls that body.</summary>
public sealed class EnumerationTests
{
    private const string Members = """
        [EntryProtocol(Ordered = false)] public enum Work { Begun }

        public sealed class Deeds
        {
            public Deed GetEnumerator() => new();
        }

        public sealed class Deed : IDisposable
        {
            public int Current => 0;
            public bool MoveNext() => false;
            [Step(Work.Begun)] public void Begin() { }
            [Undo(Work.Begun, IfInEffect = true)] public void Dispose() { }
        }

        private static System.Collections.Generic.IEnumerable<int> Parts(Deeds deeds)
        {
            foreach (int deed in deeds)
                yield return deed;
        }

        """;

    [Fact]
    public void A_recursion_through_loops_over_iterators_has_no_effects_on_variables_of_these()
    {
        var solved = new Solved(Members + string.Concat(Enumerable.Range(0, 6).Select(static n => $$"""
            public static void Go{{n}}(Deeds deeds, int depth)
            {
                foreach (int part in Parts(deeds))
                {
                    if (part > {{n}})
                        Go{{(n + 1) % 6}}(deeds, depth - 1);
                    else
                        Go{{(n + 2) % 6}}(deeds, part);
                }
            }

            """)));

        Assert.All(Enumerable.Range(0, 6).Select(n => solved.Of("Go" + n)), static body =>
        {
            Assert.Null(body.GaveUp);
            Assert.DoesNotContain(body.Summary.Exits.SelectMany(static exit => exit.Effects), static effect => effect.Subject.Symbol is EnumerationVariable);
        });
    }
}
