using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.CodeFixes.Judging;

/// <summary>The rules of a compilation: read once, however many of its diagnostics are fixed.</summary>
internal static class KnownRules
{
    private static readonly ConditionalWeakTable<Compilation, Box> s_known = new();

    public static RuleSet? Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        if (s_known.TryGetValue(compilation, out Box? known))
            return known.Rules;

        var read = new Box(RuleSet.Create(compilation, options, cancellation));
        return s_known.GetValue(compilation, _ => read).Rules;
    }

    private sealed record Box(RuleSet? Rules);
}
