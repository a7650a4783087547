// Pack Memory: memory and buffers that have to be given back. See docs/packs/Memory.md for what it finds and what it cannot see.
using EntryPath;
using EntryPath.Packs;

namespace System.Buffers
{
    public abstract class ArrayPool<T>
    {
        [Step(PooledArray.Rented)] [return: Subject] public abstract T[] Rent(int minimumLength);
        [Undo(PooledArray.Rented), Step(PooledArray.Returned)] public abstract void Return([Subject] T[] array, bool clearArray = false);
    }

    public struct ReadOnlySequence<T>
    {
        [Forbids(PipeRead.Advanced)] public extern ReadOnlyMemory<T> First { get; }
        [Forbids(PipeRead.Advanced)] public extern ReadOnlySpan<T> FirstSpan { get; }
        [Forbids(PipeRead.Advanced), MayThrow] public extern Enumerator GetEnumerator();
        [Forbids(PipeRead.Advanced), MayThrow] public extern bool TryGet(ref SequencePosition position, out ReadOnlyMemory<T> memory, bool advance = true);
        [Forbids(PipeRead.Advanced), MayThrow] [return: PartOf] public extern ReadOnlySequence<T> Slice(long start);
        [Forbids(PipeRead.Advanced), MayThrow] [return: PartOf] public extern ReadOnlySequence<T> Slice(SequencePosition start);
        [Forbids(PipeRead.Advanced), MayThrow] [return: PartOf] public extern ReadOnlySequence<T> Slice(long start, long length);
        [Forbids(PipeRead.Advanced), MayThrow] [return: PartOf] public extern ReadOnlySequence<T> Slice(int start, int length);
        [Forbids(PipeRead.Advanced), MayThrow] [return: PartOf] public extern ReadOnlySequence<T> Slice(SequencePosition start, long length);
        [Forbids(PipeRead.Advanced), MayThrow] [return: PartOf] public extern ReadOnlySequence<T> Slice(SequencePosition start, int length);
        [Forbids(PipeRead.Advanced), MayThrow] [return: PartOf] public extern ReadOnlySequence<T> Slice(long start, SequencePosition end);
        [Forbids(PipeRead.Advanced), MayThrow] [return: PartOf] public extern ReadOnlySequence<T> Slice(int start, SequencePosition end);
        [Forbids(PipeRead.Advanced), MayThrow] [return: PartOf] public extern ReadOnlySequence<T> Slice(SequencePosition start, SequencePosition end);

        public struct Enumerator
        {
        }
    }

    public static class BuffersExtensions
    {
        [Forbids(PipeRead.Advanced), MayThrow] public static extern void CopyTo<T>([Subject] this in ReadOnlySequence<T> source, Span<T> destination);
        [Forbids(PipeRead.Advanced), MayThrow] public static extern T[] ToArray<T>([Subject] this in ReadOnlySequence<T> sequence);
        [Forbids(PipeRead.Advanced), MayThrow] public static extern SequencePosition? PositionOf<T>([Subject] this in ReadOnlySequence<T> source, T value) where T : IEquatable<T>;

        // Gets buffers of its own and advances over them.
        [Step(PipeWrite.Advanced)] public static extern void Write<T>([Subject] this IBufferWriter<T> writer, ReadOnlySpan<T> value);
    }
}

namespace System
{
    // Elements have no members of their own: what is said of these two holds for them.
    public abstract class Array
    {
        [Forbids(PooledArray.Returned), MayThrow] public extern object GetValue(int index);
        [Forbids(PooledArray.Returned), MayThrow] public extern void SetValue(object value, int index);
    }

    // Who gets a view that can be kept gets the array that it looks at.
    public static class MemoryExtensions
    {
        [return: PartOf] public static extern Memory<T> AsMemory<T>(this T[] array);
        [return: PartOf] public static extern Memory<T> AsMemory<T>(this T[] array, int start);
        [return: PartOf] public static extern Memory<T> AsMemory<T>(this T[] array, Index startIndex);
        [return: PartOf] public static extern Memory<T> AsMemory<T>(this T[] array, int start, int length);
        [return: PartOf] public static extern Memory<T> AsMemory<T>(this T[] array, Range range);
    }
}

namespace System.Runtime.InteropServices
{
    public struct GCHandle
    {
        // As an address a handle is still the same one. The casts between them are not here: where an operator has rules, every body is looked into.
        [return: PartOf] public static extern IntPtr ToIntPtr(GCHandle value);
        [return: PartOf] public static extern GCHandle FromIntPtr(IntPtr value);

        [Step(ObjectHandle.Allocated)] [return: Subject] public static extern GCHandle Alloc(object value);
        [Step(ObjectHandle.Allocated)] [return: Subject] public static extern GCHandle Alloc(object value, GCHandleType type);
        [Undo(ObjectHandle.Allocated), Step(ObjectHandle.Freed)] public extern void Free();
        [Forbids(ObjectHandle.Freed), MayThrow] public extern object Target { get; set; }
        [Forbids(ObjectHandle.Freed), MayThrow] public extern IntPtr AddrOfPinnedObject();
        [Tells(ObjectHandle.Allocated)] public extern bool IsAllocated { get; }
    }

    // A block goes back to its own allocator. One that another frees is reported there, and not as leaked too.
    public static unsafe class NativeMemory
    {
        [Step(UnmanagedBlock.Native)] [return: Subject] public static extern void* Alloc(nuint byteCount);
        [Step(UnmanagedBlock.Native)] [return: Subject] public static extern void* Alloc(nuint elementCount, nuint elementSize);
        [Step(UnmanagedBlock.Native)] [return: Subject] public static extern void* AllocZeroed(nuint byteCount);
        [Step(UnmanagedBlock.Native)] [return: Subject] public static extern void* AllocZeroed(nuint elementCount, nuint elementSize);
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.Global), Undo(UnmanagedBlock.Global, IfInEffect = true)]
        [Forbids(UnmanagedBlock.TaskMemory), Undo(UnmanagedBlock.TaskMemory, IfInEffect = true)]
        [Forbids(UnmanagedBlock.BinaryString), Undo(UnmanagedBlock.BinaryString, IfInEffect = true)]
        [Undo(UnmanagedBlock.Native)] public static extern void Free([Subject] void* ptr);
        [Step(UnmanagedBlock.AlignedNative)] [return: Subject] public static extern void* AlignedAlloc(nuint byteCount, nuint alignment);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.Global), Undo(UnmanagedBlock.Global, IfInEffect = true)]
        [Forbids(UnmanagedBlock.TaskMemory), Undo(UnmanagedBlock.TaskMemory, IfInEffect = true)]
        [Forbids(UnmanagedBlock.BinaryString), Undo(UnmanagedBlock.BinaryString, IfInEffect = true)]
        [Undo(UnmanagedBlock.AlignedNative)] public static extern void AlignedFree([Subject] void* ptr);

        // The old block is gone; the new one is not tracked, since a member has one subject.
        [Undo(UnmanagedBlock.Native, IfInEffect = true)] public static extern void* Realloc([Subject] void* ptr, nuint byteCount);
        [Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)] public static extern void* AlignedRealloc([Subject] void* ptr, nuint byteCount, nuint alignment);
    }

    public static class Marshal
    {
        [Step(UnmanagedBlock.Global)] [return: Subject] public static extern IntPtr AllocHGlobal(int cb);
        [Step(UnmanagedBlock.Global)] [return: Subject] public static extern IntPtr AllocHGlobal(IntPtr cb);
        [Step(UnmanagedBlock.Global)] [return: Subject] public static extern IntPtr StringToHGlobalAnsi(string s);
        [Step(UnmanagedBlock.Global)] [return: Subject] public static extern IntPtr StringToHGlobalUni(string s);
        [Step(UnmanagedBlock.Global)] [return: Subject] public static extern IntPtr StringToHGlobalAuto(string s);
        [Step(UnmanagedBlock.Global)] [return: Subject] public static extern IntPtr SecureStringToGlobalAllocAnsi(Security.SecureString s);
        [Step(UnmanagedBlock.Global)] [return: Subject] public static extern IntPtr SecureStringToGlobalAllocUnicode(Security.SecureString s);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.TaskMemory), Undo(UnmanagedBlock.TaskMemory, IfInEffect = true)]
        [Forbids(UnmanagedBlock.BinaryString), Undo(UnmanagedBlock.BinaryString, IfInEffect = true)]
        [Undo(UnmanagedBlock.Global)] public static extern void FreeHGlobal([Subject] IntPtr hglobal);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.TaskMemory), Undo(UnmanagedBlock.TaskMemory, IfInEffect = true)]
        [Forbids(UnmanagedBlock.BinaryString), Undo(UnmanagedBlock.BinaryString, IfInEffect = true)]
        [Undo(UnmanagedBlock.Global)] public static extern void ZeroFreeGlobalAllocAnsi([Subject] IntPtr s);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.TaskMemory), Undo(UnmanagedBlock.TaskMemory, IfInEffect = true)]
        [Forbids(UnmanagedBlock.BinaryString), Undo(UnmanagedBlock.BinaryString, IfInEffect = true)]
        [Undo(UnmanagedBlock.Global)] public static extern void ZeroFreeGlobalAllocUnicode([Subject] IntPtr s);
        [Undo(UnmanagedBlock.Global, IfInEffect = true)] public static extern IntPtr ReAllocHGlobal([Subject] IntPtr pv, IntPtr cb);

        [Step(UnmanagedBlock.TaskMemory)] [return: Subject] public static extern IntPtr AllocCoTaskMem(int cb);
        [Step(UnmanagedBlock.TaskMemory)] [return: Subject] public static extern IntPtr StringToCoTaskMemAnsi(string s);
        [Step(UnmanagedBlock.TaskMemory)] [return: Subject] public static extern IntPtr StringToCoTaskMemUni(string s);
        [Step(UnmanagedBlock.TaskMemory)] [return: Subject] public static extern IntPtr StringToCoTaskMemUTF8(string s);
        [Step(UnmanagedBlock.TaskMemory)] [return: Subject] public static extern IntPtr StringToCoTaskMemAuto(string s);
        [Step(UnmanagedBlock.TaskMemory)] [return: Subject] public static extern IntPtr SecureStringToCoTaskMemAnsi(Security.SecureString s);
        [Step(UnmanagedBlock.TaskMemory)] [return: Subject] public static extern IntPtr SecureStringToCoTaskMemUnicode(Security.SecureString s);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.Global), Undo(UnmanagedBlock.Global, IfInEffect = true)]
        [Forbids(UnmanagedBlock.BinaryString), Undo(UnmanagedBlock.BinaryString, IfInEffect = true)]
        [Undo(UnmanagedBlock.TaskMemory)] public static extern void FreeCoTaskMem([Subject] IntPtr ptr);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.Global), Undo(UnmanagedBlock.Global, IfInEffect = true)]
        [Forbids(UnmanagedBlock.BinaryString), Undo(UnmanagedBlock.BinaryString, IfInEffect = true)]
        [Undo(UnmanagedBlock.TaskMemory)] public static extern void ZeroFreeCoTaskMemAnsi([Subject] IntPtr s);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.Global), Undo(UnmanagedBlock.Global, IfInEffect = true)]
        [Forbids(UnmanagedBlock.BinaryString), Undo(UnmanagedBlock.BinaryString, IfInEffect = true)]
        [Undo(UnmanagedBlock.TaskMemory)] public static extern void ZeroFreeCoTaskMemUnicode([Subject] IntPtr s);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.Global), Undo(UnmanagedBlock.Global, IfInEffect = true)]
        [Forbids(UnmanagedBlock.BinaryString), Undo(UnmanagedBlock.BinaryString, IfInEffect = true)]
        [Undo(UnmanagedBlock.TaskMemory)] public static extern void ZeroFreeCoTaskMemUTF8([Subject] IntPtr s);
        [Undo(UnmanagedBlock.TaskMemory, IfInEffect = true)] public static extern IntPtr ReAllocCoTaskMem([Subject] IntPtr pv, int cb);

        [Step(UnmanagedBlock.BinaryString)] [return: Subject] public static extern IntPtr StringToBSTR(string s);
        [Step(UnmanagedBlock.BinaryString)] [return: Subject] public static extern IntPtr SecureStringToBSTR(Security.SecureString s);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.Global), Undo(UnmanagedBlock.Global, IfInEffect = true)]
        [Forbids(UnmanagedBlock.TaskMemory), Undo(UnmanagedBlock.TaskMemory, IfInEffect = true)]
        [Undo(UnmanagedBlock.BinaryString)] public static extern void FreeBSTR([Subject] IntPtr ptr);
        [Forbids(UnmanagedBlock.Native), Undo(UnmanagedBlock.Native, IfInEffect = true)]
        [Forbids(UnmanagedBlock.AlignedNative), Undo(UnmanagedBlock.AlignedNative, IfInEffect = true)]
        [Forbids(UnmanagedBlock.Global), Undo(UnmanagedBlock.Global, IfInEffect = true)]
        [Forbids(UnmanagedBlock.TaskMemory), Undo(UnmanagedBlock.TaskMemory, IfInEffect = true)]
        [Undo(UnmanagedBlock.BinaryString)] public static extern void ZeroFreeBSTR([Subject] IntPtr s);
    }
}

namespace System.IO.Pipelines
{
    public abstract class PipeReader
    {
        [Forbids(PipeRead.Pending), Step(PipeRead.Pending), Undo(PipeRead.Advanced, IfInEffect = true), MayThrow] [return: PartOf]
        public abstract Threading.Tasks.ValueTask<ReadResult> ReadAsync(Threading.CancellationToken cancellationToken = default);
        [Forbids(PipeRead.Pending), Step(PipeRead.Pending), Undo(PipeRead.Advanced, IfInEffect = true), MayThrow] [return: PartOf]
        public extern Threading.Tasks.ValueTask<ReadResult> ReadAtLeastAsync(int minimumSize, Threading.CancellationToken cancellationToken = default);
        [Forbids(PipeRead.Pending), Step(PipeRead.Pending, When = true), Undo(PipeRead.Advanced, IfInEffect = true)] public abstract bool TryRead(out ReadResult result);
        [Forbids(PipeRead.Pending), MayThrow] public extern Threading.Tasks.Task CopyToAsync(PipeWriter destination, Threading.CancellationToken cancellationToken = default);
        [Forbids(PipeRead.Pending), MayThrow] public extern Threading.Tasks.Task CopyToAsync(Stream destination, Threading.CancellationToken cancellationToken = default);
        [Undo(PipeRead.Pending), Step(PipeRead.Advanced)] public abstract void AdvanceTo(SequencePosition consumed);
        [Undo(PipeRead.Pending), Step(PipeRead.Advanced)] public abstract void AdvanceTo(SequencePosition consumed, SequencePosition examined);
        [Undo(PipeRead.Pending, IfInEffect = true)] public abstract void Complete(Exception exception = null);
        [Undo(PipeRead.Pending, IfInEffect = true)] public extern Threading.Tasks.ValueTask CompleteAsync(Exception exception = null);
    }

    // What was read is the reader's, and it is gone with what the reader is told to give up.
    public struct ReadResult
    {
        [PartOf] public extern Buffers.ReadOnlySequence<byte> Buffer { get; }
    }

    public abstract class PipeWriter
    {
        [Step(PipeWrite.Buffer)] public abstract Memory<byte> GetMemory(int sizeHint = 0);
        [Step(PipeWrite.Buffer)] public abstract Span<byte> GetSpan(int sizeHint = 0);
        [Requires(PipeWrite.Buffer), Step(PipeWrite.Advanced)] public abstract void Advance(int bytes);
        [Step(PipeWrite.Flushed), MayThrow] public abstract Threading.Tasks.ValueTask<FlushResult> FlushAsync(Threading.CancellationToken cancellationToken = default);
        [Step(PipeWrite.Flushed), MayThrow]
        public extern Threading.Tasks.ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, Threading.CancellationToken cancellationToken = default);
        [Step(PipeWrite.Flushed)] public abstract void Complete(Exception exception = null);
        [Step(PipeWrite.Flushed)] public extern Threading.Tasks.ValueTask CompleteAsync(Exception exception = null);
    }
}
