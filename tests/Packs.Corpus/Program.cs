// Runs the packs over source that was not written for them; docs/field-study.md says with which arguments it was run and what came of it.
using System;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using EntryPath.Packs.Corpus;

Argument<DirectoryInfo> root = new("root") { Description = "The folder that the source was unpacked into." };
Argument<string[]> units = new("units")
{
    Description = "What is compiled by itself, as paths below the root in which * stands for any name (. is the root): a folder with what is below it, except for"
        + " what another argument names; or, where it ends in .cs, each file. Without any, each folder directly below the root.",
    Arity = ArgumentArity.ZeroOrMore,
};
Option<string[]> defines = new("--define") { Description = "Symbols for #if, besides those of the framework.", AllowMultipleArgumentsPerToken = true };
Option<string> framework = new("--framework") { Description = "What it is compiled against.", DefaultValueFactory = static _ => "net10.0" };
Option<FileInfo> judged = new("--verdicts") { Description = "A file with what was judged of each certain report; what is new is added to it, with ? for its verdict." };
Option<string[]> left = new("--without") { Description = "Names of folders that are left out, with * for anything, such as those of tests.", AllowMultipleArgumentsPerToken = true };
Option<FileInfo> table = new("--table") { Description = "A file that is written with one line of counts, divided by tabs: what the field study adds up." };
framework.AcceptOnlyFromAmong([.. TargetFramework.Names]);
RootCommand command = new("Runs all packs over a tree of C# source and prints every report. The exit code is 1 if the analyzer crashed.") { root, units, defines, framework, judged, left, table };
command.SetAction(async (arguments, cancellation) =>
{
    Corpus corpus = Corpus.Find(arguments.GetRequiredValue(root).FullName, arguments.GetValue(units) is { Length: > 0 } named ? named : ["*"], arguments.GetValue(left) ?? []);
    Verdicts verdicts = new(arguments.GetValue(judged)?.FullName);
    Run run = new(corpus.Root, TargetFramework.Of(arguments.GetRequiredValue(framework)), arguments.GetValue(defines) ?? [], verdicts);
    Stopwatch watch = Stopwatch.StartNew();
    foreach (CorpusUnit unit in corpus.Units)
        await run.AnalyzeAsync(unit, cancellation);

    verdicts.Save();
    foreach (((string certainty, string verdict), int count) in run.Judged)
        Console.WriteLine($"{certainty}\t{verdict}\t{count}");

    using Process process = Process.GetCurrentProcess();
    if (arguments.GetValue(table) is { } file)
    {
        object[] counts = [corpus.Units.Length, run.Files, run.Lines, run.Count("certain", "true"), run.Count("certain", "false"), run.Count("certain", Verdicts.Open),
            run.Count("likely", Verdicts.Open), run.GaveUp, run.Crashes, (int)process.TotalProcessorTime.TotalSeconds, process.PeakWorkingSet64 >> 20];
        await File.WriteAllTextAsync(file.FullName, string.Join('\t', counts) + "\n", cancellation);
    }

    Console.WriteLine($"{corpus.Units.Length} compilations, {run.Files} files, {run.Lines} lines, {run.Errors} errors in declarations, {run.Reports} reports, "
        + $"{run.GaveUp} times given up, {run.Crashes} crashes, {watch.Elapsed.TotalSeconds:F0} s, {process.TotalProcessorTime.TotalSeconds:F0} s of processor time, "
        + $"at most {process.PeakWorkingSet64 >> 20} MB");
    return run.Crashes == 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
