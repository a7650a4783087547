using System;
using System.Data;
using System.Data.Common;
using System.Threading.Tasks;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace TransactionsBad;

public sealed class Accounts(DbConnection connection, DbContext context)
{
    private int Execute(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteNonQuery();
    }

    public bool LostByAReturn()
    {
        var transaction = connection.BeginTransaction();
        if (Execute("update a") == 0)
            return false; // EPO1005

        transaction.Commit();
        return true;
    }

    public void LostByAThrow()
    {
        var transaction = connection.BeginTransaction();
        if (Execute("update a") == 0)
            throw new InvalidOperationException(); // EPO1005

        transaction.Commit();
    }

    public void CommittedTwice()
    {
        using var transaction = connection.BeginTransaction();
        Execute("update a");
        transaction.Commit();
        Execute("update b");
        transaction.Commit(); // EPO1004
    }

    public void RolledBackAfterTheCommit(bool undo)
    {
        using var transaction = connection.BeginTransaction();
        Execute("update a");
        transaction.Commit();
        if (undo)
            transaction.Rollback(); // EPO1004
    }

    public async Task<int> AsyncLost()
    {
        IDbContextTransaction transaction = await context.Database.BeginTransactionAsync();
        int saved = await context.SaveChangesAsync();
        if (saved == 0)
            return 0; // EPO1005

        await transaction.CommitAsync();
        return saved;
    }

    public void ThroughTheInterface(IDbConnection plain)
    {
        IDbTransaction transaction = plain.BeginTransaction();
        if (Execute("update a") == 0)
            return; // EPO1005

        transaction.Commit();
    }

    public void CompletedTwice(bool again)
    {
        using var scope = new TransactionScope();
        Execute("update a");
        scope.Complete();
        if (again)
            scope.Complete(); // EPO1003
    }

    public int ScopeLost()
    {
        var scope = new TransactionScope(TransactionScopeOption.RequiresNew);
        int changed = Execute("update a");
        if (changed == 0)
            return 0; // EPO1005

        scope.Complete();
        scope.Dispose();
        return changed;
    }
}
