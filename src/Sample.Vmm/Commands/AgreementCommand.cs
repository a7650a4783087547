using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Sample.Vmm.Agreement;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary><c>agreement</c>: the analyzer's verdict beside the explorer's, for every order.</summary>
internal static class AgreementCommand
{
    public static Command Create()
    {
        var write = new Option<FileInfo?>("--write") { Description = "Where to write the table, as Markdown; otherwise it is printed." };
        var command = new Command("agreement", "Compares the analyzer with the explorer, order by order.") { write };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(write), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo? file, CancellationToken cancellation)
    {
        var rows = await AgreementTable.ComputeAsync(cancellation);
        var page = AgreementTable.Write(rows);
        if (file is null)
            Console.Write(page);
        else
            await File.WriteAllTextAsync(file.FullName, page, cancellation);
        var disagreements = rows.Where(row => !row.Agrees).ToList();
        foreach (var row in disagreements)
            Console.Error.WriteLine($"vmm: {row.Order}: analyzer '{row.Ids}', explorer '{row.Explored.Witness?.Violation?.Text ?? "no violation"}'");
        return disagreements.Count == 0 ? ExitCode.Clean : ExitCode.Violation;
    }
}
