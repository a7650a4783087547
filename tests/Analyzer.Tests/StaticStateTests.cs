using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EntryPath.Analyzer.Tests;

/// <summary>What the analyzer keeps belongs to one compilation, to a syntax tree or to an assembly: nothing else outlives a run.</summary>
public sealed class StaticStateTests
{
    private const BindingFlags OwnStatics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>A counter that only makes numbers different: nothing depends on which they are.</summary>
    private const string Numbering = "EntryPath.Analyzer.Ir.Instruction._last";

    public static TheoryData<string> Statics => [.. typeof(EntryPathAnalyzer).Assembly.GetTypes()
        .Where(static type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))
        .SelectMany(static type => type.GetFields(OwnStatics))
        .Where(static one => !one.IsLiteral && !one.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Select(static one => one.DeclaringType!.FullName + "." + one.Name)
        .Where(static name => name != Numbering)];

    [Theory]
    [MemberData(nameof(Statics))]
    public void No_static_field_can_be_written(string name)
    {
        var dot = name.LastIndexOf('.');
        var one = typeof(EntryPathAnalyzer).Assembly.GetType(name[..dot], throwOnError: true)!.GetField(name[(dot + 1)..], OwnStatics)!;
        Assert.True(one.IsInitOnly, name);
    }

    [Fact]
    public void What_is_kept_over_compilations_goes_away_with_a_tree_or_an_assembly()
    {
        var types = typeof(EntryPathAnalyzer).Assembly.GetTypes().SelectMany(static type => type.GetFields(OwnStatics)).Select(static one => one.FieldType).ToList();
        var kept = types.Where(static type => type.Name.StartsWith("ConditionalWeakTable", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(kept);
        Assert.All(kept, static type => Assert.Contains(type.GetGenericArguments()[0].Name, new[] { "SyntaxTree", "SourceText", "IAssemblySymbol" }));
        Assert.DoesNotContain(types, static type => type.Namespace == "System.Collections.Concurrent");
    }
}
