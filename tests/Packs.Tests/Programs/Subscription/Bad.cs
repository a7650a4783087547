using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Azure.Messaging.ServiceBus;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace SubscriptionBad;

public static class Late
{
    public static FileSystemWatcher Watch(string folder, Action<string> changed)
    {
        var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
        watcher.Changed += (_, e) => changed(e.FullPath); // EPO1002
        return watcher;
    }

    public static System.Timers.Timer Tick(Action tick)
    {
        var timer = new System.Timers.Timer(100);
        timer.Start();
        timer.Elapsed += (_, _) => tick(); // EPO1002
        return timer;
    }

    public static void Work(BackgroundWorker worker, Action done)
    {
        worker.RunWorkerAsync();
        worker.RunWorkerCompleted += (_, _) => done(); // EPO1002
    }

    public static void Read(Process process, Action<string?> line)
    {
        process.Start();
        process.BeginOutputReadLine();
        process.OutputDataReceived += (_, e) => line(e.Data); // EPO1002
    }

    public static void ReadErrors(Process process, Action<string?> line, bool quiet)
    {
        process.Start();
        if (!quiet)
            process.BeginErrorReadLine();
        process.ErrorDataReceived += (_, e) => line(e.Data); // EPO1002
    }

    public static async Task Receive(ServiceBusProcessor processor, Func<ProcessMessageEventArgs, Task> handle)
    {
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        processor.ProcessMessageAsync += handle; // EPO1002
    }

    public static async Task Consume(IChannel channel, AsyncEventHandler<BasicDeliverEventArgs> handle)
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        await channel.BasicConsumeAsync("work", autoAck: true, consumer);
        consumer.ReceivedAsync += handle; // EPO1002
    }

    public static void StartedTwice(ThreadStart work)
    {
        var thread = new Thread(work);
        thread.Start();
        thread.Start(); // EPO1003
    }

    public static void ApartmentTooLate(ThreadStart work)
    {
        var thread = new Thread(work);
        thread.Start();
        thread.SetApartmentState(ApartmentState.STA); // EPO1003
    }
}
