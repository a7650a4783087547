namespace EntryPath.Truth.Tests.Rules;

/// <summary>
/// What is in effect at one point of one path: one bit per step and subject. The thread's steps stand in object 0's place.
/// </summary>
/// <param name="InEffect">The steps in effect.</param>
/// <param name="Touched">The steps that something on the path has performed, undone or voided.</param>
/// <param name="UsedUp">The steps that a commit voided and nothing since.</param>
internal readonly record struct Slots(ulong InEffect, ulong Touched, ulong UsedUp)
{
    /// <summary>The two that are passed in, and one that the program creates.</summary>
    public const int Objects = 3;

    public const int Created = 2;

    private const int SlotsPerObject = 13;

    public static ulong Bit(ProtocolRule protocol, int step, int subject) =>
        1UL << ((protocol.Steps[step].Thread ? 0 : subject * SlotsPerObject) + protocol.FirstSlot + step);

    public bool Has(ulong bits) => (InEffect & bits) == bits;

    public Slots Set(ulong bit) => new(InEffect | bit, Touched | bit, UsedUp & ~bit);

    public Slots Clear(ulong bits) => new(InEffect & ~bits, Touched | bits, UsedUp & ~bits);

    public Slots UseUp(ulong bits) => new(InEffect & ~bits, Touched | bits, UsedUp | (InEffect & bits));

    /// <summary>A new object in the place of the created one: nothing of it is in effect.</summary>
    public Slots Forget(int subject)
    {
        var bits = ((1UL << SlotsPerObject) - 1) << (subject * SlotsPerObject);
        return new Slots(InEffect & ~bits, Touched & ~bits, UsedUp & ~bits);
    }
}
