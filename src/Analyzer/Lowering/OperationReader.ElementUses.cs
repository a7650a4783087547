using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// The part that reads elements of arrays. The language has no member for them, so that what <c>Array.GetValue</c> and <c>SetValue</c> need or forbid holds for them,
/// in bodies that perform a step of that need themselves.
/// </summary>
internal sealed partial class OperationReader
{
    private void UseElement(int array, ITypeSymbol? type, AccessFilter access, Site site)
    {
        if (array < 0 || type is not IArrayTypeSymbol { BaseType: { } common } || _context.ElementRules(common, access) is not { } rules)
            return;

        int first = _instructions.Count;
        Emit(rules, new Operands(array, ImmutableArray<int>.Empty, -1, -1), site, static _ => true, kinds: s_needs);
        for (int i = first; i < _instructions.Count; i++)
        {
            if (_instructions[i] is Instruction.Event happening)
                _instructions[i] = happening with { IsOfElement = true };
        }
    }

    private static readonly ImmutableArray<EventKind> s_needs = ImmutableArray.Create(EventKind.Forbids, EventKind.Requires);

    /// <summary>Code of another assembly that gets an array uses its elements, but where something of the same protocol is declared about what gets it.</summary>
    private void UseGivenElements(IMethodSymbol method, ITypeSymbol? receiverType, ImmutableArray<IArgumentOperation> arguments, ImmutableArray<int> values, Site site)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In, Ordinal: var ordinal } parameter || ordinal >= values.Length
                || Unconverted(argument.Value).Type is not IArrayTypeSymbol { BaseType: { } common } given
                || parameter.OriginalDefinition.Type is not (IArrayTypeSymbol or { SpecialType: SpecialType.System_Array })
                || _context.ElementRules(common, AccessFilter.Read) is not { } rules || _context.Bodies.IsDeclaredHere(method))
            {
                continue;
            }

            if (_context.Rules.For(method, receiverType)?.Events.Any(own => rules.Events.Any(need => ReferenceEquals(need.Protocol, own.Protocol))) != true)
                UseElement(values[ordinal], given, AccessFilter.Read, site);
        }
    }
}
