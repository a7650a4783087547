using System.Threading.Tasks;
using EntryPath;
using EntryPath.Truth.Tests.Runtime.Judging;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace TruthPrelude;

/// <summary>Steps that are awaited: each may be done at once, or when somebody has waited.</summary>
public sealed partial class Unit
{
    [Step(Wire.Linked)] public Task LinkAsync() => SoonerOrLater(Deed.Perform, 0);
    [Undo(Wire.Linked)] public Task UnlinkAsync() => SoonerOrLater(Deed.Undo, 0);
    [Step(Wire.Greeted)] public Task GreetAsync() => SoonerOrLater(Deed.Perform, 1);
    [Commit(typeof(Wire))] public Task ShipAsync() => SoonerOrLater(Deed.Commit, 0);
    [Requires(Wire.Linked)] public void Ping() => Tape.Tell(Deed.Require, RuntimeRules.Wire, 0, this);

    [Step(Latch.Held)] [return: Guard]
    public async Task<Holding> HoldAsync()
    {
        var from = Tape.Here;
        if (Env.Flip())
            await Task.Yield();
        var holding = new Holding(this, Held == true);
        Tape.Tell(Deed.Perform, RuntimeRules.Latch, 0, this, holding, from: from);
        Held = true;
        return holding;
    }

    private async Task SoonerOrLater(Deed deed, int step)
    {
        var from = Tape.Here;
        if (Env.Flip())
            await Task.Yield();
        Tape.Tell(deed, RuntimeRules.Wire, step, this, from: from);
    }
}
