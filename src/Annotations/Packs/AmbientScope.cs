namespace EntryPath.Packs;

/// <summary>Pack <c>Transactions</c>: a <c>System.Transactions.TransactionScope</c>.</summary>
[EntryProtocol(Ordered = false)]
public enum AmbientScope
{
    /// <summary>The scope was made and not disposed.</summary>
    [Because("a scope that is not disposed leaves its transaction as the thread's current one")]
    Open,

    /// <summary><c>Complete</c> was called; what is done inside the scope after that throws.</summary>
    [Because("a scope that was completed takes part in nothing more")]
    Completed,
}
