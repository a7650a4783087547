using System.Linq;

namespace EntryPath.Truth.Tests.Rules;

/// <summary>The protocols and operations of the prelude, by hand, for the interpreter and the generator.</summary>
internal static class PreludeRules
{
    public static readonly ProtocolRule Gate = new("Gate", Ordered: true, -1, // Mask is the thread's and has no slot among the object's
    [
        new StepRule("Mask") { Thread = true, Bracket = true },
        new StepRule("Arm") { Bracket = true },
        new StepRule("Fence"),
        new StepRule("Drain") { Repeat = true },
        new StepRule("Check") { Repeat = true },
    ]);

    public static readonly ProtocolRule Lane = new("Lane", Ordered: true, 4,
    [
        new StepRule("Tune") { Optional = true, Strict = true },
        new StepRule("Open") { Bracket = true },
        new StepRule("Sync"),
    ]);

    public static readonly ProtocolRule Ring = new("Ring", Ordered: true, 7,
    [
        new StepRule("Begin") { Bracket = true },
        new StepRule("Pin") { Bracket = true },
        new StepRule("Note") { Optional = true },
        new StepRule("Fill") { Strict = true, Repeat = true },
    ]);

    public static readonly ProtocolRule Latch = new("Latch", Ordered: false, 11, [new StepRule("Held") { Bracket = true }]);

    public static readonly ProtocolRule[] Protocols = [Gate, Lane, Ring, Latch];

    public static readonly Operation Mask = OfThread("Cpu.Mask()", Act.Perform, Gate, "Mask");
    public static readonly Operation Unmask = OfThread("Cpu.Unmask()", Act.Undo, Gate, "Mask");
    public static readonly Operation Arm = Of("SetMode(Mode.In)", Act.Perform, Gate, "Arm");
    public static readonly Operation Disarm = Of("SetMode(Mode.Out)", Act.Undo, Gate, "Arm");
    public static readonly Operation Fence = Of("Fence()", Act.Perform, Gate, "Fence");
    public static readonly Operation Drain = Of("Drain()", Act.Perform, Gate, "Drain");
    public static readonly Operation MustStop = Test("MustStop()", Gate, "Check", when: false);
    public static readonly Operation Enter = Of("Enter()", Act.Commit, Gate, "Mask");

    public static readonly Operation Tune = Of("Tune()", Act.Perform, Lane, "Tune");
    public static readonly Operation Open = Of("IsOpen = true", Act.Perform, Lane, "Open");
    public static readonly Operation Close = Of("IsOpen = false", Act.Undo, Lane, "Open");
    public static readonly Operation Sync = Of("Sync()", Act.Perform, Lane, "Sync");
    public static readonly Operation Send = Of("Send()", Act.Commit, Lane, "Tune");

    public static readonly Operation Begin = Of("Begin()", Act.Perform, Ring, "Begin");
    public static readonly Operation End = Of("End()", Act.Undo, Ring, "Begin");
    public static readonly Operation Pin = Of("Pin()", Act.Perform, Ring, "Pin");
    public static readonly Operation TryPin = Test("TryPin()", Ring, "Pin", when: true);
    public static readonly Operation Unpin = Of("Unpin()", Act.Undo, Ring, "Pin");
    public static readonly Operation Note = Of("Note()", Act.Perform, Ring, "Note");
    public static readonly Operation Fill = Of("Fill()", Act.Perform, Ring, "Fill");
    public static readonly Operation Submit = Of("Submit()", Act.Commit, Ring, "Begin");

    public static readonly Operation Lock = Of("Lock()", Act.Perform, Latch, "Held");
    public static readonly Operation TryLock = Test("TryLock()", Latch, "Held", when: true);
    public static readonly Operation Unlock = Of("Unlock()", Act.Undo, Latch, "Held");
    public static readonly Operation Release = Of("Release()", Act.UndoIfInEffect, Latch, "Held");
    public static readonly Operation Touch = Of("Touch()", Act.Require, Latch, "Held");
    public static readonly Operation Sleep = Of("Sleep()", Act.Forbid, Latch, "Held");
    public static readonly Operation Wait = OfThread("Env.Wait()", Act.ForbidForAny, Latch, "Held");

    public static readonly Operation[] OfGate = [Mask, Unmask, Arm, Disarm, Fence, Drain, MustStop, Enter];
    public static readonly Operation[] OfLane = [Tune, Open, Close, Sync, Send];
    public static readonly Operation[] OfRing = [Begin, End, Pin, TryPin, Unpin, Note, Fill, Submit];
    public static readonly Operation[] OfLatch = [Lock, TryLock, Unlock, Release, Touch, Sleep, Wait];

    public static readonly Operation[] Operations = [.. OfGate.Concat(OfLane).Concat(OfRing).Concat(OfLatch)];

    private static Operation Of(string text, Act act, ProtocolRule protocol, string step) =>
        new(text, OnSubject: true, ReturnsBool: false, new EventRule(act, protocol, protocol.IndexOf(step)));

    private static Operation OfThread(string text, Act act, ProtocolRule protocol, string step) =>
        new(text, OnSubject: false, ReturnsBool: false, new EventRule(act, protocol, protocol.IndexOf(step)));

    private static Operation Test(string text, ProtocolRule protocol, string step, bool when) =>
        new(text, OnSubject: true, ReturnsBool: true, new EventRule(Act.Perform, protocol, protocol.IndexOf(step), when));
}
