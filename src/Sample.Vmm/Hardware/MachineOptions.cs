namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>What is fixed when a machine is created.</summary>
/// <param name="IsApicvActive">Whether the processor delivers posted interrupts; otherwise the host injects each one.</param>
/// <param name="CanDevicesPost">Whether a device posts to the vCPU, so that a sleeping one needs the wakeup vector.</param>
public sealed record MachineOptions(bool IsApicvActive = true, bool CanDevicesPost = true);
