using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace EntryPath.Cli.Checking;

/// <summary>A protocol beside a path: its steps in order, and what was in effect at each stop.</summary>
/// <param name="Protocol">The protocol's name.</param>
/// <param name="IsOrdered">Whether a step needs those before it.</param>
/// <param name="Rungs">The steps, in their order; a step of two subjects on one path has a rung for each.</param>
internal sealed record Ladder(string Protocol, bool IsOrdered, ImmutableArray<Rung> Rungs)
{
    /// <summary>Reads the ladder of a path off what happened on it.</summary>
    public static Ladder Of(string protocol, string protocolId, bool isOrdered, ImmutableArray<(string Name, string? Because)> steps, ImmutableArray<PathStep> path, IReadOnlySet<string> wrong)
    {
        var rungs = ImmutableArray.CreateBuilder<Rung>();
        foreach ((string name, string? because) in steps)
        {
            string[] subjects = [.. path.SelectMany(static stop => stop.Changes)
                .Where(change => change.Protocol == protocolId && change.Step == name).Select(static change => change.Subject).Distinct().DefaultIfEmpty(string.Empty)];
            for (int i = 0; i < subjects.Length; i++)
            {
                var marks = ImmutableArray.CreateBuilder<RungMark>();
                bool? inEffect = null;
                foreach (PathStep stop in path)
                {
                    StepChange? change = stop.Changes.LastOrDefault(change => change.Protocol == protocolId && change.Step == name && change.Subject == subjects[i]);
                    if (change is not null)
                        inEffect = change.IsInEffect;

                    // What is performed behind the report was not in effect at it.
                    bool? shown = stop.Role == PathRole.Later ? null : inEffect;
                    marks.Add(new RungMark(change?.Kind, shown, stop.Role == PathRole.Report && wrong.Contains(name)));
                }

                rungs.Add(new Rung(subjects.Length > 1 ? $"{name} ({i + 1})" : name, because, marks.ToImmutable()));
            }
        }

        return new Ladder(protocol, isOrdered, rungs.ToImmutable());
    }
}

/// <summary>One step beside a path.</summary>
/// <param name="Name">Its name, with a number where the path has it for several subjects.</param>
/// <param name="Because">Its author's reason.</param>
/// <param name="Marks">One for each stop of the path.</param>
internal sealed record Rung(string Name, string? Because, ImmutableArray<RungMark> Marks);

/// <summary>A step at a stop.</summary>
/// <param name="Change">What the stop did to it; null: nothing.</param>
/// <param name="InEffect">Whether it is in effect after it; null: the path has not touched it yet.</param>
/// <param name="IsWrong">Whether the report at this stop is about it.</param>
internal readonly record struct RungMark(string? Change, bool? InEffect, bool IsWrong)
{
    /// <summary>The mark in words.</summary>
    public string Words => (Change switch
    {
        "performed" => "performed",
        "too-early" => "performed too early, does not count",
        "undone" => "undone",
        "used-up" => "used up",
        null => InEffect switch
        {
            true => "in effect",
            false => "not in effect",
            null => "as before",
        },
        _ => "voided",
    }) + (IsWrong ? ", reported" : string.Empty);
}
