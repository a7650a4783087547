using System.Collections.Immutable;
using System.Reflection;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads what the runtime does around a method with <c>[MethodImpl(MethodImplOptions.Synchronized)]</c>.</summary>
internal sealed partial class OperationReader
{
    /// <summary>
    /// What happens before the first operation of a synchronized method, and at each of its ways out: the monitor of its object, or of its
    /// type, is entered and exited. Null for other methods, and where the monitor has no rules.
    /// </summary>
    public (BlockPart Before, BlockPart After)? ReadSynchronized(IMethodSymbol method, Compilation compilation)
    {
        if ((method.MethodImplementationFlags & MethodImplAttributes.Synchronized) == 0
            || compilation.GetTypeByMetadataName("System.Threading.Monitor") is not { } monitor)
        {
            return null;
        }

        var site = new Site(method.Locations.FirstOrDefault() ?? Location.None, method.Name);
        BlockPart Run(string name)
        {
            int holder = method.IsStatic ? Define(new Expression.Static(method.ContainingType)) : Define(new Expression.This());
            IMethodSymbol? called = monitor.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(static candidate => candidate.Parameters.Length == 1);
            if (called is not null && _context.Rules.For(called) is { } rules)
                Emit(rules, new Operands(-1, ImmutableArray.Create(holder), -1, -1), site, static _ => true);

            return Cut(null);
        }

        BlockPart before = Run("Enter");
        BlockPart after = Run("Exit");
        return before.Instructions.OfType<Instruction.Event>().Any() ? (before, after) : null;
    }
}
