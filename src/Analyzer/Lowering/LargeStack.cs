using System.Runtime.ExceptionServices;
using System.Threading;

namespace EntryPath.Analyzer.Lowering;

/// <summary>Runs what needs more stack than its thread has left: an expression of thousands of operands, which the compiler copes with.</summary>
internal static class LargeStack
{
    /// <summary>In bytes: some hundred thousand operands.</summary>
    private const int Size = 256 << 20;

    public static T Run<T>(Func<T> function)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
#pragma warning disable RS0030 // Nothing runs at the same time: who starts it waits for it.
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = function();
                }
#pragma warning disable CA1031 // It is thrown again on the thread that waits.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            Size);
        thread.Start();
        thread.Join();
#pragma warning restore RS0030
        failure?.Throw();
        return result!;
    }
}
