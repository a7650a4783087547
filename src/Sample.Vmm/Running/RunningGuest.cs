using System;
using System.Threading;
using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Running;

/// <summary>A guest on a real thread: waits for interrupts, and now and then executes something that exits.</summary>
internal sealed class RunningGuest : IGuest
{
    private readonly IMemory memory;
    private readonly ExitReason[] exits;
    private readonly Action<int> handler;
    private readonly int patience;
    private int position;

    /// <summary>Creates a guest.</summary>
    /// <param name="memory">How it sees pending interrupts.</param>
    /// <param name="exits">What it executes, again and again; nothing for a guest that only idles.</param>
    /// <param name="patience">How often it looks for an interrupt before it executes the next of <paramref name="exits"/>.</param>
    /// <param name="handler">Its interrupt handler.</param>
    public RunningGuest(IMemory memory, ExitReason[] exits, int patience, Action<int> handler)
    {
        this.memory = memory;
        this.exits = exits;
        this.patience = patience;
        this.handler = handler;
    }

    /// <summary>The guest is switched off: it exits until its thread ends.</summary>
    public bool IsOff { get; set; }

    /// <inheritdoc/>
    public ExitReason? Execute(LocalApic apic)
    {
        var spinner = default(SpinWait);
        for (var look = 0; ; look++)
        {
            if (memory.Read(apic.Pending) != 0)
                return null;
            if (IsOff)
                return ExitReason.Instruction;
            if (exits.Length > 0 && look >= patience)
            {
                position = (position + 1) % exits.Length;
                return exits[position];
            }

            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <inheritdoc/>
    public void HandleInterrupt(int vector) => handler(vector);

    /// <inheritdoc/>
    public void RequestServed(ulong request)
    {
    }
}
