using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads what a constructor runs before its own body.</summary>
internal sealed partial class OperationReader
{
    /// <summary>The parts of a constructor that come first: a call for each initializer that can reach an event, and the base's constructor.</summary>
    public ImmutableArray<BlockPart> ReadConstruction()
    {
        var parts = ImmutableArray.CreateBuilder<BlockPart>();
        if (_context.Owner is not IMethodSymbol constructor || !Construction.RunsInitializers(constructor))
            return parts.ToImmutable();

        foreach (ISymbol member in Construction.Initialized(constructor.ContainingType))
        {
            if (_context.Bodies.Initializer(member) is not { } body)
                continue;

            _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
            Call(body, This(), ImmutableArray<int>.Empty, ImmutableArray<LocalId?>.Empty, _context.Bodies.WritesOf(constructor), new Site(member.Locations[0], member.Name));
            parts.Add(Cut(null));
        }

        if (Construction.ImplicitBase(constructor) is { } @base && !IsFrameworkException(@base.ContainingType))
        {
            ImmutableArray<int> arguments = @base.Parameters
                .Select(parameter => parameter.HasExplicitDefaultValue ? Constant(parameter.ExplicitDefaultValue) : -1)
                .ToImmutableArray();
            Invoke(@base, This(), arguments, ImmutableArray<LocalId?>.Empty, new Site(constructor.Locations[0], "base()"));
            parts.Add(Cut(null));
        }

        return parts.ToImmutable();
    }
}
