// source: SoCreate/service-fabric-pub-sub PR 101, issue 90 (commit 0fd3f25): the subscription was put into the list that the pump reads while the transaction
// source: that creates its queue had not been committed yet
using System.Collections.Concurrent;
using EntryPath;

[EntryProtocol]
public enum Subscribing
{
    [Because("the pump reads the queue of every subscription in the list")]
    QueueStored,
}

public sealed class Transaction;

public sealed record Subscription(string Queue);

public sealed class Store
{
    [Step(Subscribing.QueueStored)]
    public async Task InTransactionAsync([InstantHandle] Func<Transaction, CancellationToken, Task> work, CancellationToken token)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await work(new Transaction(), token);
                return;
            }
            catch (TimeoutException) when (attempt < 3)
            {
                await Task.Delay(100, token);
            }
        }
    }
}

public sealed class Broker
{
    [PartOf] private readonly Store store = new();

    [Requires(Subscribing.QueueStored, Call = "AddOrUpdate")]
    private readonly ConcurrentDictionary<string, Subscription> subscriptions = new();

    public async Task SubscribeAsync(string reader, string topic)
    {
        await WaitForInitializationAsync();

        await store.InTransactionAsync(async (tx, token) =>
        {
            var details = topic + "/" + reader;
            var subscription = await CreateAsync(tx, details);
            await RegisterAsync(tx, details);

            subscriptions.AddOrUpdate(details, subscription, (key, old) => subscription); // EPO1001|EPO1009
            Console.WriteLine("registered " + reader);
            await Task.Yield();
        }, CancellationToken.None);
    }

    private Task WaitForInitializationAsync() => Task.CompletedTask;
    private Task<Subscription> CreateAsync(Transaction tx, string details) => Task.FromResult(new Subscription(details));
    private Task RegisterAsync(Transaction tx, string details) => Task.CompletedTask;
}
