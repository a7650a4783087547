namespace EntryPath.CodeFixes.Tests.Contracts;

/// <summary>EPO3002: what the analysis found out about a public member is written down as its contract.</summary>
public sealed class DeclareTests
{
    [Fact]
    public Task What_a_member_always_leaves_in_effect_is_ensured() => Fix.Declares(
        Fix.Members("""
            public void {|EPO3002:Close|}([Subject] Door door)
            {
                door.Lock();
            }
            """).Replace("[Subject] ", "", StringComparison.Ordinal),
        Fix.Members("""
            [Ensures(DoorLock.Held)]
            public void Close([Subject] Door door)
            {
                door.Lock();
            }
            """));

    [Fact]
    public Task What_a_member_needs_is_required() => Fix.Declares(
        Fix.Members("""
            public void {|EPO3002:Look|}(Processor cpu)
            {
                cpu.{|EPO1001:ReadOwnState()|};
            }
            """),
        Fix.Members("""
            [Requires(GuestEntry.DisableInterrupts)]
            public void Look(Processor cpu)
            {
                cpu.ReadOwnState();
            }
            """));

    [Fact]
    public Task What_a_member_undoes_for_its_caller_is_required_and_ensured_to_be_undone() => Fix.Declares(
        Fix.Members("""
            public void {|EPO3002:Open|}(Processor cpu)
            {
                cpu.EnableInterrupts();
            }
            """),
        Fix.Members("""
            [Requires(GuestEntry.DisableInterrupts)]
            [EnsuresUndone(GuestEntry.DisableInterrupts)]
            public void Open(Processor cpu)
            {
                cpu.EnableInterrupts();
            }
            """));

    [Fact]
    public Task All_that_a_contract_can_say_is_declared_at_once() => Fix.Declares(
        Fix.Members("""
            public void {|EPO3002:Arm|}(Processor cpu, Vcpu vcpu)
            {
                cpu.DisableInterrupts();
                vcpu.SetMode(VcpuMode.InGuest);
                vcpu.FullBarrier();
                vcpu.SyncPirToIrr();
            }

            internal void Run(Processor cpu, Vcpu vcpu)
            {
                Arm(cpu, vcpu);
                if (!vcpu.ExitRequested())
                    vcpu.Enter();
                vcpu.SetMode(VcpuMode.OutsideGuest);
                cpu.EnableInterrupts();
            }
            """),
        Fix.Members("""
            [Ensures(GuestEntry.DisableInterrupts)]
            [Ensures(GuestEntry.SetInGuestMode)]
            [Ensures(GuestEntry.FullBarrier)]
            [Ensures(GuestEntry.SyncPirToIrr)]
            public void Arm(Processor cpu, [Subject] Vcpu vcpu)
            {
                cpu.DisableInterrupts();
                vcpu.SetMode(VcpuMode.InGuest);
                vcpu.FullBarrier();
                vcpu.SyncPirToIrr();
            }

            internal void Run(Processor cpu, Vcpu vcpu)
            {
                Arm(cpu, vcpu);
                if (!vcpu.ExitRequested())
                    vcpu.Enter();
                vcpu.SetMode(VcpuMode.OutsideGuest);
                cpu.EnableInterrupts();
            }
            """));

    [Fact]
    public Task What_a_commit_uses_up_is_ensured_to_be_undone() => Fix.Declares(
        Fix.Members("""
            public void {|EPO3002:Go|}(Vcpu vcpu)
            {
                vcpu.{|EPO1001:Enter()|};
            }
            """),
        Fix.Members("""
            [Requires(GuestEntry.DisableInterrupts)]
            [Requires(GuestEntry.SetInGuestMode)]
            [Requires(GuestEntry.FullBarrier)]
            [Requires(GuestEntry.SyncPirToIrr)]
            [Requires(GuestEntry.CheckExitRequests)]
            [EnsuresUndone(GuestEntry.SyncPirToIrr)]
            [EnsuresUndone(GuestEntry.CheckExitRequests)]
            public void Go([Subject] Vcpu vcpu)
            {
                vcpu.Enter();
            }
            """));

    [Fact]
    public Task The_receiver_s_contract_and_that_of_an_extension_need_no_mark() => Fix.Declares(
        """
        using EntryPath;

        public class Panel : IPanel
        {
            [Step(DoorLock.Held)] internal void Latch() { }

            public void {|EPO3002:Close|}()
            {
                Latch();
            }
        }

        public interface IPanel { }

        public static class Doors
        {
            public static void {|EPO3002:Shut|}(this Door door)
            {
                door.Lock();
            }
        }

        """,
        """
        using EntryPath;

        public class Panel : IPanel
        {
            [Step(DoorLock.Held)] internal void Latch() { }

            [Ensures(DoorLock.Held)]
            public void Close()
            {
                Latch();
            }
        }

        public interface IPanel { }

        public static class Doors
        {
            [Ensures(DoorLock.Held)]
            public static void Shut(this Door door)
            {
                door.Lock();
            }
        }

        """);

    [Fact]
    public async Task Namespaces_are_imported_where_they_are_missing()
    {
        const string Gate = """
            using EntryPath;

            namespace Strong;

            [EntryProtocol(Ordered = false)]
            public enum GateLock { Held }

            public sealed class Gate
            {
                [Step(GateLock.Held)] public void Lock() { }
                [Undo(GateLock.Held)] public void Unlock() { }

                public static Gate Main { get; } = new();
            }

            """;
        var test = Fix.Test<DeclareContractCodeFixProvider>(
            """
            namespace Bank;

            public class Vault
            {
                /// <summary>Shuts the door.</summary>
                public void {|EPO3002:Close|}(Strong.Gate gate)
                {
                    gate.Lock();
                }
            }

            """,
            """
            using EntryPath;
            using Strong;

            namespace Bank;

            public class Vault
            {
                /// <summary>Shuts the door.</summary>
                [Ensures(GateLock.Held)]
                public void Close([Subject] Strong.Gate gate)
                {
                    gate.Lock();
                }
            }

            """);
        test.TestState.Sources.Add(("Gate.cs", Gate));
        test.FixedState.Sources.Add(("Gate.cs", Gate));
        await test.RunAsync();
    }

    [Fact]
    public Task Comments_and_other_attributes_stay_where_they_are() => Fix.Declares(
        Fix.Members("""
            internal int before;

            /// <summary>Shuts the door.</summary>
            // Not for the cat.
            [Obsolete("no")]
            public void {|EPO3002:Close|}(Door door) => door.Lock(); // done
            """),
        Fix.Members("""
            internal int before;

            /// <summary>Shuts the door.</summary>
            // Not for the cat.
            [Obsolete("no")]
            [Ensures(DoorLock.Held)]
            public void Close([Subject] Door door) => door.Lock(); // done
            """));

    [Fact]
    public Task Fix_All_declares_callees_and_callers() => Fix.Declares(
        Fix.Members("""
            public void {|EPO3002:Outer|}(Door door)
            {
                Inner(door);
            }

            public void {|EPO3002:Inner|}(Door door)
            {
                door.Lock();
            }
            """),
        Fix.Members("""
            [Ensures(DoorLock.Held)]
            public void Outer([Subject] Door door)
            {
                Inner(door);
            }

            [Ensures(DoorLock.Held)]
            public void Inner([Subject] Door door)
            {
                door.Lock();
            }
            """));

    [Theory]
    [InlineData("internal void Close(Door door)\n{\n    door.Lock();\n}\n")]
    [InlineData("private void Close(Door door)\n{\n    door.Lock();\n}\n")]
    [InlineData("public void Balanced(Door door)\n{\n    door.Lock();\n    door.Unlock();\n}\n")]
    [InlineData("public void Fresh()\n{\n    var door = House.Door;\n    door.Lock();\n    door.Unlock();\n}\n")]
    [InlineData("[Ensures(DoorLock.Held)]\npublic void Close([Subject] Door door)\n{\n    door.Lock();\n}\n")]
    public Task Nothing_is_offered_to_members_that_leave_nothing_to_callers_elsewhere(string member) =>
        Fix.Declares(Fix.Members(member), Fix.Members(member));

    [Fact]
    public async Task A_contract_that_makes_a_report_at_a_caller_in_another_file_is_not_offered()
    {
        // Two doors are left locked; a contract speaks of one object, and the caller would be told that it unlocks the other in vain.
        string both = Fix.Members("""
            public void {|EPO3002:Both|}(Door left, Door right)
            {
                left.Lock();
                right.Lock();
            }
            """);
        string user = Fix.Members("""
            internal void Use(Code code, Door left, Door right)
            {
                code.Both(left, right);
                right.Use();
                right.Unlock();
                left.Unlock();
            }
            """).Replace("class Code", "class User", StringComparison.Ordinal);
        var test = Fix.Test<DeclareContractCodeFixProvider>(both, both);
        test.TestState.Sources.Add(("User.cs", user));
        test.FixedState.Sources.Add(("User.cs", user));
        await test.RunAsync();
    }
}
