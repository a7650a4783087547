using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.CodeFixes.Dependence;

/// <summary>How an operation uses a variable, member or element.</summary>
internal static class Accesses
{
    public static (bool Reads, bool Writes) Of(IOperation operation)
    {
        IOperation child = operation;
        IOperation? parent = operation.Parent;
        while (parent is ITupleOperation or IParenthesizedOperation)
            (child, parent) = (parent, parent.Parent);

        return parent switch
        {
            ISimpleAssignmentOperation assignment when assignment.Target == child => assignment.IsRef ? (true, false) : (false, true),
            IDeconstructionAssignmentOperation assignment when assignment.Target == child => (false, true),
            ICompoundAssignmentOperation assignment when assignment.Target == child => (true, true),
            ICoalesceAssignmentOperation assignment when assignment.Target == child => (true, true),
            IEventAssignmentOperation assignment when assignment.EventReference == child => (true, true),
            IIncrementOrDecrementOperation => (true, true),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => (true, true),
            _ => (true, false),
        };
    }
}
