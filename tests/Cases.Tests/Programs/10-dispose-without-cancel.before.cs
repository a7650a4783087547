// source: aelassas/servy issue 1190: the source was disposed without having been cancelled when the process was started again
public sealed class ChildService
{
    private CancellationTokenSource? cancellation;
    private bool running;

    public bool StartProcess(string path)
    {
        if (running)
        {
            Console.WriteLine("already running");
            return false;
        }

        running = File.Exists(path);
        if (!running)
            return false;

        // the script that runs after the start is not waited for
        cancellation?.Dispose(); // EPO1001
        var cts = new CancellationTokenSource();
        cancellation = cts;

        _ = Task.Run(async () =>
        {
            try
            {
                await Task.Delay(1000, cts.Token);
                Console.WriteLine("post-start");
            }
            catch (OperationCanceledException)
            {
                Console.WriteLine("cancelled");
            }
        });

        return true;
    }

    public void Stop()
    {
        running = false;
        cancellation?.Cancel();
        cancellation?.Dispose();
        cancellation = null;
    }
}
