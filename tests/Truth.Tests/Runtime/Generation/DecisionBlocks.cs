using EntryPath.Truth.Tests.Generation;
using static EntryPath.Truth.Tests.Runtime.Generation.TypeText;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>
/// Helpers that ask for several things at once before they do anything, objects that do something once, by a flag that is exchanged or one of two, counts by atomic operations, methods of the framework
/// that run a delegate for each element, and delegates that change a field.
/// </summary>
internal sealed class DecisionBlocks(LineWriter writer)
{
    private Chance Chance => writer.Chance;

    public void Write()
    {
        switch (Chance.Below(6))
        {
            case 0 or 1:
                Compound();
                break;
            case 2:
                Once();
                break;
            case 3:
                Counted();
                break;
            case 4:
                Each();
                break;
            default:
                Replaced();
                break;
        }
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
