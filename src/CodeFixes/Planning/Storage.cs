using System.Threading;
using EntryPath.CodeFixes.Dependence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// The members and elements that a statement itself reads and writes. Objects are not told apart: a write of a field is taken to
/// concern every read of that field. Where two statements disagree about these, they cannot change places.
/// </summary>
internal sealed class Storage
{
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);
    private bool _readsElement;
    private bool _writesElement;
    private bool _writesUnknown;

    private Storage()
    {
    }

    public static Storage Of(StatementSyntax statement, SemanticModel model, CancellationToken cancellation)
    {
        var storage = new Storage();
        if (model.GetOperation(statement, cancellation) is not { } root)
        {
            storage._writesUnknown = true;
            return storage;
        }

        foreach (IOperation operation in root.DescendantsAndSelf())
            storage.Add(operation);

        // Pointers have no public operation: what they reach is anything.
        storage._writesUnknown |= statement.DescendantNodes().Any(static node =>
            node.IsKind(SyntaxKind.PointerIndirectionExpression) || node.IsKind(SyntaxKind.PointerMemberAccessExpression));
        return storage;
    }

    /// <summary>Whether the two statements give the same result in either order, as far as members and elements go.</summary>
    public bool IsIndependentOf(Storage other) => !Disturbs(other) && !other.Disturbs(this);

    private bool Disturbs(Storage other) =>
        _writesUnknown
        || (_writesElement && (other._readsElement || other._writesElement))
        || _written.Any(symbol => other._read.Contains(symbol) || other._written.Contains(symbol));

    private void Add(IOperation operation)
    {
        switch (operation)
        {
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol or IEventSymbol } member:
                bool isIndexer = member.Member is IPropertySymbol { IsIndexer: true };
                (bool reads, bool writes) = Accesses.Of(operation);
                if (reads)
                {
                    _read.Add(member.Member);
                    _readsElement |= isIndexer;
                }

                if (writes)
                {
                    _written.Add(member.Member);
                    _writesElement |= isIndexer;
                }

                break;

            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                (reads, writes) = Accesses.Of(operation);
                _readsElement |= reads;
                _writesElement |= writes;
                break;

            case ILocalReferenceOperation { Local.RefKind: not RefKind.None } when Accesses.Of(operation).Writes:
            case IInvocationOperation { TargetMethod.ReturnsByRef: true } when Accesses.Of(operation).Writes:
            case IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation when Accesses.Of(operation).Writes:
                _writesUnknown = true;
                break;
        }
    }
}
