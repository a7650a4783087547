// source: nmshd/backbone PR 325 (commit f7765166f): the bus began to consume the queue before the modules had registered their handlers
using EntryPath;

[EntryProtocol]
public enum BusStart
{
    [Because("an event for which no handler is registered is acknowledged and lost")]
    HandlersRegistered,
}

public interface IEventBus
{
    void Subscribe(string eventName);
    [Commit(typeof(BusStart))] void BeginReceiving();
}

public abstract class Module
{
    public abstract void AddHandlers(IEventBus bus);
}

public sealed class Devices : Module
{
    public override void AddHandlers(IEventBus bus) => bus.Subscribe("TierCreated");
}

public static class Startup
{
    public static IEventBus UseBus(this IServiceProvider services)
    {
        return (IEventBus)services.GetService(typeof(IEventBus))!;
    }

    [Ensures(BusStart.HandlersRegistered)]
    public static void AddAll([Subject] IEventBus bus, IEnumerable<Module> modules)
    {
        foreach (var module in modules)
            module.AddHandlers(bus);

        Registered(bus);
    }

    [Step(BusStart.HandlersRegistered)]
    private static void Registered([Subject] IEventBus bus) { }
}

public static class Host
{
    public static void Configure(IServiceProvider services, List<Module> modules)
    {
        var bus = services.UseBus();
        Startup.AddAll(bus, modules);
        bus.BeginReceiving();
    }
}
