using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Packs.Corpus;
using Microsoft.CodeAnalysis;
using Spectre.Console;

namespace EntryPath.Benchmarks.Real;

/// <summary><c>real ROOT [FOLDER…] [--framework NAME] [--define SYMBOL…] [--documents N] [--packs all|NAME,NAME] [--only keystroke|build] [--alone] [--rounds N] [--reports FILE]</c>: each folder is one project.</summary>
internal static class RealCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        List<string> folders = [];
        List<string> defines = [];
        string? framework = null;
        string? only = null;
        int documents = 12;
        int rounds = 3;
        string? reports = null;
        bool isAlone = false;
        string packs = "Memory,Threading";
        for (int i = 1; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--framework":
                    framework = args[++i];
                    break;
                case "--define":
                    defines.AddRange(args[++i].Split(',', ';'));
                    break;
                case "--documents":
                    documents = int.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case "--only":
                    only = args[++i];
                    break;
                case "--rounds":
                    rounds = int.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case "--reports":
                    reports = args[++i];
                    break;
                case "--packs":
                    packs = args[++i];
                    break;
                case "--alone":
                    isAlone = true;
                    break;
                default:
                    folders.Add(args[i]);
                    break;
            }
        }

        if (folders.Count == 0 || !Directory.Exists(folders[0]))
        {
            await Console.Error.WriteLineAsync("real ROOT [FOLDER...] [--framework net10.0|net472] [--define A,B] [--documents N] [--packs all|NAME,NAME] [--only keystroke|build] [--alone] [--rounds N] [--reports FILE]").ConfigureAwait(false);
            return 2;
        }

        if (reports is not null)
            File.Delete(reports);

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 120);
        Entrant[] peers = isAlone ? [] : [.. new[] { "CA1508", "CA1062", "VSTHRD010", "S2222" }.Select(Entrant.Peer)];
        string root = Path.GetFullPath(folders[0]);
        ImmutableArray<AdditionalText> texts = [.. packs == "all" ? PackText.All() : packs.Split(',').Select(PackText.Named)];
        foreach (RealProject project in RealProject.In(root, folders.Count > 1 ? folders[1..] : ["."], framework ?? "net10.0", defines, texts))
        {
            if (only != "build")
                await Keystroke.PrintAsync(project, documents, [Entrant.Nothing, Entrant.EntryPath, .. peers]).ConfigureAwait(false);

            if (only != "keystroke")
                await Build.PrintAsync(project, [Entrant.Nothing, Entrant.Graphs, Entrant.EntryPath, .. peers], rounds, reports).ConfigureAwait(false);
        }

        return 0;
    }
}
