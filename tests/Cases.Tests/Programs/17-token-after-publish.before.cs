// source: microsoft/aspire PR 1677, issue 1636: the token was asked of the source after the source had been put where another caller disposes it
using EntryPath;

[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum Series
{
    [Because("once the source is in the field, another caller may dispose it")]
    Shared,
}

public sealed class TokenSeries(CancellationToken outer = default) : IDisposable
{
    [Step(Series.Shared, NotValue = null)]
    private CancellationTokenSource? current = new();

    public CancellationToken Next(CancellationToken token = default)
    {
        var next = CancellationTokenSource.CreateLinkedTokenSource(token, outer);

        // the first of several callers wins; the others go round again
        CancellationTokenSource? prior = Volatile.Read(ref current);
        while (prior is not null)
        {
            CancellationTokenSource? seen = Interlocked.CompareExchange(ref current, next, prior);
            if (seen == prior)
            {
                try
                {
                    prior.Cancel();
                }
                finally
                {
                    prior.Dispose();
                }

                return next.Token; // EPO1003
            }

            prior = seen;
        }

        throw new ObjectDisposedException(nameof(TokenSeries));
    }

    public void Dispose()
    {
        var source = Interlocked.Exchange(ref current, null);
        source?.Cancel();
        source?.Dispose();
    }
}
