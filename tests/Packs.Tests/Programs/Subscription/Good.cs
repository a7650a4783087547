using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Azure.Messaging.ServiceBus;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace SubscriptionGood;

public static class InTime
{
    public static FileSystemWatcher Watch(string folder, Action<string> changed)
    {
        var watcher = new FileSystemWatcher(folder);
        watcher.Changed += (_, e) => changed(e.FullPath);
        watcher.Renamed += (_, e) => changed(e.FullPath);
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    public static void AddAnother(FileSystemWatcher watcher, FileSystemEventHandler created)
    {
        watcher.EnableRaisingEvents = true;
        watcher.EnableRaisingEvents = false;
        watcher.Created += created;
        watcher.EnableRaisingEvents = true;
    }

    public static System.Timers.Timer Tick(Action tick)
    {
        var timer = new System.Timers.Timer(100);
        timer.Elapsed += (_, _) => tick();
        timer.Start();
        return timer;
    }

    public static void Work(Action work, Action done)
    {
        var worker = new BackgroundWorker();
        worker.DoWork += (_, _) => work();
        worker.RunWorkerCompleted += (_, _) => done();
        worker.RunWorkerAsync();
    }

    public static void Read(Process process, Action<string?> line)
    {
        process.OutputDataReceived += (_, e) => line(e.Data);
        process.ErrorDataReceived += (_, e) => line(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    // Each is read by itself.
    public static void OneAfterTheOther(Process process, Action<string?> line)
    {
        process.OutputDataReceived += (_, e) => line(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, e) => line(e.Data);
        process.BeginErrorReadLine();
    }

    public static async Task Receive(ServiceBusProcessor processor, Func<ProcessMessageEventArgs, Task> handle)
    {
        processor.ProcessMessageAsync += handle;
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        await processor.StopProcessingAsync();
        processor.ProcessMessageAsync -= handle;
        processor.ProcessMessageAsync += handle;
        await processor.StartProcessingAsync();
    }

    public static async Task Consume(IChannel channel, AsyncEventHandler<BasicDeliverEventArgs> handle)
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += handle;
        await channel.BasicConsumeAsync("work", autoAck: true, consumer);
        var other = new AsyncEventingBasicConsumer(channel);
        other.ReceivedAsync += handle;
        await channel.BasicConsumeAsync("other", autoAck: true, other);
    }

    public static void Threads(ThreadStart work, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var thread = new Thread(work) { IsBackground = true };
            thread.SetApartmentState(ApartmentState.MTA);
            thread.Start();
        }
    }
}
