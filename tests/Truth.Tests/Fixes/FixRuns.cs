using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Truth.Tests.Fixes;

/// <summary>Runs programs before and after their fixes, along the same answers, and compares what they did.</summary>
internal static class FixRuns
{
    private const int Seeds = 6;

    /// <summary>What stands for a run that was too long to be followed to its end.</summary>
    private static readonly List<string> CutOff = [];

    /// <summary>A program and what a fix makes of it.</summary>
    internal sealed record Pair(string Name, string Before, string After, string Title);

    /// <summary>The pairs whose runs differ in more than their title says, with the difference.</summary>
    public static List<string> Differences(IReadOnlyList<Pair> pairs)
    {
        // What a program did before is the same for all its fixes.
        var assembly = Load(pairs);
        var known = new Dictionary<(string Space, string Method, int Seed, bool IsPassing), List<string>>();
        var differences = new List<string>();
        for (var index = 0; index < pairs.Count; index++)
        {
            if (Difference(pairs[index], assembly, index, known) is { } difference)
                differences.Add($"{pairs[index].Name}: {pairs[index].Title}\n{difference}\n--- before\n{pairs[index].Before}\n--- after\n{pairs[index].After}");
        }

        return differences;
    }

    private static Assembly Load(IReadOnlyList<Pair> pairs)
    {
        using var reader = new StreamReader(typeof(FixRuns).Assembly.GetManifestResourceStream("TracingPrelude.cs")!);
        var trees = pairs.DistinctBy(pair => pair.Name).Select(pair => Parse(pair.Before, pair.Name, "B" + pair.Name))
            .Concat(pairs.Select((pair, index) => Parse(pair.After, pair.Name, "A" + index)))
            .Append(CSharpSyntaxTree.ParseText(reader.ReadToEnd()));
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Collections.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("Runs" + Guid.NewGuid().ToString("N"), trees, platform, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .Emit(image);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));

        image.Position = 0;
        return new AssemblyLoadContext("runs", isCollectible: true).LoadFromStream(image);
    }

    /// <summary>The program in a namespace of its own, with loops that end and helpers that do not call each other for ever.</summary>
    private static SyntaxTree Parse(string text, string name, string space)
    {
        text = text.Replace("namespace " + name + ";", "namespace " + space + ";", StringComparison.Ordinal);
        text = Regex.Replace(text, @"^(\s*)while \((.*)\)(;?)$", "$1while (Run.Go($2))$3", RegexOptions.Multiline);
        text = Regex.Replace(text, @"^(    private (?:void|bool) \w+\(.*\)\n    \{\n)", "$1        Run.Note(\"call\");\n", RegexOptions.Multiline);
        return CSharpSyntaxTree.ParseText(text);
    }

    private static string? Difference(
        Pair pair, Assembly assembly, int index, Dictionary<(string Space, string Method, int Seed, bool IsPassing), List<string>> known)
    {
        var said = Said(pair);

        // A move that comes with an undo, or without one, says so: that call is no longer one of those that must be the same.
        var isMove = pair.Title.StartsWith("Move ", StringComparison.Ordinal) && !pair.Title.EndsWith("(changes what runs)", StringComparison.Ordinal)
            && !Regex.IsMatch(pair.Title, ", and (insert|remove|undo) ");
        var isConditional = pair.Title.StartsWith("Ask ", StringComparison.Ordinal) || pair.Title.StartsWith("Go on ", StringComparison.Ordinal)
            || pair.Title.StartsWith("Insert 'if", StringComparison.Ordinal);

        // Whether a way out is taken is not what is compared where one moves or comes in: its question is answered so that it is not.
        var isPassing = isConditional || (!isMove && said.Any(operation => operation is "MustStop" or "TryPin" or "TryLock"));
        var roots = assembly.GetType("B" + pair.Name + ".Subject")!.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        foreach (var root in roots)
        {
            for (var seed = 0; seed < Seeds; seed++)
            {
                if (!known.TryGetValue((pair.Name, root.Name, seed, isPassing), out var before))
                    known.Add((pair.Name, root.Name, seed, isPassing), before = Execute(assembly, "B" + pair.Name, root.Name, seed, isPassing));

                var after = Execute(assembly, "A" + index, root.Name, seed, isPassing);
                if (before == CutOff || after == CutOff)
                    continue;

                var others = isMove ? said : OfTheSameProtocols(said);
                var kept = before.Where(what => !others.Contains(Operation(what))).ToList();
                var keptAfter = after.Where(what => !others.Contains(Operation(what))).ToList();
                if (!kept.SequenceEqual(keptAfter))
                    return $"{root.Name}, answers {seed}: {string.Join(", ", before)}  =>  {string.Join(", ", after)}";
                if (isMove && !before.Order(StringComparer.Ordinal).SequenceEqual(after.Order(StringComparer.Ordinal)))
                    return $"{root.Name}, answers {seed}, calls lost or added: {string.Join(", ", before)}  =>  {string.Join(", ", after)}";
            }
        }

        return null;
    }

    private static List<string> Execute(Assembly assembly, string space, string method, int seed, bool isPassing)
    {
        Type Of(string name) => assembly.GetType(name)!;
        var run = Of("TruthPrelude.Run");
        Of("TruthPrelude.Unit").GetMethod("Restart")!.Invoke(null, null);
        run.GetMethod("Begin")!.Invoke(null, [seed, isPassing]);
        object Unit() => Activator.CreateInstance(Of("TruthPrelude.Unit"))!;
        var subject = Activator.CreateInstance(Of(space + ".Subject"), Unit(), Unit(), (seed & 1) != 0, (seed & 2) != 0)!;
        var root = subject.GetType().GetMethod(method)!;
        var arguments = root.GetParameters().Select((parameter, position) =>
            parameter.ParameterType == typeof(bool) ? ((seed >> (position % 3)) & 1) != 0
            : parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, seed % 3)
            : Unit()).ToArray();
        var trace = (List<string>)run.GetProperty("Trace")!.GetValue(null)!;
        string end;
        try
        {
            end = "returns " + root.Invoke(subject, arguments);
        }
        catch (TargetInvocationException thrown)
        {
            end = "throws " + thrown.InnerException!.GetType().Name;
        }

        return (bool)run.GetProperty("IsCutOff")!.GetValue(null)! ? CutOff : [.. trace, end];
    }

    /// <summary>The operations in the lines that the fix changes: what its title is about.</summary>
    private static HashSet<string> Said(Pair pair)
    {
        var before = pair.Before.Split('\n').Select(line => line.Trim()).ToArray();
        var after = pair.After.Split('\n').Select(line => line.Trim()).ToArray();
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<string>();
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
                (i, j) = (i + 1, j + 1);
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
                lines.Add(before[i++]);
            else
                lines.Add(after[j++]);
        }

        // A helper that moves takes its calls along; what they do is said by its name.
        var said = Operations(lines.Append(pair.Title));
        foreach (var helper in lines.SelectMany(line => Regex.Matches(line, @"(?<![.\w])(\w+)\(").Select(match => match.Groups[1].Value)).ToHashSet())
            said.UnionWith(Operations(Body(pair.Before, helper, [])));
        return said;
    }

    private static IEnumerable<string> Body(string text, string helper, HashSet<string> seen)
    {
        var match = Regex.Match(text, @"^    private (?:void|bool) " + helper + @"\(.*?\n    \{\n(.*?)^    \}", RegexOptions.Multiline | RegexOptions.Singleline);
        if (!match.Success || !seen.Add(helper))
            return [];

        var lines = match.Groups[1].Value.Split('\n');
        return lines.Concat(lines.SelectMany(line => Regex.Matches(line, @"(?<![.\w])(\w+)\(").SelectMany(call => Body(text, call.Groups[1].Value, seen))))
            .Append("call");
    }

    private static HashSet<string> Operations(IEnumerable<string> lines) => lines
        .SelectMany(line => line == "call" ? ["call"] : Regex.Matches(line, @"\w+\.(\w+)").Select(match => match.Groups[1].Value)).ToHashSet();

    private static HashSet<string> OfTheSameProtocols(HashSet<string> said)
    {
        var all = new HashSet<string>(said) { "call" };
        foreach (var operations in new[] { Rules.PreludeRules.OfGate, Rules.PreludeRules.OfLane, Rules.PreludeRules.OfRing, Rules.PreludeRules.OfLatch })
        {
            var names = Operations(operations.Select(operation => "x." + operation.Text.Replace("Cpu.", "", StringComparison.Ordinal).Replace("Env.", "", StringComparison.Ordinal)))
                .Select(name => name == "Mode" ? "SetMode" : name).ToHashSet();
            names.UnionWith(operations.Select(operation => Regex.Match(operation.Text, @"^(?:Cpu\.|Env\.)?(\w+)").Groups[1].Value));
            if (names.Overlaps(said))
                all.UnionWith(names);
        }

        return all;
    }

    /// <summary>The operation of an entry of a trace.</summary>
    private static string Operation(string what) => Regex.Match(what, @"^(?:\w+\.)?(\w+)").Groups[1].Value;
}
