using System;
using System.Linq;
using System.Threading;
using EntryPath.Analyzer.Interprocedural;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Tests.Summaries;

/// <summary>Cancelled at whatever point, the engine stops soon, says so in the one way there is, and has kept nothing that is wrong.</summary>
public sealed class CancellationTests
{
    /// <summary>A chain of helpers, a recursion of several and bodies that nothing is to be said of.</summary>
    private static readonly string s_members = string.Concat(Enumerable.Range(0, 12).Select(static n => $$"""
        public void Top{{n}}(Door door, int x) { door.Lock(); Helper{{n}}(door, x); Quiet{{n}}(x); if (x > 0) return; door.Unlock(); }
        private void Helper{{n}}(Door door, int x) { Quiet{{(n + 3) % 12}}(x); if (x > {{n}}) { door.Use(); Helper{{(n + 1) % 12}}(door, x - 1); } }
        private int Quiet{{n}}(int x) { int sum = 0; for (int i = 0; i < x; i++) sum += i; return sum; }

        """));

    [Fact]
    public void Stopped_at_any_look_it_ends_soon_and_a_second_try_finds_what_an_undisturbed_one_finds()
    {
        var undisturbed = new Solved(s_members);
        string expected = Steps(undisturbed, CancellationToken.None);
        Assert.Contains("needs Missing Held of", expected);

        int stops = 0;
        for (int look = 1; ; look += 1 + (look / 8))
        {
            using var source = new CancellationTokenSource();
            var counting = new Counting(look, source);
            Solved solved = undisturbed.Anew(counting);
            bool isStopped = Record.Exception(() => Steps(solved, source.Token)) switch
            {
                null => false,
                OperationCanceledException => true,
                var other => throw new InvalidOperationException($"Cancelled at look {look}, it threw something else.", other),
            };

            // It looks at the token for each body and each node; what is under way is one of them.
            Assert.True(counting.LooksAfter <= 16, $"cancelled at look {look}, it looked {counting.LooksAfter} times more");
            Assert.Equal(expected, Steps(solved, CancellationToken.None));
            if (!isStopped)
                break;

            stops++;
        }

        Assert.True(stops >= 10, $"stopped only {stops} times");
    }

    private static string Steps(Solved solved, CancellationToken cancellation) => string.Join("\n", Enumerable.Range(0, 12)
        .SelectMany(n => solved.Analysis.Solve(solved.Member("Top" + n), cancellation).Concat(solved.Analysis.Solve(solved.Member("Helper" + n), cancellation)))
        .Select(static part => part.Body.Symbol.Name + ": " + part.GaveUp + Solved.Steps(part.Summary) + part.Findings.Length));

    /// <summary>Knows nothing, and cancels when it was asked so many times.</summary>
    private sealed class Counting(int look, CancellationTokenSource source) : IKnownBodies
    {
        private int _looks;

        public int LooksAfter { get; private set; }

        public bool IsInert(ISymbol body)
        {
            Look();
            return false;
        }

        public void NoteInert(ISymbol body) => Look();

        private void Look()
        {
            if (source.IsCancellationRequested)
                LooksAfter++;

            if (++_looks == look)
                source.Cancel();
        }
    }
}
