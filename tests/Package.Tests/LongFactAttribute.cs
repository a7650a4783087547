using System;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>A test that takes minutes and runs where <c>ENTRYPATH_LONG_TESTS=1</c> asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("ENTRYPATH_LONG_TESTS") != "1")
            Skip = "runs with ENTRYPATH_LONG_TESTS=1";
    }
}
