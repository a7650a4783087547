// source: convertersystems/opc-ua-client issue 1 (also reown-com/reown-dotnet PR 332): a request was sent before it had been entered where its answer is looked up
using System.Collections.Concurrent;
using EntryPath;

[EntryProtocol]
public enum Exchange
{
    [Because("an answer to a request that nobody has registered is dropped")]
    [Repeat]
    Registered,
}

public sealed class Request
{
    public uint Number { get; set; }
    public TaskCompletionSource<string> Answer { get; } = new();
}

public sealed class Wire
{
    [Step(Exchange.Registered, Call = "TryAdd", When = true)]
    private readonly ConcurrentDictionary<uint, Request> waiting = new();

    private readonly Queue<Request> outbox = new();
    private uint last;

    [Commit(typeof(Exchange))]
    private async Task TransmitAsync(Request request, CancellationToken token)
    {
        await Console.Out.WriteLineAsync(request.Number.ToString().AsMemory(), token);
    }

    private uint NextNumber() => Interlocked.Increment(ref last);

    public async Task PumpAsync(CancellationToken token)
    {
        while (outbox.TryDequeue(out var request))
        {
            if (!request.Answer.Task.IsCompleted)
            {
                do
                {
                    request.Number = NextNumber();
                } while (!waiting.TryAdd(request.Number, request));

                try
                {
                    await TransmitAsync(request, token).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    waiting.TryRemove(request.Number, out _);
                    request.Answer.TrySetException(e);
                }
            }
        }
    }

    public void OnAnswer(uint number, string text)
    {
        if (waiting.TryRemove(number, out var request))
            request.Answer.TrySetResult(text);
    }
}
