using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>A bad transition on one path.</summary>
/// <param name="Finding">The transition, with what is bad on that path.</param>
/// <param name="Story">The path; null where it was too long to find.</param>
/// <param name="Elsewhere">Steps that are missing on other paths, each with one.</param>
/// <param name="Assumed">What it takes for granted; null: nothing.</param>
internal sealed record FindingPath(Finding Finding, Story? Story, ImmutableArray<(ProtocolStep Step, Story? Story)> Elsewhere, string? Assumed)
{
    /// <summary>The objects of which the first step is missing, as messages name them.</summary>
    public ImmutableArray<string> Objects { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Those of the slots that a test on the path said are in effect.</summary>
    public ImmutableArray<Slot> InEffectByTest { get; init; } = ImmutableArray<Slot>.Empty;

    /// <summary>The report, with what it takes for granted.</summary>
    public Violation Assuming(Violation violation) => violation with { Protocol = Finding.Slots[0].Step.Protocol, Assumed = Assumed, Objects = Objects };

    /// <summary>
    /// A path to a finding, with the slots that are bad on that very path; and for each further step that is missing only on other paths, one of those.
    /// Null where only joins made it seem that there is one.
    /// </summary>
    /// <param name="solution">The body.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <param name="isWanted">Which paths to the finding count; null: all.</param>
    public static FindingPath? To(BodySolution solution, Finding finding, CancellationToken cancellation, Func<Story?, bool>? isWanted = null)
    {
        Witness.Answer found = solution.Witness.Find(IsIt, isSecond: false, cancellation);
        if (!found.Found)
            return found.WasExhaustive ? null : new FindingPath(finding, null, ImmutableArray<(ProtocolStep, Story?)>.Empty, Assumption.Of(solution, finding, null, null));

        ImmutableArray<Slot> here = found.Slots.RemoveAll(slot => !finding.Slots.Contains(slot)) is { IsEmpty: false } known ? known : found.Slots;
        var elsewhere = ImmutableArray.CreateBuilder<(ProtocolStep, Story?)>();
        if (finding.Kind == FindingKind.Missing)
        {
            foreach (ProtocolStep step in finding.Slots.Select(static slot => slot.Step).Distinct().Where(step => !here.Any(slot => ReferenceEquals(slot.Step, step))))
            {
                Witness.Answer other = solution.Witness.Find(one => IsIt(one) && one.Finding.Slots.Any(slot => ReferenceEquals(slot.Step, step)), isSecond: false, cancellation);
                if (other.Found || !other.WasExhaustive)
                    elsewhere.Add((step, other.Story));
            }
        }

        Finding shown = finding with { Slots = here.OrderBy(static slot => slot.Step.Index).ToImmutableArray() };
        string? assumed = Assumption.Of(solution, shown, found.Story, found.Cell);
        if (assumed is null)
            return Of(shown, found.Story, found.Cell, null);

        // Another path may show the same without an assumption.
        Witness.Answer certain = solution.Witness.Find(one => IsIt(one) && Assumption.Of(solution, one.Finding, one.Story, one.Cell) is null, isSecond: true, cancellation);
        return certain.Found ? Of(finding with { Slots = certain.Slots }, certain.Story, certain.Cell, null) : Of(shown, found.Story, found.Cell, assumed);

        FindingPath Of(Finding on, Story? along, Cell? at, string? taken) => new(on, along, elsewhere.ToImmutable(), taken)
        {
            Objects = LackingObjects.Of(solution, finding, on, along, IsIt, cancellation),
            InEffectByTest = on.Slots.RemoveAll(slot => at?.Values.TryGet(solution.Universe.Number(new Variable(VariableKind.Told, slot.Step, slot.Subject)), out int answer) != true || answer != solution.Universe.Terms.True),
        };

        bool IsIt(Exploration.Heard heard) => heard.Finding is var other && other.Slots.Any(slot => finding.Slots.Any(own => ReferenceEquals(own.Step, slot.Step)))
            && other.Instruction.Id == finding.Instruction.Id && other.Kind == finding.Kind && AreOfOne(other.Need?.Origin, finding.Need?.Origin) && isWanted?.Invoke(heard.Story) != false;

        // Where less is joined, more names can be seen to be one object.
        static bool AreOfOne(NeedOrigin? one, NeedOrigin? other) => Equals(one, other) || (one is not null && other is not null && one.IsOf(other));
    }
}
