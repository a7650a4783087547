using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>The protocols of the running prelude, by hand: the judge shares no model with the analyzer.</summary>
internal static class RuntimeRules
{
    public static readonly ProtocolRule Gate = PreludeRules.Gate;
    public static readonly ProtocolRule Lane = PreludeRules.Lane;
    public static readonly ProtocolRule Ring = PreludeRules.Ring;
    public static readonly ProtocolRule Latch = PreludeRules.Latch;
    public static readonly ProtocolRule Irq = new("Irq", Ordered: true, 0, [new StepRule("Off") { Thread = true, Bracket = true }]);
    public static readonly ProtocolRule Room = new("Room", Ordered: false, 0, [new StepRule("Entered") { Bracket = true, Nestable = true }]);

    public static readonly ProtocolRule Wire = new("Wire", Ordered: true, 0, [new StepRule("Linked") { Bracket = true }, new StepRule("Greeted")]);

    public static readonly ProtocolRule Berth = new("Berth", Ordered: true, 0,
    [
        new StepRule("Moored") { Bracket = true },
        new StepRule("Loaded"),
        new StepRule("Sealed"),
    ]);
}
