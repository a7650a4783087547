// Two objects that are lost at one exit are both named; one report counts the exits.
// packs: Memory
using System;
using System.Buffers; // with the pack Memory
using EntryPath;

public static class Use
{
    public static int Two(int n)
    {
        byte[] left = ArrayPool<byte>.Shared.Rent(n);
        byte[] right = ArrayPool<byte>.Shared.Rent(n);
        return left.Length + right.Length; // EPO1005
    }

    public static int Exits(int n)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(n);
        if (n == 1)
            return 1; // EPO1005

        if (n == 2)
            return 2;

        ArrayPool<byte>.Shared.Return(array);
        return 0;
    }
}
