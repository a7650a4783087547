using System.Collections.Immutable;
using EntryPath.Sample.Vmm.Exploration;

namespace EntryPath.Sample.Vmm.Pictures;

/// <summary>The lanes of a diagram, from left to right.</summary>
internal static class Lanes
{
    public static ImmutableArray<Lane> All { get; } = [Lane.Vcpu, Lane.Sender, Lane.Device, Lane.Processor];

    public static string Name(Lane lane) => lane switch
    {
        Lane.Vcpu => "vCPU thread",
        Lane.Sender => "sender",
        Lane.Device => "device",
        _ => "processor",
    };
}
