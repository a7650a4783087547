using System.Collections.Immutable;
using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Language;

/// <summary>A statement of a generated program.</summary>
internal abstract record Statement;

internal enum SubjectKind
{
    Field,
    Parameter,
    Copy,
    Created,
}

/// <summary>How a program names an object.</summary>
internal sealed record Subject(SubjectKind Kind, int Index)
{
    public string Name => Kind switch
    {
        SubjectKind.Field => Index == 0 ? "_a" : "_b",
        SubjectKind.Parameter => "u" + Index,
        SubjectKind.Copy => "c" + Index,
        _ => "made",
    };
}

internal sealed record HelperCall(int Method, ImmutableArray<Subject> Subjects, ImmutableArray<Condition> Flags);

/// <summary>An annotated operation; a result is not looked at.</summary>
internal sealed record Do(Operation Operation, Subject Subject) : Statement;

/// <summary>A call that nothing is known of.</summary>
internal sealed record Work : Statement;

internal sealed record Assign(Flag Target, Condition Value) : Statement;

/// <summary><c>c0 = u1;</c></summary>
internal sealed record Copy(int Target, Subject Source) : Statement;

/// <summary><c>var made = new Unit();</c>; at most one in a program, not in a loop.</summary>
internal sealed record Create : Statement;

internal sealed record Call(HelperCall Callee) : Statement;

internal sealed record If(Condition Condition, ImmutableArray<Statement> Then, ImmutableArray<Statement> Else) : Statement;

internal sealed record While(Condition Condition, ImmutableArray<Statement> Body) : Statement;

internal sealed record DoWhile(ImmutableArray<Statement> Body, Condition Condition) : Statement;

/// <summary><c>for (var i = 0; i &lt; Times; i++)</c></summary>
internal sealed record Count(int Times, ImmutableArray<Statement> Body) : Statement;

internal sealed record ForEach(ImmutableArray<Statement> Body) : Statement;

/// <summary>A <c>switch</c> over the root's enum parameter: two cases and a default.</summary>
internal sealed record Switch(
    ImmutableArray<Statement> First, ImmutableArray<Statement> Second, ImmutableArray<Statement> Default) : Statement;

/// <summary>Either of <see cref="Catch"/> and <see cref="Finally"/> may be missing, but not both.</summary>
internal sealed record Try(
    ImmutableArray<Statement> Body, Condition? Filter, ImmutableArray<Statement>? Catch, ImmutableArray<Statement>? Finally) : Statement;

/// <summary>A value exactly where the method returns one.</summary>
internal sealed record Return(Condition? Value) : Statement;

internal sealed record Throw(bool Again = false) : Statement;

internal sealed record Break : Statement;

internal sealed record Continue : Statement;
