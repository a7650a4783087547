using System;

namespace EntryPath.Truth.Tests.Rules;

/// <summary>
/// Sentences of the rules that can be read in two ways. With a flag the stricter way is taken; every flag only adds bad programs.
/// </summary>
[Flags]
internal enum Reading
{
    Lenient = 0,

    /// <summary>A body that leaves a bracket in effect after the commit used up a step is incomplete.</summary>
    ACommitLeavesTheProtocolIncomplete = 1,

    /// <summary>A <c>throw</c> in a helper is a way out of its callers too.</summary>
    AThrowLeavesEveryCaller = 2,

    /// <summary>The exits of a helper may not differ by its arguments.</summary>
    ExitsMayNotDifferByArguments = 4,

    /// <summary>A <c>throw</c> may not leave the helper that opened a bracket, even where the caller catches it and closes it.</summary>
    AThrowMayNotLeaveAHelperInsideItsBracket = 8,

    Strict = ACommitLeavesTheProtocolIncomplete | AThrowLeavesEveryCaller | ExitsMayNotDifferByArguments
        | AThrowMayNotLeaveAHelperInsideItsBracket,
}
