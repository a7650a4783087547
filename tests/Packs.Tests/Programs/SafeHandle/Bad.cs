using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SafeHandleBad;

public static class References
{
    private static int Ask(IntPtr handle) => (int)handle;

    public static int ReleasedWithoutTheFlag(SafeFileHandle handle)
    {
        var taken = false;
        try
        {
            handle.DangerousAddRef(ref taken);
            return Ask(handle.DangerousGetHandle());
        }
        finally
        {
            handle.DangerousRelease(); // EPO1004
        }
    }

    public static int LostByAReturn(SafeFileHandle handle)
    {
        var taken = false;
        handle.DangerousAddRef(ref taken);
        if (!taken)
            return -1;

        int answer = Ask(handle.DangerousGetHandle());
        if (answer < 0)
            return answer; // EPO1005

        handle.DangerousRelease();
        return answer;
    }

    public static int LostByAThrow(SafeHandle handle)
    {
        var taken = false;
        handle.DangerousAddRef(ref taken);
        if (!taken)
            throw new ObjectDisposedException(nameof(handle));

        int answer = Ask(handle.DangerousGetHandle());
        if (answer < 0)
            throw new InvalidOperationException(); // EPO1005

        handle.DangerousRelease();
        return answer;
    }

    public static void ReleasedTwice(SafeHandle handle)
    {
        var taken = false;
        handle.DangerousAddRef(ref taken);
        if (taken)
        {
            Ask(handle.DangerousGetHandle());
            handle.DangerousRelease();
            handle.DangerousRelease(); // EPO1004
        }
    }

    public static void AnotherHandleIsReleased(SafeHandle from, SafeHandle to)
    {
        var taken = false;
        from.DangerousAddRef(ref taken);
        if (taken)
        {
            Ask(from.DangerousGetHandle());
            to.DangerousRelease();
        }
    } // EPO1005

    public static void TwoTakenOneReleased(SafeHandle handle)
    {
        bool first = false, second = false;
        handle.DangerousAddRef(ref first);
        if (!first)
            return;

        handle.DangerousAddRef(ref second);
        if (!second)
            return; // likely EPO1005

        handle.DangerousRelease();
        handle.DangerousRelease();
    }

    public static void ReleasedOnTheWrongAnswer(SafeHandle handle)
    {
        var taken = false;
        handle.DangerousAddRef(ref taken);
        if (!taken)
            handle.DangerousRelease();
        else
            Ask(handle.DangerousGetHandle());
    } // EPO1005
}

/// <summary>Where it does not throw, a reference is taken: its flag says so.</summary>
public static class Pairs
{
    public static int Ask(SafeHandle credentials, SafeHandle context, Func<IntPtr, IntPtr, int> call)
    {
        bool first = false, second = false;
        int answer = -1;
        try
        {
            credentials.DangerousAddRef(ref first);
            context.DangerousAddRef(ref second);
        }
        catch (Exception)
        {
            if (first)
            {
                credentials.DangerousRelease();
                first = false;
            }

            if (second)
            {
                context.DangerousRelease();
                second = false;
            }
        }
        finally
        {
            if (first && second)
            {
                answer = call(credentials.DangerousGetHandle(), context.DangerousGetHandle());
                credentials.DangerousRelease();
                context.DangerousRelease();
            }
        }

        return answer; // likely EPO1005
    }
}
