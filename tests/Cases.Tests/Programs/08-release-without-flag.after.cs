// source: dotnet/runtime PR 97394: DangerousRelease in finally whether or not DangerousAddRef had succeeded
using System.Runtime.InteropServices;

public sealed class TokenHandle() : SafeHandle(0, true)
{
    public override bool IsInvalid => handle == 0;
    protected override bool ReleaseHandle() => true;
}

public abstract class ContextHandle() : SafeHandle(0, true)
{
    public override bool IsInvalid => handle == 0;
    public IntPtr Raw => handle;
}

public static class Security
{
    private static int Native(IntPtr context, out TokenHandle token)
    {
        token = new TokenHandle();
        return context == 0 ? -1 : 0;
    }

    public static int QueryToken(ContextHandle context, out TokenHandle token)
    {
        bool taken = false;
        try
        {
            context.DangerousAddRef(ref taken);
            return Native(context.Raw, out token);
        }
        finally
        {
            if (taken)
            {
                context.DangerousRelease();
            }
        }
    }
}
