// option: entrypath.exceptions = any
// source: WalletWasabi/WalletWasabi PR 10499: the reader loop ended, by cancellation or by an exception, without completing the channel that callers wait on
using System.Threading.Channels;
using EntryPath;

[EntryProtocol]
public enum Replies
{
    [Because("whoever waits for a reply would wait for ever")]
    Open,
}

public sealed class Console9 : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<string> channel = Channel.CreateUnbounded<string>();

    [Undo(Replies.Open, Call = "Complete", IfInEffect = true)]
    private ChannelWriter<string> Writer => channel.Writer;

    private Task? loop;

    public void Start(TextReader input)
    {
        Begin();
        loop = PumpAsync(input);
    }

    [Step(Replies.Open)]
    private void Begin() { }

    public async Task<string> SendAsync(string command)
    {
        Console.WriteLine(command);
        return await channel.Reader.ReadAsync(stop.Token);
    }

    [TakesOver(Replies.Open)]
    private async Task PumpAsync(TextReader input)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                string? line = await input.ReadLineAsync(stop.Token).ConfigureAwait(false);
                if (line is null)
                {
                    break;
                }

                if (line.StartsWith("!"))
                {
                    Console.WriteLine("event " + line);
                    continue;
                }

                await Writer.WriteAsync(line, stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopping");
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            throw;
        }
        finally
        {
            Writer.Complete();
        }
    }

    public async ValueTask DisposeAsync()
    {
        stop.Cancel();
        if (loop is not null) await loop;
        stop.Dispose();
    }
}
