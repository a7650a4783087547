using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Sample.Vmm.Agreement;
using EntryPath.Sample.Vmm.Exploration.Orders;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary><c>agreement</c>: the analyzer's verdict beside the explorer's, for every order.</summary>
internal static class AgreementCommand
{
    public static Command Create()
    {
        var write = OutputFile.Option("--write", "Where to write the table, as Markdown; otherwise it is printed.");
        var command = new Command("agreement", "Compares the analyzer with the explorer, order by order.") { write };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed.GetValue(write), cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(FileInfo? file, CancellationToken cancellation)
    {
        AgreementRow[] rows = [];
        LongRun.Show("orders", EntryOrders.All.Length, tell => rows = AgreementTable.ComputeAsync(() => tell(null), cancellation).GetAwaiter().GetResult());
        var page = AgreementTable.Write(rows);
        if (file is null)
            Console.Write(page);
        else
            File.WriteAllText(file.FullName, page);
        var disagreements = rows.Where(row => !row.Agrees).ToList();
        foreach (var row in disagreements)
            Console.Error.WriteLine($"vmm: {row.Order}: analyzer '{row.Ids}', explorer '{row.Explored.Witness?.Violation?.Text ?? "no violation"}'");
        return disagreements.Count == 0 ? ExitCode.Clean : ExitCode.Violation;
    }
}
