using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Benchmarks;

/// <summary>
/// A project of ordinary bodies (loops, branches, switches, try and finally), the same in every kind but for the protocol calls in it.
/// </summary>
public sealed class Workload
{
    private const int Classes = 50;
    private const int BodiesPerClass = 12;

    /// <summary>Every how many bodies of the tracked kind one is wrong, so that an analyzer that sees nothing cannot look fast.</summary>
    private const int WrongBodyEvery = 20;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"))
            .Append(typeof(StepAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly ImmutableArray<SyntaxTree> trees;

    public Workload(WorkloadKind kind)
    {
        var sources = Enumerable.Range(0, Classes).Select(index => Class(kind, index)).Append(Primitives(kind)).ToList();
        trees = [.. sources.Select((text, index) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path: $"File{index}.cs"))];
        Lines = sources.Sum(text => text.Count(c => c == '\n'));
        ExpectedReports = kind == WorkloadKind.EveryBodyTracked ? Bodies / WrongBodyEvery : 0;
    }

    /// <summary>How many method bodies there are.</summary>
    public static int Bodies => Classes * BodiesPerClass;

    /// <summary>How many lines there are in all files.</summary>
    public int Lines { get; }

    /// <summary>How many errors of order the input has.</summary>
    public int ExpectedReports { get; }

    /// <summary>A compilation in which nothing is bound yet.</summary>
    /// <param name="enabled">Rules to switch on that are off by default.</param>
    public CSharpCompilation Compile(params string[] enabled) => CSharpCompilation.Create(
        "Workload",
        trees,
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, specificDiagnosticOptions: enabled.ToDictionary(id => id, _ => ReportDiagnostic.Warn)));

    private static string Primitives(WorkloadKind kind)
    {
        string Mark(string attribute) => kind == WorkloadKind.NothingAnnotated ? "" : $"[{attribute}] ";

        return $$"""
            namespace Workload;

            using EntryPath;

            {{Mark("EntryProtocol")}}public enum GuestEntry { DisableInterrupts, SetInGuestMode, {{Mark("Repeat")}}SyncPirToIrr }

            public sealed class Vcpu
            {
                {{Mark("Step(GuestEntry.DisableInterrupts)")}}public void DisableInterrupts() { }
                {{Mark("Undo(GuestEntry.DisableInterrupts)")}}public void EnableInterrupts() { }
                {{Mark("Step(GuestEntry.SetInGuestMode)")}}public void SetInGuestMode() { }
                {{Mark("Undo(GuestEntry.SetInGuestMode)")}}public void SetOutsideGuestMode() { }
                {{Mark("Step(GuestEntry.SyncPirToIrr)")}}public void SyncPirToIrr() { }
                {{Mark("Commit(typeof(GuestEntry))")}}public void Enter() { }
                public void Plain() { }
            }

            """;
    }

    private static string Class(WorkloadKind kind, int index)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"namespace Workload;\n\nusing System;\nusing System.Collections.Generic;\n\npublic sealed class Worker{index}\n{{\n    private int total;\n");

        for (var body = 0; body < BodiesPerClass; body++)
        {
            var number = (index * BodiesPerClass) + body;
            text.Append('\n').Append(Body(kind, number, isWrong: number % WrongBodyEvery == 0));
        }

        return text.Append("}\n").ToString();
    }

    private static string Body(WorkloadKind kind, int number, bool isWrong)
    {
        string Call(string member) => $"vcpu.{(kind == WorkloadKind.EveryBodyTracked ? member : "Plain")}();";
        // The wrong bodies leave out the drain, an error that the peers with a rule of this kind can see too.
        var drain = isWrong ? "Plain" : "SyncPirToIrr";

        return $$"""
                public int Run{{number}}(Vcpu vcpu, List<int> items, bool cancelled, string name)
                {
                    var sum = {{number}};
                    var seen = new Dictionary<string, int>();

                    for (var i = 0; i < items.Count; i++)
                    {
                        if (items[i] > sum && !seen.ContainsKey(name))
                            seen[name] = items[i];
                        else
                            sum += items[i] % 7;
                    }

                    {{Call("DisableInterrupts")}}
                    {{Call("SetInGuestMode")}}
                    {{Call(drain)}}

                    if (cancelled)
                    {
                        {{Call("SetOutsideGuestMode")}}
                        {{Call("EnableInterrupts")}}
                        return -1;
                    }

                    {{Call("Enter")}}
                    {{Call("SetOutsideGuestMode")}}
                    {{Call("EnableInterrupts")}}

                    switch (sum % 4)
                    {
                        case 0:
                            total += sum;
                            break;
                        case 1 when name.Length > 3:
                            total -= sum;
                            break;
                        default:
                            foreach (var item in items)
                                total += item;
                            break;
                    }

                    try
                    {
                        total += int.Parse(name);
                    }
                    catch (FormatException)
                    {
                        total = 0;
                    }
                    finally
                    {
                        seen.Clear();
                    }

                    return name is { Length: > 2 } ? total : sum;
                }

            """;
    }
}
