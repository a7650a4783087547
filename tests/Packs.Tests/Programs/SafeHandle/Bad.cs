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
            return; // EPO1005

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
