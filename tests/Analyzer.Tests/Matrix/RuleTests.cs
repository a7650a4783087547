using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>One rule of the language each: the wrong program is marked, its right twin is not.</summary>
public sealed class RuleTests
{
    [Fact]
    public Task The_whole_path_in_order_is_accepted() => Check.Members("""
        public void Enter(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            vcpu.SyncPirToIrr();
            if (!vcpu.ExitRequested())
                vcpu.Enter();
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
        }
        """);

    [Fact]
    public Task The_order_before_2016_gives_one_report_for_each_race() => Check.Members("""
        public void Enter(Processor cpu, Vcpu vcpu)
        {
            vcpu.SyncPirToIrr();
            vcpu.SetMode(VcpuMode.InGuest); // EPO1001
            vcpu.FullBarrier();
            cpu.DisableInterrupts();
            if (!vcpu.ExitRequested())
                vcpu.Enter(); // EPO1002
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
        }
        """);

    [Fact]
    public Task A_bracket_needs_the_steps_before_it() => Check.Members("""
        public void Wrong(Processor cpu, Vcpu vcpu)
        {
            vcpu.SetMode(VcpuMode.InGuest); // EPO1001
            vcpu.SetMode(VcpuMode.OutsideGuest);
        }

        public void Right(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
        }
        """);

    [Fact]
    public Task An_operation_that_misses_two_steps_is_reported_once() => Check.Members("""
        public void Wrong(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.Enter(); // EPO1001
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
        }
        """);

    [Fact]
    public Task An_instant_step_that_runs_too_early_is_legal_where_nothing_needs_it() => Check.Members("""
        public void Right(Vcpu vcpu)
        {
            vcpu.SyncPirToIrr();
            vcpu.FullBarrier();
        }
        """);

    [Fact]
    public Task A_requirement_is_met_on_every_path_or_reported() => Check.Members("""
        public void Wrong(Door door) => door.Use(); // EPO1001

        public void WrongOnOnePath(Door door)
        {
            if (Env.Flip())
                door.Lock();
            door.Use(); // EPO1001
            door.Reset();
        }

        public void Right(Door door)
        {
            door.Lock();
            door.Use();
            door.Unlock();
        }
        """);

    [Fact]
    public Task What_is_forbidden_is_reported_while_it_is_in_effect() => Check.Members("""
        public void Wrong(Door door)
        {
            door.Lock();
            door.Wait(); // EPO1003
            door.Unlock();
        }

        public void Right(Door door)
        {
            door.Wait();
            door.Lock();
            door.Unlock();
            door.Wait();
        }
        """);

    [Fact]
    public Task A_strict_step_is_reported_where_it_runs_without_an_earlier_one() => Check.Members("""
        public void Wrong(Pump pump)
        {
            pump.Prime(); // EPO1001
            pump.Open();
            pump.Close();
        }

        public void WrongNever(Pump pump) => pump.Prime(); // EPO1001

        public void Right(Pump pump)
        {
            pump.Open();
            pump.Prime();
            pump.Start();
            pump.Close();
        }
        """);

    [Fact]
    public Task An_optional_strict_step_may_be_left_out_but_not_come_late() => Check.Members("""
        public void Wrong(Pump pump)
        {
            pump.Open();
            pump.Configure(); // EPO1002
            pump.Close();
        }

        public void Right(Pump pump)
        {
            pump.Configure();
            pump.Open();
            pump.Prime();
            pump.Start();
            pump.Close();
        }

        public void RightWithout(Pump pump)
        {
            pump.Open();
            pump.Prime();
            pump.Start();
            pump.Close();
        }
        """);

    [Fact]
    public Task Performing_a_step_again_voids_the_later_ones() => Check.Members("""
        public void Wrong(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            vcpu.SyncPirToIrr();
            if (!vcpu.ExitRequested())
            {
                vcpu.SyncPirToIrr();
                vcpu.Enter(); // EPO1002
            }
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
        }

        public void Right(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            vcpu.SyncPirToIrr();
            vcpu.SyncPirToIrr();
            if (!vcpu.ExitRequested())
            {
                cpu.DisableInterrupts();
                vcpu.Enter();
            }
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
        }
        """);

    [Fact]
    public Task A_commit_uses_up_the_repeated_steps() => Check.Members("""
        public void Wrong(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            vcpu.SyncPirToIrr();
            if (!vcpu.ExitRequested())
            {
                vcpu.Enter();
                vcpu.Enter(); // EPO1001
            }
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
        }

        public void Right(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            do
            {
                vcpu.SyncPirToIrr();
                if (vcpu.ExitRequested())
                    break;
                vcpu.Enter();
            }
            while (Env.Flip());
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
        }
        """);

    [Fact]
    public Task Brackets_close_in_reverse_order() => Check.Members("""
        public void Wrong(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            cpu.EnableInterrupts(); // EPO1004
            vcpu.SetMode(VcpuMode.OutsideGuest);
        }
        """);

    [Fact]
    public Task What_was_undone_is_not_undone_again() => Check.Members("""
        public void Wrong(Door door)
        {
            door.Lock();
            door.Unlock();
            door.Unlock(); // EPO1004
        }

        public void WrongOnOnePath(Door door)
        {
            door.Lock();
            if (Env.Flip())
                door.Unlock();
            door.Unlock(); // EPO1004
        }

        public void Right(Door door)
        {
            door.Lock();
            door.Unlock();
            door.Reset();
        }
        """);

    [Fact]
    public Task Exits_that_disagree_are_reported_at_the_one_that_differs() => Check.Members("""
        public void Wrong(Door door)
        {
            door.Lock();
            if (Env.Flip())
                return; // EPO1005
            door.Use();
            door.Unlock();
        }

        public void WrongThrow(Door door)
        {
            door.Lock();
            if (Env.Flip())
                throw new InvalidOperationException(); // EPO1005
            door.Unlock();
        }

        public void Right(Door door)
        {
            door.Lock();
            if (Env.Flip())
            {
                door.Unlock();
                return;
            }

            door.Use();
            door.Unlock();
        }

        public void HandedOver(Door door) => door.Lock();
        """);

    [Fact]
    public Task A_bracket_on_an_object_that_nobody_can_reach_afterwards_is_reported() => Check.Members("""
        private Door? _kept;

        public void Wrong()
        {
            var door = new Door();
            door.Lock();
        } // EPO1005

        public Door Returned()
        {
            var door = new Door();
            door.Lock();
            return door;
        }

        public void Stored()
        {
            var door = new Door();
            door.Lock();
            _kept = door;
        }
        """);

    [Fact]
    public Task A_protocol_that_is_left_half_done_is_incomplete() => Check.Members("""
        public void Wrong(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SyncPirToIrr();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
        } // EPO1006

        public void Right(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            vcpu.SyncPirToIrr();
            while (vcpu.ExitRequested())
                Env.Work();
        }
        """);

    [Fact]
    public Task A_thread_does_not_suspend_inside_its_bracket() => Check.Members("""
        public async Task Wrong(Processor cpu)
        {
            cpu.DisableInterrupts();
            await Task.Yield(); // EPO1008
            cpu.EnableInterrupts();
        }

        public IEnumerable<int> WrongIterator(Processor cpu)
        {
            cpu.DisableInterrupts();
            yield return 1; // EPO1008
            cpu.EnableInterrupts();
        }

        public async Task Right(Processor cpu, Door door)
        {
            cpu.DisableInterrupts();
            cpu.EnableInterrupts();
            await Task.Yield();
            door.Lock();
            await door.UseAsync();
            door.Unlock();
        }
        """);

    [Fact]
    public Task Different_objects_never_stand_for_each_other() => Check.Members("""
        public void Wrong(Door one, Door other)
        {
            one.Lock();
            other.Use(); // EPO1001
            one.Unlock();
        }

        public void Right(Door one, Door other)
        {
            one.Lock();
            other.Lock();
            other.Use();
            one.Use();
            one.Unlock();
            other.Unlock();
        }
        """);

    [Fact]
    public Task A_result_says_whether_the_step_was_performed() => Check.Members("""
        public void Wrong(Door door)
        {
            door.TryLock();
            door.Use(); // EPO1001
            door.Reset();
        }

        public void Right(Door door)
        {
            if (!door.TryLock())
                return;
            door.Use();
            door.Unlock();
        }

        public void RightByReference(Door door)
        {
            bool taken = false;
            door.Lock(ref taken);
            if (taken)
            {
                door.Use();
                door.Unlock();
            }
        }
        """);

    [Fact]
    public Task A_test_and_an_assertion_tell_that_a_step_is_in_effect() => Check.Members("""
        private void Helper(Door door)
        {
            if (door.IsHeld)
                door.Use();
        }

        public void Asserted(Door door)
        {
            Helper(door);
            door.AssertHeld();
            door.Use();
        }
        """);

    [Fact]
    public Task A_helper_without_a_contract_is_inferred() => Check.Members("""
        public void Wrong(Door door)
        {
            UseTwice(door); // EPO1001
        }

        public void Right(Door door)
        {
            Open(door);
            UseTwice(door);
            door.Unlock();
        }

        private static void Open(Door door) => door.Lock();

        private static void UseTwice(Door door)
        {
            door.Use();
            door.Use();
        }
        """);

    [Fact]
    public Task A_body_has_to_keep_its_contract() => Check.Members("""
        [Ensures(DoorLock.Held)]
        public void Wrong([Subject] Door door)
        {
            if (Env.Flip())
                return; // EPO1007
            door.Lock();
        }

        [Ensures(DoorLock.Held, When = true)]
        public bool Right([Subject] Door door)
        {
            if (Env.Flip())
                return false;
            door.Lock();
            return true;
        }

        [Requires(DoorLock.Held)]
        public void RightNeeds([Subject] Door door) => door.Use();
        """);

    [Fact]
    public Task What_is_taken_to_be_in_effect_since_it_was_missing_is_in_nobodys_way() => Check.Members("""
        public void NeverPerformed(Door door)
        {
            door.Use(); // EPO1001
            door.Wait();
        }

        public void NoLonger(Door door)
        {
            door.Lock();
            door.Unlock();
            door.Use(); // EPO1001
            door.Wait();
        }

        public void NeverOpened(Processor cpu, Vcpu vcpu)
        {
            cpu.DisableInterrupts();
            vcpu.Enter(); // EPO1001
            cpu.EnableInterrupts();
        }

        public async Task NeverOff(Processor cpu)
        {
            cpu.ReadPerProcessorState(); // EPO1001
            await Task.Yield();
        }

        public void PerformedSince(Door door)
        {
            door.Use(); // EPO1001
            door.Reset();
            door.Lock();
            door.Wait(); // EPO1003
            door.Unlock();
        }
        """);

    [Fact]
    public async Task A_message_names_what_is_undone_too_early_and_why_it_is_needed()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            public class Code
            {
                public void Wrong(Processor cpu, Vcpu vcpu)
                {
                    cpu.DisableInterrupts();
                    vcpu.SetMode(VcpuMode.InGuest);
                    cpu.EnableInterrupts();
                    vcpu.SetMode(VcpuMode.OutsideGuest);
                }
            }
            """, Prelude.Text);

        var report = Assert.Single(reports);
        Assert.Equal(
            "'EnableInterrupts' undoes 'DisableInterrupts' while the later 'SetInGuestMode' of 'GuestEntry' is still in effect, because a notification taken by "
            + "the host after the mode write is swallowed by its handler; 'SetMode(InGuest)' (line 10) performed it",
            report.Message);
    }

    [Fact]
    public async Task The_additional_locations_are_the_steps_of_the_path_in_order_and_last_what_comes_too_late()
    {
        const string Source = Prelude.Usings + """
            public class Code
            {
                public void Wrong(Processor cpu, Vcpu vcpu)
                {
                    vcpu.SyncPirToIrr();
                    vcpu.SetMode(VcpuMode.InGuest);
                    vcpu.FullBarrier();
                    cpu.DisableInterrupts();
                    if (!vcpu.ExitRequested())
                        vcpu.Enter();
                    vcpu.SetMode(VcpuMode.OutsideGuest);
                    cpu.EnableInterrupts();
                }
            }
            """;
        var reports = await Check.AnalyzeAsync(Check.Compile([Source, Prelude.Text], OutputKind.DynamicallyLinkedLibrary));

        Assert.Equal(
            [
                ("EPO1001", "SyncPirToIrr() DisableInterrupts()"),
                ("EPO1002", "SyncPirToIrr() SetMode(VcpuMode.InGuest) FullBarrier() DisableInterrupts() ExitRequested() vcpu.ExitRequested()"),
            ],
            reports.Where(report => report.Id != "EPO3002").OrderBy(report => report.Id, StringComparer.Ordinal)
                .Select(report => (report.Id, string.Join(' ', report.AdditionalLocations.Select(place => Source.Substring(place.SourceSpan.Start, place.SourceSpan.Length))))));
    }

    [Fact]
    public async Task What_happens_at_each_place_of_the_path_goes_along_and_so_do_the_calls_that_lead_to_it()
    {
        const string Source = Prelude.Usings + """
            public class Code
            {
                public void Run(Processor cpu, Vcpu vcpu) => Arm(cpu, vcpu);

                private void Arm(Processor cpu, Vcpu vcpu)
                {
                    cpu.DisableInterrupts();
                    vcpu.SyncPirToIrr();
                    vcpu.SetMode(VcpuMode.InGuest);
                    vcpu.FullBarrier();
                    if (!vcpu.ExitRequested())
                        vcpu.Enter();
                    vcpu.SetMode(VcpuMode.OutsideGuest);
                    cpu.EnableInterrupts();
                }
            }
            """;
        var reports = await Check.AnalyzeAsync(Check.Compile([Source, Prelude.Text], OutputKind.DynamicallyLinkedLibrary));

        var report = Assert.Single(reports, report => report.Id == "EPO1002");
        var trace = report.Properties["trace"]!.Split('\n').Select(line => line.Split('|')).Select(fields => $"{fields[0]} {fields[1]} {fields[2].Split('.').Last()} {fields[4]}");
        Assert.Equal(
            [
                "0 performed DisableInterrupts DisableInterrupts",
                "1 performed SyncPirToIrr SyncPirToIrr",
                "2 performed SetInGuestMode SetMode(InGuest)",
                "2 voided SyncPirToIrr SetMode(InGuest)",
            ],
            trace.Take(4));
        Assert.Contains("vcpu.ExitRequested()", Assert.Single(trace, line => line.Contains(" branch is false ", StringComparison.Ordinal)));
        var calls = int.Parse(report.Properties["calls"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(report.AdditionalLocations.Count - 1, calls);
        Assert.Equal("Arm(cpu, vcpu)", Source.Substring(report.AdditionalLocations[calls].SourceSpan.Start, report.AdditionalLocations[calls].SourceSpan.Length));
    }
}
