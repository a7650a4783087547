// packs: Threading
// source: HavenDV/H.Pipes issue 24 (commits 54e7196, fffb4d2); same shape: Azure/azure-iot-sdk-csharp PR 1508, microsoft/kernel-memory PR 941
public sealed class FrameWriter : IDisposable
{
    private readonly Stream target;

    public FrameWriter(Stream target) => this.target = target;

    private SemaphoreSlim Turn { get; } = new(1, 1);

    public async Task WriteAsync(byte[]? payload, CancellationToken token = default)
    {
        payload = payload ?? throw new ArgumentNullException(nameof(payload));

        token.ThrowIfCancellationRequested();

        try
        {
            await Turn.WaitAsync(token).ConfigureAwait(false);

            await WriteLengthAsync(payload.Length, token).ConfigureAwait(false);
            await target.WriteAsync(payload, token).ConfigureAwait(false);
            await target.FlushAsync(token).ConfigureAwait(false);
        }
        finally
        {
            Turn.Release(); // EPO1004
        }
    }

    private async Task WriteLengthAsync(int length, CancellationToken token)
        => await target.WriteAsync(BitConverter.GetBytes(length), token).ConfigureAwait(false);

    public void Dispose() => Turn.Dispose();
}
