namespace EntryPath.Packs;

/// <summary>Pack <c>Transactions</c>: a transaction of ADO.NET (<c>DbTransaction</c>) or of Entity Framework Core (<c>IDbContextTransaction</c>).</summary>
[EntryProtocol(Ordered = false)]
public enum DatabaseTransaction
{
    /// <summary>It was begun, and neither committed, rolled back nor disposed, which rolls back.</summary>
    [Because("a transaction that is neither committed, rolled back nor disposed keeps its locks until its connection is closed")]
    Begun,
}
