// Pack Transactions: transactions of ADO.NET, Entity Framework Core and System.Transactions. See docs/packs/Transactions.md for what it finds and what it cannot see.
using EntryPath;
using EntryPath.Packs;

namespace System.Data
{
    public interface IDbConnection
    {
        [Step(DatabaseTransaction.Begun)] [return: Subject] IDbTransaction BeginTransaction();
        [Step(DatabaseTransaction.Begun)] [return: Subject] IDbTransaction BeginTransaction(IsolationLevel il);
    }

    public interface IDbTransaction
    {
        [Undo(DatabaseTransaction.Begun), MayThrow] void Commit();
        [Undo(DatabaseTransaction.Begun)] void Rollback();
        [Undo(DatabaseTransaction.Begun, IfInEffect = true)] void Dispose();
    }
}

namespace System.Data.Common
{
    public abstract class DbConnection
    {
        [Step(DatabaseTransaction.Begun)] [return: Subject] public extern DbTransaction BeginTransaction();
        [Step(DatabaseTransaction.Begun)] [return: Subject] public extern DbTransaction BeginTransaction(IsolationLevel isolationLevel);
#if NET
        [Step(DatabaseTransaction.Begun)] [return: Subject] public extern System.Threading.Tasks.ValueTask<DbTransaction> BeginTransactionAsync(System.Threading.CancellationToken cancellationToken = default);
        [Step(DatabaseTransaction.Begun)] [return: Subject] public extern System.Threading.Tasks.ValueTask<DbTransaction> BeginTransactionAsync(IsolationLevel isolationLevel, System.Threading.CancellationToken cancellationToken = default);
#endif
    }

    // To dispose a transaction that was not committed rolls it back; a savepoint ends nothing.
    public abstract class DbTransaction
    {
        [Undo(DatabaseTransaction.Begun), MayThrow] public abstract void Commit();
        [Undo(DatabaseTransaction.Begun)] public abstract void Rollback();
        [Undo(DatabaseTransaction.Begun, IfInEffect = true)] public extern void Dispose();
#if NET
        [Undo(DatabaseTransaction.Begun), MayThrow] public extern System.Threading.Tasks.Task CommitAsync(System.Threading.CancellationToken cancellationToken = default);
        [Undo(DatabaseTransaction.Begun)] public extern System.Threading.Tasks.Task RollbackAsync(System.Threading.CancellationToken cancellationToken = default);
        [Undo(DatabaseTransaction.Begun, IfInEffect = true)] public extern System.Threading.Tasks.ValueTask DisposeAsync();
#endif
    }
}

namespace Microsoft.EntityFrameworkCore.Infrastructure
{
    public class DatabaseFacade
    {
        [Step(DatabaseTransaction.Begun)] [return: Subject] public extern Storage.IDbContextTransaction BeginTransaction();
        [Step(DatabaseTransaction.Begun)] [return: Subject] public extern System.Threading.Tasks.Task<Storage.IDbContextTransaction> BeginTransactionAsync(System.Threading.CancellationToken cancellationToken = default);
    }
}

namespace Microsoft.EntityFrameworkCore
{
    public static class RelationalDatabaseFacadeExtensions
    {
        [Step(DatabaseTransaction.Begun)] [return: Subject] public static extern Storage.IDbContextTransaction BeginTransaction(this Infrastructure.DatabaseFacade databaseFacade, System.Data.IsolationLevel isolationLevel);
        [Step(DatabaseTransaction.Begun)] [return: Subject] public static extern System.Threading.Tasks.Task<Storage.IDbContextTransaction> BeginTransactionAsync(this Infrastructure.DatabaseFacade databaseFacade, System.Data.IsolationLevel isolationLevel, System.Threading.CancellationToken cancellationToken = default);
    }
}

namespace Microsoft.EntityFrameworkCore.Storage
{
    public interface IDbContextTransaction
    {
        [Undo(DatabaseTransaction.Begun), MayThrow] void Commit();
        [Undo(DatabaseTransaction.Begun), MayThrow] System.Threading.Tasks.Task CommitAsync(System.Threading.CancellationToken cancellationToken = default);
        [Undo(DatabaseTransaction.Begun)] void Rollback();
        [Undo(DatabaseTransaction.Begun)] System.Threading.Tasks.Task RollbackAsync(System.Threading.CancellationToken cancellationToken = default);
        [Undo(DatabaseTransaction.Begun, IfInEffect = true)] void Dispose();
        [Undo(DatabaseTransaction.Begun, IfInEffect = true)] System.Threading.Tasks.ValueTask DisposeAsync();
    }
}

namespace System.Transactions
{
    public sealed class TransactionScope
    {
        [Step(AmbientScope.Open)] public extern TransactionScope();
        [Step(AmbientScope.Open)] public extern TransactionScope(TransactionScopeOption scopeOption);
        [Step(AmbientScope.Open)] public extern TransactionScope(TransactionScopeAsyncFlowOption asyncFlowOption);
        [Step(AmbientScope.Open)] public extern TransactionScope(TransactionScopeOption scopeOption, TransactionScopeAsyncFlowOption asyncFlowOption);
        [Step(AmbientScope.Open)] public extern TransactionScope(TransactionScopeOption scopeOption, System.TimeSpan scopeTimeout);
        [Step(AmbientScope.Open)] public extern TransactionScope(TransactionScopeOption scopeOption, System.TimeSpan scopeTimeout, TransactionScopeAsyncFlowOption asyncFlowOption);
        [Step(AmbientScope.Open)] public extern TransactionScope(TransactionScopeOption scopeOption, TransactionOptions transactionOptions);
        [Step(AmbientScope.Open)] public extern TransactionScope(TransactionScopeOption scopeOption, TransactionOptions transactionOptions, TransactionScopeAsyncFlowOption asyncFlowOption);
        [Step(AmbientScope.Open)] public extern TransactionScope(TransactionScopeOption scopeOption, TransactionOptions transactionOptions, EnterpriseServicesInteropOption interopOption);
        [Step(AmbientScope.Open)] public extern TransactionScope(Transaction transactionToUse);
        [Step(AmbientScope.Open)] public extern TransactionScope(Transaction transactionToUse, TransactionScopeAsyncFlowOption asyncFlowOption);
        [Step(AmbientScope.Open)] public extern TransactionScope(Transaction transactionToUse, System.TimeSpan scopeTimeout);
        [Step(AmbientScope.Open)] public extern TransactionScope(Transaction transactionToUse, System.TimeSpan scopeTimeout, TransactionScopeAsyncFlowOption asyncFlowOption);
        [Step(AmbientScope.Open)] public extern TransactionScope(Transaction transactionToUse, System.TimeSpan scopeTimeout, EnterpriseServicesInteropOption interopOption);
        [Forbids(AmbientScope.Completed), Step(AmbientScope.Completed)] public extern void Complete();
        [Undo(AmbientScope.Open, IfInEffect = true)] public extern void Dispose();
    }
}
