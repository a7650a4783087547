using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Rules;

/// <summary>The body that a path runs through, for messages that say what else stands in it.</summary>
/// <param name="Solution">The body.</param>
/// <param name="From">The operation of it that has the need, or the call that leads to it.</param>
/// <param name="Analysis">Where other bodies are asked for.</param>
/// <param name="Rules">What members declare.</param>
/// <param name="Cancellation">Stops the asking.</param>
internal sealed record Scene(BodySolution Solution, Site From, Analysis Analysis, RuleSet Rules, CancellationToken Cancellation)
{
    public Performers Performers => Solution.Performers;

    /// <summary>What readers call the subject of a slot; null where it has no name.</summary>
    public string? NameOf(int subject) => ObjectNames.Of(Solution, subject);

    /// <summary>What callers call the subject of a slot.</summary>
    public Path? SubjectOf(Slot slot) => new Paths(Solution.Universe).Of(slot.Subject);
}
