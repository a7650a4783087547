// source: dotnet/runtime issue 35720: with a using declaration in place of a using block, the work of a later part ran while the scope was complete and not disposed
using System.Transactions;
using EntryPath;

[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum Ambient
{
    Open,

    [Because("a scope that is complete refuses further work until it is disposed")]
    Complete,
}

public sealed record Row(int Id, bool InProgress);

public sealed class QueueContext : IDisposable
{
    public List<Row> Rows { get; } = [];

    [Forbids(Ambient.Complete)]
    public int SaveChanges() => Rows.Count;

    public void Dispose() { }
}

public sealed class QueueWorker
{
    private const int Batch = 10;

    public void ProcessBatch()
    {
        using var context = new QueueContext();
        List<Row> rows;

        // several workers may run: lock the table while rows are flagged
        using (var scope = new TransactionScope(TransactionScopeOption.Required,
            new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted }))
        {
            rows = context.Rows.Where(r => !r.InProgress).OrderBy(r => r.Id).Take(Batch).ToList();
            rows.ForEach(r => context.Rows.Remove(r));
            context.SaveChanges();
            scope.Complete();
        }

        foreach (var row in rows)
        {
            try
            {
                Process(row);
                context.SaveChanges();
            }
            catch (InvalidOperationException e)
            {
                Console.WriteLine(e);
            }
        }
    }

    private void Process(Row row) => Console.WriteLine(row);
}
