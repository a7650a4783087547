using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads the creation of objects.</summary>
internal sealed partial class OperationReader
{
    private int ReadCreation(IObjectCreationOperation creation)
    {
        IMethodSymbol? constructor = creation.Constructor;
        var arguments = new int[constructor?.Parameters.Length ?? 0];
        var places = new Target?[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = -1;

        foreach (IArgumentOperation argument in creation.Arguments)
            ReadArgument(argument, arguments, places);

        if (constructor is null)
            return Define(new Expression.Opaque(IsFresh: true));

        if (IsAddress(constructor.ContainingType) && arguments.Length == 1 && IsAddress(constructor.Parameters[0].Type))
            return arguments[0];

        Site site = Sites.Of(creation.Syntax, "new " + constructor.ContainingType.Name);
        ImmutableArray<int> values = arguments.ToImmutableArray();
        MemberRules? rules = _context.Rules.For(constructor);
        UseGivenElements(constructor, constructor.ContainingType, creation.Arguments, values, site);
        bool isPart = rules is { IsPart: true } && !values.IsEmpty && values[0] >= 0;
        if (rules is { Events.IsEmpty: false })
        {
            int given = InvokeByRules(rules, constructor, -1, values, site, places);
            return isPart ? PartOf(values[0], constructor) : given;
        }

        int made = isPart ? PartOf(values[0], constructor) : Define(new Expression.Opaque(IsFresh: true, HoldsOthers: arguments.Length > 0));

        // Beside what it was given, the new object has others that are as new as itself. Its constructor finds them there, and leaves them there.
        var parts = new List<(ISymbol Member, int Part)>();
        if (values.Length > 0)
        {
            foreach (ISymbol member in _context.Bodies.MadeWith(constructor.ContainingType))
                parts.Add((member, Define(new Expression.Opaque(IsFresh: true))));
        }

        void StoreParts()
        {
            foreach ((ISymbol member, int part) in parts)
            {
                _instructions.Add(new Instruction.StoreField(made, member, part, Stable: true) { IsFirst = true });
                _instructions.Add(new Instruction.Escape(part) { Holder = made });
                _context.HasHolders = true;
            }
        }

        ImmutableArray<InitialConstant> constants = isPart ? ImmutableArray<InitialConstant>.Empty : _context.Bodies.InitialConstants(constructor);
        void StoreConstants(bool areSet)
        {
            foreach (InitialConstant held in constants.Where(held => held.IsSet == areSet))
                _instructions.Add(new Instruction.StoreField(made, held.Member, Constant(held.Value), held.IsStable) { IsFirst = true });
        }

        StoreParts();
        StoreConstants(areSet: false);
        if (_context.Bodies.Callee(constructor) is { } body)
        {
            _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
            _context.HasHolders |= values.Length > 0;
            Call(body, made, values, places.Select(place => place?.Variable).ToImmutableArray(), _context.Bodies.WritesOf(constructor), site);
        }
        else if (IsFrameworkException(constructor.ContainingType))
        {
            // Making one throws none.
        }
        else if (_context.Bodies.IsKnown(constructor) || (constructor.IsImplicitlyDeclared && _context.Bodies.IsDeclaredHere(constructor.ContainingType)))
        {
            _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
        }
        else if (creation.Arguments.Any(argument => CanLead(argument.Value)))
        {
            RunReferenced(ThrowLevel.AnyCall, NameSet.Empty);
        }
        else
        {
            RunApart(ThrowLevel.AnyCall, NameSet.Empty);
        }

        StoreConstants(areSet: true);
        if (IsEmptyCollection(constructor))
            NoteEmpty(made);

        WritePlaces(places, afterCall: false);
        foreach (IArgumentOperation argument in creation.Arguments)
            LandSequence(argument.Value, IsOfFramework(constructor), site);

        if (IsView(constructor.ContainingType))
        {
            // Who gets a view that can be kept gets what it looks at.
            bool isKept = constructor.ContainingType is { IsRefLikeType: false, IsValueType: true };
            return isKept && constructor.Parameters.FirstOrDefault()?.Type.TypeKind == TypeKind.Array && values[0] >= 0 ? values[0] : made;
        }

        var kept = new HashSet<int>();
        GuardDelegates(creation.Arguments, constructor, made, site);
        foreach ((ISymbol member, int parameter) in _context.Bodies.Copies(constructor))
        {
            kept.Add(parameter);
            if (values[parameter] >= 0)
                _instructions.Add(new Instruction.StoreField(made, member, values[parameter], Stable: true) { IsFirst = true });
        }

        StoreParts();

        // What the new object only keeps in a field is where that object is.
        for (int i = isPart ? 1 : 0; i < values.Length; i++)
        {
            if (values[i] >= 0)
                _instructions.Add(new Instruction.Escape(values[i]) { Holder = kept.Contains(i) ? made : -1 });
        }

        _context.HasHolders |= kept.Count > 0;

        return TaskGivenTo(creation) is { Parameter.Ordinal: var task } ? values[task] : made;
    }

    /// <summary>The new object that a constructor makes as a part of its first argument.</summary>
    private int PartOf(int owner, IMethodSymbol constructor)
    {
        int part = Define(new Expression.LoadField(owner, constructor.OriginalDefinition, Stable: true, Part: true));
        _instructions.Add(new Instruction.Assume(Define(new Expression.IsNull(part)), false));
        return part;
    }

    private bool IsFrameworkException(INamedTypeSymbol type)
    {
        if (_context.Bodies.IsDeclaredHere(type))
            return false;

        INamedTypeSymbol? ancestor = type;
        while (ancestor is not null && !(ancestor.Name == nameof(Exception) && ancestor.ContainingNamespace is { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true }))
            ancestor = ancestor.BaseType;

        return ancestor is not null;
    }

    /// <summary>Whether objects of a type only look at what they are made of; any other object takes it over, also one of this compilation that lives on the stack.</summary>
    private bool IsView(INamedTypeSymbol type) => (type.IsRefLikeType && !_context.Bodies.IsDeclaredHere(type)) || type.SpecialType == SpecialType.System_String
        || type is
        {
            Name: "ArraySegment" or "Memory" or "ReadOnlyMemory" or "ReadOnlySequence",
            ContainingNamespace: { Name: "System" or "Buffers" },
        };
}
