using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Disciplines;

/// <summary>The other side: posting, draining, blocking and waking.</summary>
public sealed class ProducerTests
{
    private static readonly EntryPathSource s_post = new("""
        [EntryProtocol]
        public enum Post
        {
            SetPir,
            SetOn,
            ReadMode,
        }

        [EntryProtocol(Ordered = false)]
        public enum Notification { Owed }

        public sealed class Descriptor
        {
            [Step(Post.SetPir)] public bool TestAndSetPir(int vector) => true;
            [Step(Post.SetOn), Step(Notification.Owed, When = false)] public bool TestAndSetOn() => true;
            [Step(Post.ReadMode)] public bool TargetIsInGuest() => true;
            public bool TargetIsThisVcpu() => true;
            [Commit(typeof(Post)), Undo(Notification.Owed)] public void SendIpi() { }
            [Commit(typeof(Post)), Undo(Notification.Owed)] public void Wake() { }
            [Undo(Notification.Owed)] public void LeaveToReentry() { }
        }
        """, """
        public static class Sender
        {
            public static void Deliver(Descriptor target, int vector)
            {
                if (target.TestAndSetPir(vector)) // pir
                    return;
                if (target.TestAndSetOn()) // on
                    return; // second return
                if (target.TargetIsInGuest()) // mode
                {
                    if (target.TargetIsThisVcpu())
                        target.LeaveToReentry(); // self
                    else
                        target.SendIpi(); // ipi
                    return; // sent
                }

                target.Wake(); // wake
            } // end
        }
        """);

    private static readonly EntryPathSource s_drain = new("""
        [EntryProtocol]
        public enum Drain
        {
            ClearOn,
            BarrierAfterClear,
            [Strict] TakePir,
        }

        [EntryProtocol(Ordered = false)]
        public enum Publication { Owed }

        public sealed class Descriptor
        {
            public bool OnIsSet() => true;
            [Step(Drain.ClearOn)] public void ClearOn() { }
            [Step(Drain.BarrierAfterClear)] public void BarrierAfterAtomic() { }
            [Step(Drain.TakePir), Step(Publication.Owed)] public bool TakePirIntoIrr() => true;
            [Undo(Publication.Owed)] public void WriteRvi() { }
            [Undo(Publication.Owed)] public void RequestEvent() { }
            public bool ApicvActive { get; set; }
        }
        """, """
        public static class Consumer
        {
            public static void SyncPirToIrr(Descriptor own)
            {
                if (own.OnIsSet())
                {
                    own.ClearOn(); // clear on
                    own.BarrierAfterAtomic(); // barrier
                    own.TakePirIntoIrr(); // take
                    if (own.ApicvActive)
                        own.WriteRvi(); // rvi
                    else
                        own.RequestEvent(); // request
                }
            } // end
        }
        """);

    private static readonly EntryPathSource s_block = new("""
        [EntryProtocol]
        public enum Block
        {
            [Scope(ProtocolScope.Thread)] DisableInterrupts,
            OnWakeupList,
            SetWakeupVector,
            TestOn,
        }

        public sealed class Vcpu
        {
            [Step(Block.DisableInterrupts)] public void DisableInterrupts() { }
            [Undo(Block.DisableInterrupts)] public void EnableInterrupts() { }
            [Step(Block.OnWakeupList)] public void AddToWakeupList() { }
            [Undo(Block.OnWakeupList)] public void RemoveFromWakeupList() { }
            [Step(Block.SetWakeupVector)] public void SetWakeupVector() { }
            [Step(Block.TestOn)] public bool OnIsSet() => true;
            public void SendSelfIpi() { }
            [Commit(typeof(Block))] public void Deschedule() { }
        }
        """, """
        public static class Blocking
        {
            public static void Block(Vcpu vcpu)
            {
                vcpu.DisableInterrupts(); // interrupts off
                vcpu.AddToWakeupList(); // list add
                vcpu.SetWakeupVector(); // vector
                if (vcpu.OnIsSet()) // test
                    vcpu.SendSelfIpi();
                vcpu.Deschedule(); // schedule
                vcpu.RemoveFromWakeupList(); // list remove
                vcpu.EnableInterrupts(); // interrupts on
            }
        }
        """);

    private static readonly EntryPathSource s_wait = new("""
        [EntryProtocol]
        public enum Wait
        {
            [Scope(ProtocolScope.Thread)] SetWaiting,
            [Repeat, Scope(ProtocolScope.Thread)] CheckWakeCondition,
        }

        public sealed class Task1
        {
            [Step(Wait.SetWaiting)] public void SetWaiting() { }
            [Undo(Wait.SetWaiting)] public void SetRunning() { }
            [Step(Wait.CheckWakeCondition, When = false)] public bool MayRun() => true;
            [Commit(typeof(Wait))] public void Schedule() { }
        }
        """, """
        public static class Waiting
        {
            public static void Wait(Task1 task)
            {
                task.SetWaiting(); // waiting
                for (;;)
                {
                    if (task.MayRun()) // check
                        break; // leave
                    task.Schedule(); // schedule
                }

                task.SetRunning(); // running
            } // end
        }
        """);

    [Fact]
    public Task Posting_is_accepted() => s_post.IsAccepted();

    [Fact]
    public Task Notification_bit_before_the_vector() => s_post.Replace("pir", "if (target.TestAndSetOn()) // first")
        .Replace("on", "if (target.TestAndSetPir(vector)) // second").Replace("second return", "return; // second return")
        .Reports("EPO1005 second return", "EPO1002 wake");

    [Fact]
    public Task Mode_read_before_the_notification_bit() => s_post
        .InsertBefore("on", "var inGuest = target.TargetIsInGuest(); // early").Replace("mode", "if (inGuest) // mode")
        .Reports("EPO1002 wake");

    [Fact]
    public Task Whoever_sets_the_bit_owes_the_notification() => s_post.Without("wake").Reports("EPO1005 end");

    [Fact]
    public Task The_wake_is_skipped_for_the_own_vcpu() =>
        s_post.Replace("wake", "if (!target.TargetIsThisVcpu()) target.Wake(); // wake").Reports("EPO1005 end");

    [Fact]
    public Task Draining_is_accepted() => s_drain.IsAccepted();

    [Fact]
    public Task Bit_cleared_after_the_drain() => s_drain.MoveAfter("clear on", "take").Reports("EPO1001 take");

    [Fact]
    public Task Drain_without_the_barrier() => s_drain.Without("barrier").Reports("EPO1001 take");

    [Fact]
    public Task Drained_but_not_published() => s_drain.Replace("request", "own.OnIsSet(); // request").Reports("EPO1005 end");

    [Fact]
    public Task Blocking_is_accepted() => s_block.IsAccepted();

    [Fact]
    public Task Vector_before_the_list() => s_block.Swap("list add", "vector").Reports("EPO1002 schedule");

    [Fact]
    public Task No_test_of_the_bit_after_the_vector() =>
        s_block.Replace("test", "if (Environment.TickCount == 0)").Reports("EPO1001 schedule");

    [Fact]
    public Task Test_of_the_bit_before_the_vector() => s_block.MoveBefore("vector", "schedule").Reports("EPO1002 schedule");

    [Fact]
    public Task List_add_with_interrupts_on() => s_block.Swap("interrupts off", "list add").Reports("EPO1001 list add");

    [Fact]
    public Task Waiting_is_accepted() => s_wait.IsAccepted();

    [Fact]
    public Task Check_before_the_wait_state() => s_wait.MoveBefore("waiting", "schedule").Reports("EPO1002 schedule", "EPO1004 running");

    [Fact]
    public Task The_condition_is_not_checked_again() =>
        s_wait.Replace("check", "if (Environment.TickCount == 0) // check").Reports("EPO1001 schedule");
}
