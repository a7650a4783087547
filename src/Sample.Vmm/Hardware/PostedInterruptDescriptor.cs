using System.Numerics;
using EntryPath.Sample.Vmm.Protocols;

namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>
/// The posted-interrupt descriptor of one vCPU (Intel SDM volume 3C, posted-interrupt processing): 256 posted-interrupt requests (PIR)
/// and a control word with ON (a notification is outstanding), SN (suppress notifications), NV (the notification vector) and NDST (the
/// processor to notify).
/// </summary>
public sealed class PostedInterruptDescriptor
{
    private const ulong OutstandingNotification = 1ul << 0;
    private const ulong SuppressNotification = 1ul << 1;
    private const int VectorShift = 16;
    private const ulong VectorMask = 0xfful << VectorShift;
    private const int DestinationShift = 32;

    private readonly IMemory memory;
    private readonly Word[] pir;

    /// <summary>Creates the descriptor at reset: nothing posted, notifications to the given processor with the notification vector.</summary>
    /// <param name="memory">How its words are accessed.</param>
    /// <param name="layout">Where its words are.</param>
    /// <param name="destination">NDST: the APIC id of the processor that runs the vCPU.</param>
    public PostedInterruptDescriptor(IMemory memory, MemoryLayout layout, uint destination)
    {
        this.memory = memory;
        pir = [layout.Memory("PIR[0]"), layout.Memory("PIR[1]"), layout.Memory("PIR[2]"), layout.Memory("PIR[3]")];
        Control = layout.Memory(
            "PID",
            ((ulong)destination << DestinationShift) | ((ulong)HostVector.Notification << VectorShift),
            DescribeControl);
    }

    /// <summary>The number of words of the PIR.</summary>
    public const int PirWords = 4;

    /// <summary>The control word: ON in bit 0, SN in bit 1, NV in bits 16 to 23, NDST in bits 32 to 63.</summary>
    public Word Control { get; }

    /// <summary>The word of the PIR that holds the vectors from 64 times <paramref name="index"/>.</summary>
    public Word Pir(int index) => pir[index];

    /// <summary>Sets a vector's request bit.</summary>
    /// <param name="vector">0 to 255.</param>
    /// <returns>Whether it was set already: then the earlier poster owes the notification.</returns>
    [Step(InterruptPosting.SetPir)]
    public bool TestAndSetPir(int vector)
    {
        var bit = 1ul << (vector & 63);
        return (memory.Or(pir[vector >> 6], bit) & bit) != 0;
    }

    /// <summary>Sets ON.</summary>
    /// <returns>Whether it was set already: then a notification is under way, and nobody else needs to send one.</returns>
    [Step(InterruptPosting.ClaimNotification, When = false)]
    public bool TestAndSetOn() => (memory.Or(Control, OutstandingNotification) & OutstandingNotification) != 0;

    /// <summary>What a poster that is hardware does with the control word: sets ON unless SN or ON is set.</summary>
    /// <param name="vector">The vector to send, if the result is <see langword="true"/>.</param>
    /// <returns>Whether this poster has set ON and owes a notification.</returns>
    public bool TrySetOnUnlessSuppressed(out HostVector vector)
    {
        while (true)
        {
            var control = memory.Read(Control);
            vector = Vector(control);
            if ((control & (OutstandingNotification | SuppressNotification)) != 0)
                return false;
            if (memory.CompareExchange(Control, control | OutstandingNotification, control) == control)
                return true;
        }
    }

    /// <summary>Tests ON with a plain load, which keeps the cache line shared.</summary>
    public bool IsOnSet() => (memory.Read(Control) & OutstandingNotification) != 0;

    /// <summary>Clears ON; a full barrier. From here on a poster notifies again.</summary>
    [Step(PirDrain.ClearOn)]
    public void ClearOn() => memory.And(Control, ~OutstandingNotification);

    /// <summary>Sets ON without asking who else did: used by the vCPU's own thread to make its next sync look.</summary>
    public void SetOn() => memory.Or(Control, OutstandingNotification);

    /// <summary>Whether a request bit is set in any word.</summary>
    public bool IsPirEmpty()
    {
        foreach (var word in pir)
        {
            if (memory.Read(word) != 0)
                return false;
        }

        return true;
    }

    /// <summary>Takes all requests of one word: a load, and an exchange only where there are some.</summary>
    /// <param name="index">0 to 3.</param>
    /// <returns>The vectors, as bits; they are no longer in the PIR.</returns>
    [Step(PirDrain.TakePir)]
    public ulong TakePir(int index) => memory.Read(pir[index]) == 0 ? 0 : memory.Exchange(pir[index], 0);

    /// <summary>Sets the vector that posters notify with.</summary>
    /// <returns>Whether ON was set in the value that was replaced: a post came that notified with the vector before.</returns>
    public bool SetNotificationVector(HostVector vector)
    {
        while (true)
        {
            var control = memory.Read(Control);
            var changed = (control & ~VectorMask) | ((ulong)vector << VectorShift);
            if (memory.CompareExchange(Control, changed, control) == control)
                return (control & OutstandingNotification) != 0;
        }
    }

    /// <summary>Sets SN: a device then posts without notifying, and without setting ON.</summary>
    public void SuppressNotifications() => memory.Or(Control, SuppressNotification);

    /// <summary>Clears SN; a full barrier.</summary>
    [Step(NotificationResume.ClearSn)]
    public void AllowNotifications() => memory.And(Control, ~SuppressNotification);

    private static HostVector Vector(ulong control) => (HostVector)((control & VectorMask) >> VectorShift);

    private static string DescribeControl(ulong control) =>
        $"ON={control & 1}{((control & SuppressNotification) == 0 ? string.Empty : " SN=1")}"
        + (Vector(control) == HostVector.Notification ? string.Empty : $" NV={Vector(control)}");

    /// <summary>The highest vector in a register of four words, or -1.</summary>
    internal static int Highest(ulong word0, ulong word1, ulong word2, ulong word3) =>
        word3 != 0 ? 192 + BitOperations.Log2(word3)
        : word2 != 0 ? 128 + BitOperations.Log2(word2)
        : word1 != 0 ? 64 + BitOperations.Log2(word1)
        : word0 != 0 ? BitOperations.Log2(word0)
        : -1;
}
