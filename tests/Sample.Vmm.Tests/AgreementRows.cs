using System.Linq;
using System.Threading.Tasks;
using EntryPath.Sample.Vmm.Agreement;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

/// <summary>The agreement table, computed once for all tests that read it.</summary>
public sealed class AgreementRows : IAsyncLifetime
{
    internal AgreementRow[] All { get; private set; } = [];

    internal AgreementRow this[string order] => All.Single(row => row.Order.Name == order);

    public async Task InitializeAsync() => All = await AgreementTable.ComputeAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}

[CollectionDefinition(Name)]
public sealed class AgreementCollection : ICollectionFixture<AgreementRows>
{
    public const string Name = "agreement";
}
