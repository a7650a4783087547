using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Program;
using EntryPath.Analyzer.Tests.Matrix;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Summaries;

/// <summary>The engine over members of a class <c>Code</c>, without a driver of analyzers.</summary>
internal sealed class Solved
{
    private readonly Compilation _compilation;

    /// <summary>An engine that knows nothing yet.</summary>
    /// <param name="members">The members.</param>
    public Solved(string members)
        : this(Check.Compile([$"{Prelude.Usings}public partial class Code\n{{\n{members}\n}}\n", Prelude.Text], OutputKind.DynamicallyLinkedLibrary), null) =>
        Assert.Empty(_compilation.GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error));

    private Solved(Compilation compilation, IKnownBodies? known)
    {
        _compilation = compilation;
        var rules = Analyzer.Protocols.RuleSet.Create(_compilation, new AnalyzerOptions([]), CancellationToken.None)!;
        var index = new MentionIndex(_compilation, rules.MemberNames, CancellationToken.None);
        Analysis = new Analysis(rules, new Bodies(_compilation, rules, index, ThrowLevel.Explicit), ThrowLevel.Explicit, known);
    }

    /// <summary>Another engine for the same members that knows nothing yet but what it is told.</summary>
    public Solved Anew(IKnownBodies known) => new(_compilation, known);

    public Analysis Analysis { get; }

    public BodyId Member(string name) => BodyId.Of(_compilation.GetTypeByMetadataName("Code")!.GetMembers(name).Single());

    /// <summary>The solution of a member for all protocols at once.</summary>
    public BodySolution Of(string name) => Analysis.Solve(Member(name), CancellationToken.None).Single();

    /// <summary>What a summary says of steps, in words that do not depend on where it was found.</summary>
    public static string Steps(Summary summary) => string.Join("\n", summary.Needs.Select(static need => "needs " + need.Kind + " " + Effects(need.Slots)).Distinct().Order(StringComparer.Ordinal)
        .Concat(summary.Exits.Select(static exit => exit.Kind + " " + Effects(exit.Effects) + " closed " + string.Join(",", exit.Closed.Select(static closed => closed.Step.Name + closed.Subject.Symbol).Order(StringComparer.Ordinal)))
            .Distinct().Order(StringComparer.Ordinal)));

    private static string Effects(IEnumerable<SlotEffect> effects) =>
        string.Join(",", effects.Select(static effect => $"{effect.Step.Name} of {effect.Subject.Symbol}: {effect.Value.Possibility}").Order(StringComparer.Ordinal));
}
