using System;
using System.Diagnostics;
using System.Threading;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Vcpu;

namespace EntryPath.Sample.Vmm.Running;

/// <summary>The machine on real threads: senders, a device and a requester against a vCPU, until a number of posts is reached.</summary>
internal static class Stress
{
    private const int SenderVector = 0x31;
    private const int DeviceVector = 0x2a;
    private const int PostsBetweenChecks = 64;

    /// <summary>Runs.</summary>
    /// <param name="posts">How many interrupts are posted.</param>
    /// <param name="patience">How long an interrupt may stay undelivered after its sender stopped posting before it counts as lost.</param>
    /// <param name="exits">What the guest executes besides; an exit can rescue an interrupt that is lost otherwise.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public static StressResult Run(long posts, TimeSpan patience, ExitReason[] exits, CancellationToken cancellation = default)
    {
        var memory = new DirectMemory();
        var posted = new long[256];
        var seen = new long[256];
        var delivered = new long[256];
        var guest = new RunningGuest(memory, exits, patience: 200, vector =>
        {
            delivered[vector]++;
            Volatile.Write(ref seen[vector], Volatile.Read(ref posted[vector]));
        });
        IMachine machine = new Machine(memory, guest, new MachineOptions());
        var isOver = false;
        var lost = 0;
        var clock = Stopwatch.StartNew();

        var vcpu = new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
                machine.RunVcpuOnce();
        });
        var sender = new Thread(() => Post(SenderVector, machine.Post));
        var device = new Thread(() => Post(DeviceVector, machine.RaiseDevice));
        var requester = new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                if (exits.Length > 0)
                    machine.Ask((int)Request.FlushTlb);
                Thread.Sleep(1);
            }
        });
        Thread[] threads = [vcpu, sender, device, requester];
        foreach (var thread in threads)
        {
            thread.IsBackground = true;
            thread.Start();
        }

        sender.Join();
        device.Join();
        Volatile.Write(ref isOver, true);
        guest.IsOff = true;
        machine.Ask((int)Request.FlushTlb);
        vcpu.Join();
        requester.Join();
        return new StressResult(
            posted[SenderVector] + posted[DeviceVector], delivered[SenderVector] + delivered[DeviceVector], lost, clock.Elapsed);

        void Post(int vector, Action<int> post)
        {
            for (var count = 0L; count < posts / 2 && !cancellation.IsCancellationRequested; count++)
            {
                Volatile.Write(ref posted[vector], posted[vector] + 1);
                post(vector);
                if (count % PostsBetweenChecks == PostsBetweenChecks - 1 && !IsSeen(vector))
                {
                    Interlocked.Increment(ref lost);
                    return;
                }
            }

            if (!IsSeen(vector))
                Interlocked.Increment(ref lost);
        }

        bool IsSeen(int vector)
        {
            var since = Stopwatch.GetTimestamp();
            var spinner = default(SpinWait);
            while (Volatile.Read(ref seen[vector]) != posted[vector])
            {
                if (Stopwatch.GetElapsedTime(since) > patience)
                    return false;
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            return true;
        }
    }
}

/// <summary>What a run on real threads came to.</summary>
/// <param name="Posts">How often an interrupt was posted.</param>
/// <param name="Deliveries">How often the guest handled one: fewer, since posts of a vector merge until it is delivered.</param>
/// <param name="Lost">How many senders gave up waiting for their last post to be delivered.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record StressResult(long Posts, long Deliveries, int Lost, TimeSpan Elapsed);
