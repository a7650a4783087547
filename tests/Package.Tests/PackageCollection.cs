using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>All tests share one packed package and run one after the other: each of their commands uses every core by itself.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedRepository>
{
    public const string Name = "package";
}
