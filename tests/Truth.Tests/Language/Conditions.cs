using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Language;

/// <summary>A <c>bool</c> expression of a generated program.</summary>
internal abstract record Condition;

/// <summary><c>Env.Flip()</c>: true or false, and another time perhaps not the same.</summary>
internal sealed record Flip : Condition;

internal sealed record Literal(bool Value) : Condition;

internal enum FlagKind
{
    Local,
    Parameter,
    Field,
}

/// <summary>A variable: keeps its value until it is assigned. Parameters and fields never are.</summary>
internal sealed record Flag(FlagKind Kind, int Index) : Condition
{
    public string Name => Kind switch { FlagKind.Local => "f", FlagKind.Parameter => "p", _ => "_flag" } + Index;
}

internal sealed record Not(Condition Operand) : Condition;

/// <summary><c>x == false</c>.</summary>
internal sealed record IsFalse(Condition Operand) : Condition;

internal sealed record And(Condition Left, Condition Right) : Condition;

internal sealed record Or(Condition Left, Condition Right) : Condition;

/// <summary>A test of the root's enum parameter.</summary>
internal sealed record KindIs(int Kind) : Condition;

/// <summary>A call of an operation that returns <c>bool</c>.</summary>
internal sealed record Test(Operation Operation, Subject Subject) : Condition;

/// <summary>A call of a helper that returns <c>bool</c>.</summary>
internal sealed record HelperTest(HelperCall Call) : Condition;
