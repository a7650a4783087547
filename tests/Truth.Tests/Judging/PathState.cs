using System.Collections.Generic;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Judging;

/// <summary>One point of one path: what is in effect and the values of the variables of the running method, packed in bits.</summary>
internal readonly record struct PathState(Slots Slots, ulong Frame)
{
    private const int FirstParameter = 16;
    private const int FirstField = 24;
    private const int FirstKindBit = 26;
    private const int FirstCopy = 28;
    private const int FirstSubject = 40;
    private const int ResultBit = 63;

    /// <summary>The bits that say which objects a method was given: paths that differ in nothing else entered it alike.</summary>
    public const ulong Binding = 0x1FFUL << FirstSubject;

    public int Kind => (int)(Frame >> FirstKindBit) & 3;

    /// <summary>What a return statement returned.</summary>
    public bool Result => (Frame >> ResultBit & 1) != 0;

    public bool Read(Flag flag) => (Frame >> Place(flag) & 1) != 0;

    public PathState Write(Flag flag, bool value) => WithBit(Place(flag), value);

    public PathState WithResult(bool value) => WithBit(ResultBit, value);

    public int Object(Subject subject) => subject.Kind switch
    {
        SubjectKind.Field => Slots.FirstField + subject.Index,
        SubjectKind.Created => Slots.Created,
        SubjectKind.Copy => (int)(Frame >> (FirstCopy + 3 * subject.Index)) & 7,
        _ => (int)(Frame >> (FirstSubject + 3 * subject.Index)) & 7,
    };

    public PathState WithCopy(int index, int target)
    {
        var place = FirstCopy + 3 * index;
        return this with { Frame = Frame & ~(7UL << place) | (ulong)target << place };
    }

    /// <summary>The state at the first statement of a method.</summary>
    public static PathState Enter(Slots slots, bool[] fields, bool[] flags, int[] subjects, int kind)
    {
        var frame = (ulong)kind << FirstKindBit;
        for (var index = 0; index < fields.Length; index++)
            frame |= fields[index] ? 1UL << (FirstField + index) : 0;
        for (var index = 0; index < flags.Length; index++)
            frame |= flags[index] ? 1UL << (FirstParameter + index) : 0;
        for (var index = 0; index < subjects.Length; index++)
            frame |= (ulong)subjects[index] << (FirstSubject + 3 * index);

        // As the printed program initialises a copy that is not assigned where it is declared.
        var first = (ulong)(subjects.Length > 0 ? subjects[0] : Slots.FirstField);
        for (var place = FirstCopy; place < FirstSubject; place += 3)
            frame |= first << place;
        return new PathState(slots, frame);
    }

    /// <summary>The values of the fields, which a called helper sees too.</summary>
    public bool[] Fields()
    {
        var fields = new bool[TruthProgram.Fields];
        for (var index = 0; index < fields.Length; index++)
            fields[index] = (Frame >> (FirstField + index) & 1) != 0;
        return fields;
    }

    private static int Place(Flag flag) => flag.Index + flag.Kind switch
    {
        FlagKind.Local => 0,
        FlagKind.Parameter => FirstParameter,
        _ => FirstField,
    };

    private PathState WithBit(int place, bool value) => this with { Frame = value ? Frame | 1UL << place : Frame & ~(1UL << place) };
}

/// <summary>Where paths through a statement or method get to.</summary>
internal sealed class Outcomes
{
    public HashSet<PathState> Next { get; set; } = [];

    public HashSet<PathState> Breaks { get; init; } = [];

    public HashSet<PathState> Continues { get; init; } = [];

    public HashSet<PathState> Returns { get; init; } = [];

    /// <summary>Exceptions of <c>throw</c> statements.</summary>
    public HashSet<PathState> Throws { get; init; } = [];

    /// <summary>Exceptions of calls: they enter handlers, but are no way out of a method.</summary>
    public HashSet<PathState> CallThrows { get; init; } = [];
}
