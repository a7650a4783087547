using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Planning;

/// <summary>A change of the source that could mend a diagnostic; whether it does is for the engine to judge.</summary>
/// <param name="Title">What the user reads: the action, with the code that it is about.</param>
/// <param name="Apply">Makes the changed solution.</param>
internal sealed record Edit(string Title, Func<CancellationToken, Task<Solution>> Apply);
