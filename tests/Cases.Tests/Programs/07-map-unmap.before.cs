// source: sabaatworld/HyperionScreenCap PR 17 (commit 7dbdfdd): the staging texture was mapped for every frame and never unmapped
using Gpu;

namespace Gpu
{
    public sealed class Texture;
    public sealed class Resource : IDisposable { public Texture AsTexture() => new(); public void Dispose() { } }

    public sealed class Context
    {
        public IntPtr Map(Texture texture, int subresource) => 1;
        public void Unmap(Texture texture, int subresource) { }
        public void Copy(Texture from, Texture to) { }
    }

    public sealed class Device { public Context Immediate { get; } = new(); }

    public sealed class Duplication
    {
        public void Acquire(int timeout, out long presented, out Resource screen) { presented = timeout; screen = new Resource(); }
        public void Release() { }
    }

    public sealed class GpuException(bool lost, bool timedOut) : Exception
    {
        public bool Lost { get; } = lost;
        public bool TimedOut { get; } = timedOut;
    }
}

public sealed class ScreenCapture
{
    private readonly Device device = new();
    private readonly Duplication duplication = new();
    private readonly Texture staging = new();
    private byte[]? last;
    private bool invalid;

    public byte[] Capture()
    {
        Resource? screen = null;
        long presented;

        try
        {
            try
            {
                duplication.Acquire(100, out presented, out screen);

                if (presented == 0 && last != null)
                    return last;
            }
            catch (GpuException e)
            {
                if (e.TimedOut && last != null)
                    return last;

                if (e.Lost)
                    invalid = true;

                throw;
            }

            device.Immediate.Copy(screen.AsTexture(), staging);

            var mapped = device.Immediate.Map(staging, 0);
            last = ToRgb(mapped);
            return last; // EPO1005
        }
        finally
        {
            screen?.Dispose();
            try { duplication.Release(); } catch { }
        }
    }

    public bool IsInvalid => invalid;

    private static byte[] ToRgb(IntPtr data) => BitConverter.GetBytes((long)data);
}
