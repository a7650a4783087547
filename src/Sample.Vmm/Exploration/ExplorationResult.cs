using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>What an exploration has found.</summary>
/// <param name="States">How many different states were reached.</param>
/// <param name="Transitions">How many transitions were made between them.</param>
/// <param name="IsComplete">Whether every schedule was explored, or a violation found; otherwise the limit of states was reached.</param>
/// <param name="Violation">What went wrong; null if nothing did.</param>
/// <param name="Schedule">The shortest schedule to the violation.</param>
internal sealed record ExplorationResult(
    int States,
    long Transitions,
    bool IsComplete,
    Violation? Violation,
    IReadOnlyList<ScheduleStep> Schedule);
