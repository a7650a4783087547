using System.Collections.Generic;
using CsCheck;

namespace EntryPath.Truth.Tests.Generation;

/// <summary>Random choices from CsCheck's generator, so that a seed names a program.</summary>
internal sealed class Chance(PCG pcg)
{
    public int Below(int limit) => (int)pcg.Next((uint)limit);

    public bool Percent(int percent) => Below(100) < percent;

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
