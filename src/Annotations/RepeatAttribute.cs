using System;

namespace EntryPath;

/// <summary>A commit uses this step up: it must be performed again before the next commit, for example on the back edge of a loop.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class RepeatAttribute : Attribute
{
}
