// Objects with names that are reached another way as well: chosen by turns, out of an ordering, or made lazily.
using System;
using System.Collections.Generic;
using System.Linq;
using EntryPath;

[EntryProtocol(Ordered = false)]
public enum Account { Held }

public class Purse
{
    public int Number { get; }

    [Step(Account.Held)] public extern void Take();
    [Undo(Account.Held)] public extern void Return();
    [Requires(Account.Held)] public extern void Pay();
}

public class Bank
{
    private readonly Lazy<Purse> _vault = new Lazy<Purse>(() => new Purse());

    public void ByTurns(Purse from, Purse to)
    {
        var first = from.Number < to.Number ? from : to;
        var second = first == from ? to : from;
        first.Take();
        second.Take();
        from.Pay();
        to.Pay();
        from.Return();
        to.Return();
    }

    public void ByReference(Purse from, Purse to)
    {
        Purse first;
        if (from.Number < to.Number)
            first = from;
        else
            first = to;

        var second = !ReferenceEquals(first, to) ? to : from;
        first.Take();
        second.Take();
        second.Return();
        first.Return();
    }

    public void ByTurnsAndWrong(Purse from, Purse to)
    {
        var first = from.Number < to.Number ? from : to;
        var second = first == from ? from : to;
        first.Take();
        second.Take();
        from.Pay(); // EPO1001
        first.Return();
    }

    public void OneObject(Purse from, Purse to)
    {
        if (from == to)
        {
            from.Pay(); // EPO1001
            return;
        }

        from.Take();
        from.Return();
    }

    public void InOrder(Purse from, Purse to)
    {
        foreach (var purse in new[] { from, to }.OrderBy(one => one.Number))
            purse.Take();

        from.Pay();
        to.Pay();
        to.Return();
        from.Return();
    }

    public void InOrderKept(Purse from, Purse to)
    {
        var all = new[] { from, to }.OrderByDescending(one => one.Number).ToList();
        foreach (var purse in all)
            purse.Take();

        from.Pay();
        foreach (var purse in all)
            purse.Return();
    }

    public void InOrderAndWrong(Purse from, Purse to, Purse other)
    {
        foreach (var purse in new[] { from, to }.OrderBy(one => one.Number))
            purse.Take();

        other.Pay(); // EPO1001
        to.Return();
        from.Return();
    }

    public void Lazily()
    {
        _vault.Value.Take();
        Console.WriteLine(_vault);
        _vault.Value.Pay();
        _vault.Value.Return();
    }
}

public class Desk
{
    public void FirstRound(Purse from, Purse to, Purse kept)
    {
        foreach (var purse in new[] { from, to })
            kept.Take();

        kept.Pay();
        kept.Return();
    }

    public void NoRound(Purse[] all, Purse kept)
    {
        foreach (var purse in all)
            kept.Take();

        kept.Pay(); // EPO1001
    }
}
