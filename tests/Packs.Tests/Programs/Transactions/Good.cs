using System;
using System.Data;
using System.Data.Common;
using System.Threading.Tasks;
using System.Transactions;
using Microsoft.EntityFrameworkCore;

namespace TransactionsGood;

public sealed class Accounts(DbConnection connection, DbContext context)
{
    private int Execute(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteNonQuery();
    }

    // What is not committed is rolled back where it is disposed.
    public bool Usual()
    {
        using var transaction = connection.BeginTransaction();
        if (Execute("update a") == 0)
            return false;

        if (Execute("update b") == 0)
            throw new InvalidOperationException();

        transaction.Commit();
        return true;
    }

    public void ByHand()
    {
        DbTransaction transaction = connection.BeginTransaction(System.Data.IsolationLevel.Serializable);
        try
        {
            Execute("update a");
            transaction.Commit();
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
        finally
        {
            transaction.Dispose();
        }
    }

    public void RolledBack(bool keep)
    {
        using IDbTransaction transaction = ((IDbConnection)connection).BeginTransaction();
        Execute("update a");
        if (keep)
            transaction.Commit();
        else
            transaction.Rollback();
    }

    public async Task Retried(int times)
    {
        for (int i = 0; i < times; i++)
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            try
            {
                await context.SaveChangesAsync();
                await transaction.CommitAsync();
                return;
            }
            catch (DbUpdateException)
            {
                await transaction.RollbackAsync();
            }
        }
    }

    public DbTransaction HandedOver() => connection.BeginTransaction();

    public void Ambient()
    {
        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            if (Execute("update a") == 0)
                return;

            scope.Complete();
        }

        using var second = new TransactionScope();
        Execute("update b");
        second.Complete();
    }
}
