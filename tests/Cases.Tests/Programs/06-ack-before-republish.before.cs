// source: Azure/azure-functions-rabbitmq-extension issue 98, PR 114 (commit 09c079a): a message was acknowledged before its copy had been published again
using EntryPath;

[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum Delivery
{
    [Because("the broker forgets a message that is acknowledged")]
    [Repeat]
    Settled,
}

public sealed class Message
{
    public ulong Tag { get; init; }
    public string Key { get; init; } = "";
    public IDictionary<string, object>? Headers { get; set; }
}

public interface IChannel
{
    [Step(Delivery.Settled)] void Publish(string key, Message message);
    [Commit(typeof(Delivery))] void Ack(ulong tag);
    void Reject(ulong tag, bool requeue);
}

public interface IExecutor
{
    [Step(Delivery.Settled, When = true)] Task<bool> TryRunAsync(Message message, CancellationToken token);
}

public sealed class Consumer
{
    public event Func<object, Message, Task>? Received;
    public Task RaiseAsync(Message m) => Received?.Invoke(this, m) ?? Task.CompletedTask;
}

public sealed class Listener(IExecutor executor, IChannel channel)
{
    private const string RetryCount = "x-retries";
    private Consumer? consumer;

    public Task StartAsync(CancellationToken token)
    {
        consumer = new Consumer();

        consumer.Received += async (sender, message) =>
        {
            if (await executor.TryRunAsync(message, token))
            {
                channel.Ack(message.Tag);
            }
            else
            {
                if (message.Headers == null || !message.Headers.ContainsKey(RetryCount))
                {
                    AddHeadersAndRepublish(message);
                }
                else
                {
                    Republish(message);
                }
            }
        };

        return Task.CompletedTask;
    }

    internal void AddHeadersAndRepublish(Message message)
    {
        channel.Ack(message.Tag); // EPO1001

        if (message.Headers == null)
        {
            message.Headers = new Dictionary<string, object>();
        }

        message.Headers[RetryCount] = 0;
        Console.WriteLine("publishing again");
        channel.Publish(message.Key, message);
    }

    internal void Republish(Message message)
    {
        int count = Convert.ToInt32(message.Headers![RetryCount]);
        message.Headers[RetryCount] = ++count;

        if (Convert.ToInt32(message.Headers[RetryCount]) < 5)
        {
            channel.Ack(message.Tag); // EPO1001
            Console.WriteLine("publishing again");
            channel.Publish(message.Key, message);
        }
        else
        {
            Console.WriteLine("too often");
            channel.Reject(message.Tag, false);
        }
    }
}
