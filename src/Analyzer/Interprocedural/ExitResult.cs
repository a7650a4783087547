using EntryPath.Analyzer.Domain;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>What is known of the result that a body comes back with at an exit.</summary>
/// <param name="Kind">What kind of knowledge it is.</param>
/// <param name="Constant">The constant.</param>
/// <param name="Constants">The constants that it may be.</param>
internal readonly record struct ExitResult(ResultKind Kind, object? Constant = null, Constants? Constants = null)
{
    public static ExitResult Of(Universe universe, ExitState state)
    {
        if (ExitStates.ReturnedTerm(universe, state) is not { } value)
            return default;

        if (universe.Terms.IsConstant(value))
            return new ExitResult(ResultKind.Constant, universe.Terms.ConstantValue(value));

        return universe.Terms.ConstantsOf(value) is { } constants ? new ExitResult(ResultKind.OneOf, Constants: constants)
            : universe.Resolve(state.Cell, universe.Terms.IsNull(value)) == universe.Terms.False ? new ExitResult(ResultKind.Object)
            : default;
    }

    /// <summary>Whether it is known to be this constant.</summary>
    public bool Is(object? constant) => Kind == ResultKind.Constant && Equals(Constant, constant);

    /// <summary>Whether two results cannot be the same.</summary>
    public bool IsApartFrom(ExitResult other) => (Kind, other.Kind) switch
    {
        (ResultKind.Unknown, _) or (_, ResultKind.Unknown) => false,
        (ResultKind.OneOf, ResultKind.OneOf) => !Constants!.Overlaps(other.Constants!),
        (ResultKind.OneOf, ResultKind.Constant) => !Constants!.Contains(other.Constant),
        (ResultKind.Constant, ResultKind.OneOf) => !other.Constants!.Contains(Constant),
        (ResultKind.Constant, ResultKind.Constant) => !Equals(Constant, other.Constant),
        _ => Kind != other.Kind,
    };
}

/// <summary>The kinds of knowledge of a result.</summary>
internal enum ResultKind
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>It is a constant.</summary>
    Constant,

    /// <summary>It is one of several constants.</summary>
    OneOf,

    /// <summary>It is not null.</summary>
    Object,
}
