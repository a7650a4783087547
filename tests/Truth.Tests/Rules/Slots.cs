namespace EntryPath.Truth.Tests.Rules;

/// <summary>
/// What is in effect at one point of one path: one bit per step and subject; the thread's steps have bits of their own.
/// </summary>
/// <param name="InEffect">The steps in effect.</param>
/// <param name="Touched">The steps that something on the path has performed, undone or voided.</param>
/// <param name="UsedUp">The steps that a commit voided and nothing since.</param>
/// <param name="Brought">The brackets that a root undid first: whoever called it had left them in effect.</param>
internal readonly record struct Slots(ulong InEffect, ulong Touched, ulong UsedUp, ulong Brought)
{
    /// <summary>Two that a root is given, two in fields, and one that the program creates.</summary>
    public const int Objects = 5;

    public const int FirstField = 2;

    public const int Created = 4;

    private const int SlotsPerObject = 12;
    private const int ThreadSlot = Objects * SlotsPerObject;

    public static ulong Bit(ProtocolRule protocol, int step, int subject) =>
        1UL << (protocol.Steps[step].Thread ? ThreadSlot : subject * SlotsPerObject + protocol.FirstSlot + step);

    public bool Has(ulong bits) => (InEffect & bits) == bits;

    public Slots Set(ulong bit) => this with { InEffect = InEffect | bit, Touched = Touched | bit, UsedUp = UsedUp & ~bit };

    public Slots Clear(ulong bits) => this with { InEffect = InEffect & ~bits, Touched = Touched | bits, UsedUp = UsedUp & ~bits };

    public Slots UseUp(ulong bits) => Clear(bits) with { UsedUp = UsedUp | (InEffect & bits) };

    /// <summary>The brackets that a root undoes without having touched them.</summary>
    public Slots Bring(ulong bit) => this with { Brought = Brought | bit };
}
