using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Cli.Loading;

/// <summary>What was loaded, and what was not.</summary>
/// <param name="Solution">All projects that could be loaded.</param>
/// <param name="Projects">Those to check, in the order of their paths.</param>
/// <param name="Problems">What could not be loaded, and why.</param>
/// <param name="Workspace">What the solution lives in.</param>
internal sealed record LoadedCode(Solution Solution, ImmutableArray<ProjectId> Projects, ImmutableArray<Problem> Problems, Workspace Workspace) : IDisposable
{
    public void Dispose() => Workspace.Dispose();
}

/// <summary>Something that could not be checked.</summary>
/// <param name="Subject">The project or file, as an absolute path.</param>
/// <param name="Reason">What is wrong, in one line.</param>
internal sealed record Problem(string Subject, string Reason);
