using System;
using EntryPath.Truth.Tests.Generation;
using static EntryPath.Truth.Tests.Runtime.Generation.TypeText;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>
/// Helpers that ask for several things at once before they do anything, objects that do something once, by a flag that is exchanged or one of two, counts by atomic operations, methods of the framework
/// that run a delegate for each element, delegates that change a field, questions that are asked twice, collections whose size is asked for, and exceptions that are kept.
/// </summary>
internal sealed class DecisionBlocks(LineWriter writer)
{
    private Chance Chance => writer.Chance;

    public void Write()
    {
        Action[] all = [Compound, Compound, Once, Counted, Each, Replaced, Asked, Asked, Sized, Caught];
        Chance.Of(all)();
    }

    /// <summary>Two helpers that ask for the same, in the same words or in others.</summary>
    private void Compound()
    {
        var (u, open, close) = (writer.Declared.Parameter("Unit"), writer.New("Open"), writer.New("Close"));
        var asksNull = Chance.Percent(30);
        var type = asksNull ? "object?" : "bool";
        Ask(open, "u.Lock();", type, asksNull);
        Ask(close, "u.Unlock();", type, asksNull);
        var no = asksNull ? "null" : "false";
        var (b, c) = Chance.Percent(25) ? ("true", no) : (writer.Declared.Parameter("bool"), Chance.Of(writer.Declared.Parameter(type), no));
        writer.Calls($"{open}({u}, {b}, {c});");
        writer.Text($"if ({b} && {(asksNull ? c + " == null" : "!" + c)})");
        writer.Braces(() => writer.Calls($"{u}.Touch();"));
        writer.Calls($"{close}({u}, {b}, {c});");
        if (Chance.Percent(40))
            writer.Calls($"{u}.Sleep();");
    }

    private void Ask(string name, string call, string type, bool asksNull)
    {
        var no = asksNull ? "c != null" : "c";
        var yes = asksNull ? "c == null" : "!c";
        string[] lines = Chance.Below(4) switch
        {
            0 => [$"if (!b || {no})", "    return;", call],
            1 => [$"if (b && {yes})", "{", "    " + call, "}"],
            2 => [$"if (!b || {no})", "{", "    Env.Log(\"no\");", "}", "else", "{", "    " + call, "}"],
            _ => ["if (!b)", "    return;", $"if ({no})", "    return;", call],
        };
        writer.Declared.Helpers.Add(Helper($"private static void {name}(Unit u, bool b, {type} c)", lines));
    }

    /// <summary>An object that ends what it holds once, however often it is asked to.</summary>
    private void Once()
    {
        var (u, type, o) = (writer.Declared.Parameter("Unit"), writer.New("Session"), writer.New("o"));
        (string Field, string[] Lines)[] ways =
        [
            ("private int _done;", ["if (System.Threading.Interlocked.Exchange(ref _done, 1) != 0)", "    return;", "u.Unlock();"]),
            ("private int _done;", ["if (System.Threading.Interlocked.CompareExchange(ref _done, 1, 0) == 0)", "    u.Unlock();"]),
            ("private bool _done;", ["if (_done || !_isOpen)", "    return;", "_done = true;", "u.Unlock();"]),
            ("private bool _done;", ["if (_isOpen && !_done)", "{", "    u.Unlock();", "    _done = true;", "}"]),
            ("private bool _done;", ["if (System.Threading.Volatile.Read(ref _done))", "    return;", "System.Threading.Volatile.Write(ref _done, true);", "u.Unlock();"]),
        ];
        var (field, end) = Chance.Of(ways);
        writer.Declared.Types.Add(Type(
            $"public sealed class {type}(Unit u)",
            [Line("private bool _isOpen;"), Line(field), .. Member("internal void Open()", "u.Lock();", "_isOpen = true;"), .. Member("internal void End()", end)]));
        writer.Text($"var {o} = new {type}({u});");
        writer.Calls($"{o}.Open();", $"{u}.Touch();", $"{o}.End();");
        if (Chance.Percent(60))
            writer.Calls($"{o}.End();");
        if (Chance.Percent(40))
            writer.Calls($"{u}.Sleep();");
    }

    /// <summary>The first of several users performs the step, and the last one undoes it, by an atomic count.</summary>
    private void Counted()
    {
        var (u, type, o) = (writer.Declared.Parameter("Unit"), writer.New("Users"), writer.New("o"));
        writer.Declared.Types.Add(Type(
            $"public sealed class {type}(Unit u)",
            [
                Line("private int _users;"),
                .. Member("internal void Add()", Chance.Of("if (System.Threading.Interlocked.Increment(ref _users) == 1)", "if (System.Threading.Interlocked.Add(ref _users, 1) == 1)"), "    u.Lock();"),
                .. Member("internal void Remove()", "if (System.Threading.Interlocked.Decrement(ref _users) == 0)", "    u.Unlock();"),
            ]));
        writer.Text($"var {o} = new {type}({u});");
        writer.Calls($"{o}.Add();");
        if (Chance.Percent(50))
            writer.Calls($"{o}.Add();", $"{o}.Remove();");
        writer.Calls($"{u}.Touch();", $"{o}.Remove();");
    }

    /// <summary>Passes over a collection, by a method of the framework or a loop.</summary>
    private void Each()
    {
        var isArray = Chance.Percent(40);
        var many = writer.Declared.Parameter(isArray ? "Unit[]" : "List<Unit>");
        if (Chance.Percent(30))
        {
            writer.Calls(OfEach(many, isArray, "x.Lock(); x.Touch(); x.Unlock();"));
            return;
        }

        writer.Calls(OfEach(many, isArray, "x.Lock();"), OfEach(many, isArray, "x.Touch();"), OfEach(many, isArray, "x.Unlock();"));
    }

    /// <summary>A question that is asked twice, and answered by a member that does no more.</summary>
    private void Asked()
    {
        var (u, can) = (writer.Declared.Parameter("Unit"), writer.New("Can"));
        var b = writer.Declared.Parameter("bool");
        var o = writer.Declared.Parameter("object?");
        string question;
        if (Chance.Percent(40))
        {
            var (type, x) = (writer.New("Options"), writer.New("o"));
            writer.Declared.Types.Add(Type(
                $"public sealed class {type}",
                [Line("public bool First { get; set; }"), Line("public object? Second { get; init; }"), Line($"public bool {can} => {Chance.Of("First && Second != null", "First || Second == null", "!First || Second != null")};")]));
            writer.Text($"var {x} = new {type} {{ First = {b}, Second = {o} }};");
            question = $"{x}.{can}";
        }
        else
        {
            writer.Declared.Helpers.Add(Helper($"private static bool {can}(bool b, object? o)", Chance.Of<string[]>(
                ["if (!b)", "    return false;", "return o != null;"],
                ["if (o == null)", "    return b;", "return !b;"],
                ["if (b && o != null)", "    return true;", "return false;"],
                ["switch (b)", "{", "    case true:", "        return o == null;", "    default:", "        return true;", "}"])));
            question = $"{can}({b}, {o})";
        }

        writer.Text($"if ({question})");
        writer.Braces(() => writer.Calls($"{u}.Lock();"));
        writer.Text("Env.Work();");
        writer.Text($"if ({question})");
        writer.Braces(() => writer.Calls($"{u}.Touch();", $"{u}.Unlock();"));
        if (Chance.Percent(40))
            writer.Calls($"{u}.Sleep();");
    }

    /// <summary>A collection that is asked for its size before a loop goes over it, and after; nothing else is called in between, which might change it.</summary>
    private void Sized()
    {
        var u = writer.Declared.Parameter("Unit");
        var isArray = Chance.Percent(40);
        var many = writer.Declared.Parameter(isArray ? "Unit[]" : "List<Unit>");
        var some = (isArray ? $"{many}.Length" : $"{many}.Count") + Chance.Of(" > 0", " != 0");
        writer.Text($"if ({some})");
        writer.Braces(() => writer.Text($"{u}.Lock();", isCall: true));
        writer.Text($"foreach (var one in {many})");
        writer.Braces(() => writer.Text($"{u}.Touch();", isCall: true));
        writer.Text($"if ({some})");
        writer.Braces(() => writer.Text($"{u}.Unlock();", isCall: true));
    }

    /// <summary>An exception that is kept, and what is made up for where there was one.</summary>
    private void Caught()
    {
        var (u, error) = (writer.Declared.Parameter("Unit"), writer.New("error"));
        writer.Text($"Exception? {error} = null;");
        writer.Text("try");
        writer.Braces(() =>
        {
            writer.Calls($"{u}.Lock();");
            writer.Text("if (Env.Flip())");
            writer.Text("    throw new InvalidOperationException();");
            writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
        });
        writer.Text("catch (InvalidOperationException caught)");
        writer.Braces(() => writer.Text($"{error} = caught;"));
        writer.Text($"if ({error} != null)");
        writer.Braces(() => writer.Calls($"{u}.Unlock();"));
    }

    private string OfEach(string many, bool isArray, string body) => Chance.Below(3) == 0 ? $"foreach (var x in {many}) {{ {body} }}"
        : isArray ? $"Array.ForEach({many}, x => {{ {body} }});" : $"{many}.ForEach(x => {{ {body} }});";

    /// <summary>A delegate that puts another object into a field.</summary>
    private void Replaced()
    {
        var (field, change, run) = (writer.New("_u"), writer.New("Change"), writer.New("run"));
        writer.Declared.Field($"private Unit {field} = new();");
        writer.Declared.Helpers.Add(Helper($"private void {change}()", Chance.Of($"{field} = new Unit();", "Env.Work();")));
        writer.Text($"Action {run} = () => {change}();");
        writer.Calls($"{field}.Lock();", $"{run}();", $"{field}.Touch();", $"{field}.Unlock();");
    }
}
