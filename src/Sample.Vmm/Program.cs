using System;
using System.Diagnostics;
using EntryPath.Sample.Vmm.Exploration;

var total = Stopwatch.StartNew();
foreach (var order in EntryOrders.All)
{
    if (args.Length > 0 && order.Name != args[0]) continue;
    var clock = Stopwatch.StartNew();
    var create = OrderSource.Load(order);
    var compiled = clock.ElapsedMilliseconds;
    var trees = new System.Collections.Generic.Dictionary<EntryPath.Sample.Vmm.Hardware.MachineOptions, CodeTree>();
    long st = 0, tr = 0; Violation? v = null; string where = "";
    foreach (var scenario in Scenarios.All)
    {
        var r = new Explorer(trees.TryGetValue(scenario.Options, out var t) ? t : trees[scenario.Options] = new CodeTree(create, scenario.Options), scenario, MemoryModel.Tso).Run();
        st += r.States; tr += r.Transitions;
        if (r.Violation != null) { v = r.Violation; where = scenario.Name + " " + r.Schedule.Count;
    if (args.Length > 0)
    foreach (var s in r.Schedule)
        Console.WriteLine($"      {s.Lane,-10} {s.Text} {(s.IsMinor ? "(minor)" : "")}");
        break; }
    }
    Console.WriteLine($"{order.Name,-30} {compiled} ms {clock.ElapsedMilliseconds} ms {st} states {tr} tr {where} {v?.Text} {(v is null == (order.SafeBecause is null) && order.Name is not "current" and not "IMBSC" ? "UNEXPECTED" : "")}");
}
Console.WriteLine(total.Elapsed);
