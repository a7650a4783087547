using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// The members and elements that a statement itself reads and writes. Objects are not told apart: a write of a field is taken to
/// concern every read of that field. What called members do is not looked at; their order is what the protocol says.
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
                Access access = AccessOf(operation);
                if (access.HasFlag(Access.Read))
                {
                    _read.Add(member.Member);
                    _readsElement |= isIndexer;
                }

                if (access.HasFlag(Access.Write))
                {
                    _written.Add(member.Member);
                    _writesElement |= isIndexer;
                }

                break;

            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                Access element = AccessOf(operation);
                _readsElement |= element.HasFlag(Access.Read);
                _writesElement |= element.HasFlag(Access.Write);
                break;

            case ILocalReferenceOperation { Local.RefKind: not RefKind.None } when AccessOf(operation).HasFlag(Access.Write):
            case IInvocationOperation { TargetMethod.ReturnsByRef: true } when AccessOf(operation).HasFlag(Access.Write):
            case IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation when AccessOf(operation).HasFlag(Access.Write):
                _writesUnknown = true;
                break;
        }
    }

    private static Access AccessOf(IOperation operation)
    {
        IOperation child = operation;
        IOperation? parent = operation.Parent;
        while (parent is ITupleOperation or IParenthesizedOperation)
            (child, parent) = (parent, parent.Parent);

        return parent switch
        {
            ISimpleAssignmentOperation assignment when assignment.Target == child => assignment.IsRef ? Access.Read : Access.Write,
            IDeconstructionAssignmentOperation assignment when assignment.Target == child => Access.Write,
            ICompoundAssignmentOperation assignment when assignment.Target == child => Access.Read | Access.Write,
            ICoalesceAssignmentOperation assignment when assignment.Target == child => Access.Read | Access.Write,
            IEventAssignmentOperation assignment when assignment.EventReference == child => Access.Read | Access.Write,
            IIncrementOrDecrementOperation => Access.Read | Access.Write,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => Access.Read | Access.Write,
            _ => Access.Read,
        };
    }

    [Flags]
    private enum Access
    {
        Read = 1,
        Write = 2,
    }
}
