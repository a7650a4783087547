using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Domain;

/// <summary>
/// The slots that a solution tells states apart by: those of one object, or of one step where steps are independent. Where all combinations of many objects are
/// over the bound, each is solved by itself, with the conditions that it goes with.
/// </summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Step">The step of a protocol without order; null: all of them.</param>
/// <param name="Subject">The value number of the subject.</param>
internal sealed record Focus(Protocol Protocol, ProtocolStep? Step, int Subject)
{
    public static Focus Of(Slot slot) => new(slot.Step.Protocol, slot.Step.Protocol.Ordered ? null : slot.Step, slot.Subject);

    /// <summary>Whether what becomes of a slot matters: in an order, the steps of a thread or of the program matter to each object.</summary>
    public bool Contains(Slot slot) => ReferenceEquals(slot.Step.Protocol, Protocol)
        && (Step is null ? slot.Subject == Subject || slot.Step.Scope != StepScope.Object : ReferenceEquals(slot.Step, Step) && slot.Subject == Subject);

    public bool Equals(Focus? other) => other is not null && ReferenceEquals(Protocol, other.Protocol) && ReferenceEquals(Step, other.Step) && Subject == other.Subject;

    public override int GetHashCode() => (Protocol.GetHashCode() * 31) + Subject;
}
