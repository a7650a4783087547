// Pack Subscription: handlers before what raises their events is started. See docs/packs/Subscription.md for what it finds and what it cannot see.
using EntryPath;
using EntryPath.Packs;

namespace System.IO
{
    public class FileSystemWatcher
    {
        public event FileSystemEventHandler Changed { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        public event FileSystemEventHandler Created { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        public event FileSystemEventHandler Deleted { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        public event RenamedEventHandler Renamed { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        public event ErrorEventHandler Error { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        [Step(HandlersFirst.Started, Value = true), Step(HandlersFirst.Stopped, Value = false)] public extern bool EnableRaisingEvents { get; set; }
    }
}

namespace System.Timers
{
    public class Timer
    {
        public event ElapsedEventHandler Elapsed { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        [Step(HandlersFirst.Started, Value = true), Step(HandlersFirst.Stopped, Value = false)] public extern bool Enabled { get; set; }
        [Step(HandlersFirst.Started)] public extern void Start();
        [Step(HandlersFirst.Stopped)] public extern void Stop();
    }
}

namespace System.ComponentModel
{
    public class BackgroundWorker
    {
        public event DoWorkEventHandler DoWork { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        public event ProgressChangedEventHandler ProgressChanged { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        public event RunWorkerCompletedEventHandler RunWorkerCompleted { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        [Step(HandlersFirst.Started)] public extern void RunWorkerAsync();
        [Step(HandlersFirst.Started)] public extern void RunWorkerAsync(object argument);
    }
}

namespace System.Diagnostics
{
    // Output and errors are read by themselves, each with its handler.
    public class Process
    {
        public event DataReceivedEventHandler OutputDataReceived { [Step(OutputFirst.HandlerAdded)] add { } remove { } }
        public event DataReceivedEventHandler ErrorDataReceived { [Step(ErrorFirst.HandlerAdded)] add { } remove { } }
        [Step(OutputFirst.Started)] public extern void BeginOutputReadLine();
        [Step(OutputFirst.Stopped)] public extern void CancelOutputRead();
        [Step(ErrorFirst.Started)] public extern void BeginErrorReadLine();
        [Step(ErrorFirst.Stopped)] public extern void CancelErrorRead();
    }
}

namespace System.Threading
{
    public sealed class Thread
    {
        [Forbids(ThreadLifetime.Started), Step(ThreadLifetime.Started)] public extern void Start();
        [Forbids(ThreadLifetime.Started), Step(ThreadLifetime.Started)] public extern void Start(object parameter);
#if NET
        [Forbids(ThreadLifetime.Started), Step(ThreadLifetime.Started)] public extern void UnsafeStart();
        [Forbids(ThreadLifetime.Started), Step(ThreadLifetime.Started)] public extern void UnsafeStart(object parameter);
#endif
        [Forbids(ThreadLifetime.Started)] public extern void SetApartmentState(ApartmentState state);
    }
}

namespace Azure.Messaging.ServiceBus
{
    public class ServiceBusProcessor
    {
        public event System.Func<ProcessMessageEventArgs, System.Threading.Tasks.Task> ProcessMessageAsync { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        public event System.Func<ProcessErrorEventArgs, System.Threading.Tasks.Task> ProcessErrorAsync { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        [Step(HandlersFirst.Started)] public extern System.Threading.Tasks.Task StartProcessingAsync(System.Threading.CancellationToken cancellationToken = default);
        [Step(HandlersFirst.Stopped)] public extern System.Threading.Tasks.Task StopProcessingAsync(System.Threading.CancellationToken cancellationToken = default);
    }

    public class ServiceBusSessionProcessor
    {
        public event System.Func<ProcessSessionMessageEventArgs, System.Threading.Tasks.Task> ProcessMessageAsync { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        public event System.Func<ProcessErrorEventArgs, System.Threading.Tasks.Task> ProcessErrorAsync { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
        [Step(HandlersFirst.Started)] public extern System.Threading.Tasks.Task StartProcessingAsync(System.Threading.CancellationToken cancellationToken = default);
        [Step(HandlersFirst.Stopped)] public extern System.Threading.Tasks.Task StopProcessingAsync(System.Threading.CancellationToken cancellationToken = default);
    }
}

namespace RabbitMQ.Client.Events
{
    public class AsyncEventingBasicConsumer
    {
        public event AsyncEventHandler<BasicDeliverEventArgs> ReceivedAsync { [Step(HandlersFirst.HandlerAdded)] add { } remove { } }
    }
}

namespace RabbitMQ.Client
{
    public interface IChannel
    {
        [Step(HandlersFirst.Started)]
        System.Threading.Tasks.Task<string> BasicConsumeAsync(string queue, bool autoAck, string consumerTag, bool noLocal, bool exclusive, System.Collections.Generic.IDictionary<string, object> arguments, [Subject] IAsyncBasicConsumer consumer, System.Threading.CancellationToken cancellationToken = default);
    }

    public static class IChannelExtensions
    {
        [Step(HandlersFirst.Started)]
        public static extern System.Threading.Tasks.Task<string> BasicConsumeAsync(this IChannel channel, string queue, bool autoAck, [Subject] IAsyncBasicConsumer consumer, System.Threading.CancellationToken cancellationToken = default);
        [Step(HandlersFirst.Started)]
        public static extern System.Threading.Tasks.Task<string> BasicConsumeAsync(this IChannel channel, string queue, bool autoAck, string consumerTag, [Subject] IAsyncBasicConsumer consumer, System.Threading.CancellationToken cancellationToken = default);
        [Step(HandlersFirst.Started)]
        public static extern System.Threading.Tasks.Task<string> BasicConsumeAsync(this IChannel channel, string queue, bool autoAck, string consumerTag, System.Collections.Generic.IDictionary<string, object> arguments, [Subject] IAsyncBasicConsumer consumer, System.Threading.CancellationToken cancellationToken = default);
    }
}
